/** With whom a note is shared: a choice of three, and for "some" a search for people and units. */
import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../elements/icon";
import { wordsOf } from "../kernel/errors";
import { fold, t } from "../kernel/i18n";
import type { Desk, Named, Note, Shared, Sharing as Way } from "./paper";

const WAIT = 250; // milliseconds after the last key
const MOST = 6;

export interface Found {
  kind: "users" | "units";
  one: Named;
}

interface Host {
  readonly desk: Desk | undefined;
  requestUpdate(): void;
}

/** What is being chosen for one note, until it is kept or dropped. */
export class Sharing {
  note = "";
  #wanted: Shared = { sharing: "private", users: [], units: [] };
  #found: Found[] = [];
  #failure = "";
  #typed = "";
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly viewer: Host,
    readonly keep: (id: string, shared: Shared) => Promise<string>,
  ) {}

  open(note: Note): void {
    this.note = this.note === note.id ? "" : note.id;
    this.#wanted = { sharing: note.sharing, users: [...note.users], units: [...note.units] };
    this.#found = [];
    this.#failure = this.#typed = "";
    this.viewer.requestUpdate();
  }

  shut(): void {
    this.note = "";
    this.viewer.requestUpdate();
  }

  #choose(sharing: Way): void {
    this.#wanted.sharing = sharing;
    this.viewer.requestUpdate();
  }

  #type(asked: string): void {
    this.#typed = asked;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(asked.trim()), WAIT);
  }

  async #ask(asked: string): Promise<void> {
    const { desk } = this.viewer;
    if (!desk || asked.length < 2) this.#found = [];
    else {
      try {
        const [users, units] = await Promise.all([desk.people(asked), desk.units(asked)]);
        this.#found = [
          ...nearest(units, asked)
            .slice(0, 3)
            .map((one): Found => ({ kind: "units", one })),
          ...users.map((one): Found => ({ kind: "users", one })),
        ].slice(0, MOST);
      } catch (error) {
        this.#failure = wordsOf(error);
      }
    }
    this.viewer.requestUpdate();
  }

  #add({ kind, one }: Found): void {
    if (!this.#wanted[kind].some((other) => other.id === one.id)) this.#wanted[kind].push(one);
    this.#found = [];
    this.#failure = this.#typed = "";
    this.viewer.requestUpdate();
  }

  #drop(kind: Found["kind"], id: string): void {
    this.#wanted[kind] = this.#wanted[kind].filter((one) => one.id !== id);
    this.viewer.requestUpdate();
  }

  async #save(event: Event): Promise<void> {
    event.preventDefault();
    this.#failure = await this.keep(this.note, this.#wanted);
    if (this.#failure) this.viewer.requestUpdate();
    else this.shut();
  }

  form(): TemplateResult {
    const { sharing, users, units } = this.#wanted;
    const way = (value: Way, label: string) => html`<label class="viewer-way">
      <input type="radio" name="way" class="form-check-input" .checked=${sharing === value} @change=${() => this.#choose(value)}><span>${label}</span></label>`;
    return html`<form class="viewer-form viewer-sharing" aria-label=${t("Chia sẻ ghi chú")} @submit=${(event: Event) => void this.#save(event)}>
      ${way("private", t("Chỉ mình tôi"))}
      ${way("some", t("Một số người, đơn vị"))}
      ${way("all", t("Mọi người xem được tài liệu"))}
      ${sharing === "some" ? html`${this.#chosen(users, units)}${this.#search()}` : nothing}
      ${this.#failure ? html`<p class="viewer-wrong" role="alert">${this.#failure}</p>` : nothing}
      <div class="viewer-form-end">
        <button type="button" class="btn btn-sm" @click=${() => this.shut()}>${t("Thôi")}</button>
        <button type="submit" class="btn btn-sm btn-primary">${t("Lưu")}</button>
      </div>
    </form>`;
  }

  #chosen(users: Named[], units: Named[]): TemplateResult | typeof nothing {
    const chip = (
      kind: Found["kind"],
      { id, name }: Named,
    ) => html`<li class="viewer-chip"><span>${name}</span>
      <button type="button" class="viewer-chip-off" aria-label=${t("Bỏ {name}", { name })} @click=${() => this.#drop(kind, id)}>${icon("x")}</button></li>`;
    if (!users.length && !units.length) return nothing;
    return html`<ul class="viewer-chips">${units.map((one) => chip("units", one))}${users.map((one) => chip("users", one))}</ul>`;
  }

  #search(): TemplateResult {
    return html`<input type="search" class="form-control" autocomplete="off" .value=${this.#typed} placeholder=${t("Tên người hoặc đơn vị")} aria-label=${t("Tên người hoặc đơn vị")}
        @input=${(event: Event) => this.#type((event.target as HTMLInputElement).value)}
        @keydown=${(event: KeyboardEvent) => this.#enter(event)}>
      <ul class="viewer-found">${this.#found.map(
        (found) => html`<li><button type="button" class="viewer-entry" @click=${() => this.#add(found)}>
          <span>${found.one.name}</span>${icon(found.kind === "units" ? "building" : "user")}</button></li>`,
      )}</ul>`;
  }

  #enter(event: KeyboardEvent): void {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const first = this.#found[0];
    if (first) this.#add(first);
  }
}

/** Units whose own name has the words come before those that only lie in such a unit. */
export function nearest(units: Named[], asked: string): Named[] {
  const wanted = fold(asked);
  const has = (unit: Named) => Number(fold(unit.name).includes(wanted));
  return [...units].sort((a, b) => has(b) - has(a));
}

/** With whom, in a few words. */
export function sharedWith(note: Shared & { mine: boolean; by: string }): string {
  if (!note.mine) return note.by;
  if (note.sharing === "private") return t("Chỉ mình tôi");
  if (note.sharing === "all") return t("Mọi người xem được tài liệu");
  const names = [...note.units, ...note.users].map((one) => one.name);
  const [first = "", ...others] = names;
  return others.length ? t("{name} và {n} người, đơn vị khác", { name: first, n: others.length }) : first;
}
