/** Who is there: the count, the list as it fills, sites, rounds compared; for the desk the means to count. @example <gb-people> */
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { toast } from "../elements/gb-toast";
import { t } from "../kernel/i18n";
import { time } from "../kernel/time";
import { icon } from "./icon";
import { Act, Part } from "./part";
import { FILTERS, type Filter, found, isHere, matches, was } from "./people-filter";
import { Present } from "./present";
import type { Attendance, Named, Person, Site } from "./shapes";
import { presence } from "./words";

export class GbPeople extends Part {
  static override properties = {
    ...Part.properties,
    board: {},
    sheet: {},
    filter: { state: true },
    asked: { state: true },
    chosen: { state: true },
    grouped: { state: true },
    open: { state: true },
  };
  declare board: string;
  declare sheet: string;
  declare filter: Filter;
  declare asked: string;
  declare chosen: ReadonlySet<string>;
  declare grouped: boolean;
  /** The person whose line is open. */
  declare open: string;
  readonly #present = new Present(this);

  constructor() {
    super("attendance", "can", "meeting", "site", "here", "online");
    this.board = this.sheet = this.asked = this.open = "";
    this.filter = "all";
    this.chosen = new Set();
    this.grouped = false;
  }

  get #count(): Attendance | undefined {
    return this.store.get<Attendance>("attendance");
  }

  get #counting(): boolean {
    return this.#count?.open === true && this.can("open_round");
  }

  get #people(): Person[] {
    return [...this.store.under<Person>("attendance").values()].sort((a, b) => a.place - b.place);
  }

  override render(): TemplateResult {
    const count = this.#count;
    if (!count) return html``;
    const people = this.#people;
    return html`<div class="people-head">
        <h2 class="hall-title">${t("Điểm danh")}</h2>
        <p class="people-count"><b>${count.expected - count.missing}</b>/${count.expected} ${t("có mặt")}</p>
        <p class="people-split">${this.#split(count)}</p>
        ${this.#present.count ? html`<p class="people-split"><span class="people-online">${icon("wifi")}</span> ${t("{n} người đang kết nối", { n: this.#present.count })}</p>` : nothing}
        ${this.#round(count)} ${this.#rounds(count, people)} ${this.#sites()} ${this.#newcomers()}
      </div>
      <div class="people-find">
        <input
          class="form-control"
          type="search"
          .value=${this.asked}
          placeholder=${t("Tìm người, đơn vị")}
          aria-label=${t("Tìm người dự họp")}
          @input=${(event: Event) => {
            this.asked = (event.target as HTMLInputElement).value;
          }}
        />
        ${this.#filters(people)}
        <label class="people-grouped"
          ><input
            type="checkbox"
            class="form-check-input"
            .checked=${this.grouped}
            @change=${(event: Event) => {
              this.grouped = (event.target as HTMLInputElement).checked;
            }}
          />${t("Theo đơn vị")}</label
        >
      </div>
      ${this.#list(people)} ${this.chosen.size ? this.#many() : nothing}`;
  }

  #split(count: Attendance): string {
    return [
      t("{a} tại chỗ · {b} trực tuyến", { a: count.on_site, b: count.online }),
      count.late ? t("{n} muộn", { n: count.late }) : "",
      count.left ? t("{n} đã về", { n: count.left }) : "",
    ]
      .filter(Boolean)
      .join(" · ");
  }

  #round(count: Attendance): TemplateResult | typeof nothing {
    const state = count.open
      ? html`<span class="status status-running"><span class="status-sign"></span>${t("Đang điểm danh, lần {n}", { n: count.round })}</span>`
      : html`<span class="status status-neutral"><span class="status-sign"></span>${
          count.round ? t("Đã đóng điểm danh lần {n}", { n: count.round }) : t("Chưa mở điểm danh")
        }</span>`;
    if (!this.desk) return html`<p>${state}</p>`;
    return html`<div class="people-round">
      ${state} ${count.open ? this.#whileOpen() : this.#whileClosed(count)}
      <a class="btn btn-sm btn-quiet" href=${this.board} target="_blank" rel="noopener">${icon("device-tv")}${t("Màn hình hội trường")}</a>
      <a class="btn btn-sm btn-quiet" href=${this.sheet} download>${icon("download")}${t("Tải Excel")}</a>
    </div>`;
  }

  #whileOpen(): TemplateResult {
    const rest = this.#people.filter((person) => !person.state).length;
    return html`${
      rest && this.can("open_round")
        ? html`<button type="button" class="btn btn-sm btn-secondary" @click=${() => this.#restAbsent(rest)}>
              ${t("Còn lại vắng ({n})", { n: rest })}
            </button>`
        : nothing
    }
      <button type="button" class="btn btn-sm btn-secondary" @click=${() => this.act(new Act("rounds/close"))}>
        ${t("Đóng điểm danh")}
      </button>`;
  }

  #whileClosed(count: Attendance): TemplateResult | typeof nothing {
    if (!this.can("open_round")) return nothing;
    return html`<button type="button" class="btn btn-sm btn-primary" @click=${() => this.act(new Act("rounds", {}))}>
      ${icon("qrcode")}${count.round ? t("Mở điểm danh lần {n}", { n: count.round + 1 }) : t("Mở điểm danh")}
    </button>`;
  }

  async #restAbsent(rest: number): Promise<void> {
    const people = this.#people.filter((person) => !person.state).map((person) => person.id);
    if (!(await this.act(new Act("rest-absent", {})))) return;
    const run = () => void this.act(new Act("check-in", { method: "secretary", state: "uncounted", people }));
    toast({
      text: t("Đã ghi vắng {n} người.", { n: rest }),
      tone: "success",
      action: { label: t("Hoàn tác"), run },
    });
  }

  /** Several rounds side by side: how many each found, and who has vanished since (C5). */
  #rounds(count: Attendance, people: Person[]): TemplateResult | typeof nothing {
    if (count.rounds.length < 2) return nothing;
    const vanished = people.filter((person) => matches(person, "vanished")).length;
    return html`<ul class="people-rounds" aria-label=${t("Các lần điểm danh")}>
        ${count.rounds.map(
          (one) => html`<li>
            <span>${t("Lần {n}", { n: one.number })} · ${time(one.opened_at)}</span> <b>${one.present}</b>
          </li>`,
        )}
      </ul>
      ${
        vanished
          ? html`<button type="button" class="btn btn-sm btn-quiet people-vanished" @click=${() => (this.filter = "vanished")}>
              ${icon("alert-triangle")}${t("{n} người có mặt lần trước, nay chưa thấy", { n: vanished })}
            </button>`
          : nothing
      }`;
  }

  #sites(): TemplateResult | typeof nothing {
    const sites = [...this.store.under<Site>("site").values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    if (!sites.length) return nothing;
    const done = sites.filter((site) => site.present > 0 || site.heads !== null).length;
    return html`<details class="people-sites">
      <summary>${icon("chevron-right")}${t("Điểm cầu: {done}/{total} đã báo", { done, total: sites.length })}</summary>
      <ul class="people">
        ${sites.map(
          (site) => html`<li class="people-row">
            <span class="people-name"
              ><strong>${site.name}</strong><small>${t("{a}/{b} người trong danh sách", { a: site.present, b: site.expected })}</small></span
            >
            <span>${site.heads === null ? t("chưa báo số người") : t("{n} người tại điểm cầu", { n: site.heads })}</span>
          </li>`,
        )}
      </ul>
    </details>`;
  }

  /** Who comes while the meeting runs: guests by a link, people of the agency. */
  #newcomers(): TemplateResult | typeof nothing {
    if (!this.can("take_guests")) return nothing;
    void import("./guests/gb-guests");
    return html`<gb-guests .store=${this.store} me=${this.me}></gb-guests>`;
  }

  #filters(people: Person[]): TemplateResult {
    return html`<select
      class="form-select"
      aria-label=${t("Lọc danh sách")}
      @change=${(event: Event) => {
        this.filter = (event.target as HTMLSelectElement).value as Filter;
      }}
    >
      ${(Object.keys(FILTERS) as Filter[])
        .filter((name) => name !== "vanished" || people.some((person) => person.before.length))
        .map((name) => {
          const n = people.filter((person) => matches(person, name)).length;
          return html`<option value=${name} ?selected=${this.filter === name}>${FILTERS[name]()} (${n})</option>`;
        })}
    </select>`;
  }

  #list(people: Person[]): TemplateResult {
    const shown = found(people, this.filter, this.asked);
    if (!shown.length) return html`<p class="hall-none">${t("Không có ai khớp.")}</p>`;
    if (!this.grouped) return this.#rows(shown);
    const units = new Map<string, Person[]>();
    for (const person of shown) units.set(person.unit, [...(units.get(person.unit) ?? []), person]);
    return html`${[...units].map(([unit, mine]) => html`${this.#unit(unit, mine)} ${this.#rows(mine)}`)}`;
  }

  #rows(people: Person[]): TemplateResult {
    return html`<ul class="people">
      ${repeat(
        people,
        (person) => person.id,
        (person) => this.#person(person),
      )}
    </ul>`;
  }

  /** A unit's head: one tick for all of its people. */
  #unit(unit: string, mine: Person[]): TemplateResult {
    const all = mine.every((person) => this.chosen.has(person.id));
    const there = mine.filter(isHere).length;
    return html`<h3 class="hall-subtitle people-unit">
      ${
        this.#counting
          ? html`<input
              type="checkbox"
              class="form-check-input people-tick"
              aria-label=${t("Chọn cả {unit}", { unit })}
              .checked=${all}
              @change=${() => {
                const chosen = new Set(this.chosen);
                for (const person of mine) {
                  if (all) chosen.delete(person.id);
                  else chosen.add(person.id);
                }
                this.chosen = chosen;
              }}
            />`
          : nothing
      }<span>${unit || t("Khác")}</span><small>${there}/${mine.length}</small>
    </h3>`;
  }

  #person(person: Person): TemplateResult {
    const { text, tone } = presence(person);
    const place = [person.position, person.unit].filter(Boolean).join(", ");
    const opens = this.#counting;
    const name = html`<span class="people-name">
      <strong>${person.name}</strong>${this.#badge(person.capacity)}${this.#online(person.id)}
      <small>${person.for ? t("Dự thay {name}", { name: person.for }) : place}</small>
      ${!isHere(person) && person.reason ? html`<small>${person.reason}</small>` : nothing}
      ${was(person.before.at(-1)) && !isHere(person) ? html`<small class="over">${t("Có mặt lần trước")}</small>` : nothing}
    </span>`;
    return html`<li class="people-row ${this.open === person.id ? "people-open" : ""}">
      ${opens ? this.#tick(person) : nothing}
      ${
        opens
          ? html`<button
              type="button"
              class="people-toggle"
              aria-expanded=${this.open === person.id ? "true" : "false"}
              @click=${() => (this.open = this.open === person.id ? "" : person.id)}
            >
              ${name}
            </button>`
          : name
      }
      <span class="status status-${tone}"><span class="status-sign"></span>${text}${
        person.at && person.state !== "absent"
          ? html` <small>${time(person.left_at ?? person.at)}</small>`
          : nothing
      }</span>
      ${opens && this.open === person.id ? this.#verbs(person) : nothing}
    </li>`;
  }

  #online(person: string): TemplateResult | typeof nothing {
    if (!this.#present.has(person)) return nothing;
    const words = t("Đang kết nối trực tiếp");
    return html` <span class="people-online" role="img" aria-label=${words} title=${words}>${icon("wifi")}</span>`;
  }

  #badge(capacity: string): TemplateResult | typeof nothing {
    if (capacity === "chair") return html` <span class="badge badge-chair">${t("Chủ trì")}</span>`;
    const assists = this.meeting?.assistants.some((one: Named) => one.id) && capacity === "assistant";
    if (assists) return html` <span class="badge">${t("Thư ký giúp việc")}</span>`;
    if (capacity === "guest") return html` <span class="badge">${t("Khách")}</span>`;
    return capacity === "secretary" ? html` <span class="badge">${t("Thư ký")}</span>` : nothing;
  }

  #tick(person: Person): TemplateResult {
    return html`<input
      type="checkbox"
      class="form-check-input people-tick"
      aria-label=${t("Chọn {name}", { name: person.name })}
      .checked=${this.chosen.has(person.id)}
      @change=${() => {
        const chosen = new Set(this.chosen);
        if (!chosen.delete(person.id)) chosen.add(person.id);
        this.chosen = chosen;
      }}
    />`;
  }

  /** One person: state, reason, leaving; and who assists the secretary. */
  #verbs(person: Person): TemplateResult {
    const mark = (state: string) => () => {
      const reason = this.querySelector<HTMLInputElement>(`#reason-${person.id}`)?.value ?? "";
      void this.act(new Act("check-in", { method: "secretary", state, people: [person.id], reason }));
    };
    const leave = () => void this.act(new Act("leave", { person: person.id }));
    return html`<div class="people-verbs">
      <div class="hall-actions">
        <button type="button" class="btn btn-sm btn-secondary" @click=${mark("on_site")}>${t("Có mặt")}</button>
        <button type="button" class="btn btn-sm btn-secondary" @click=${mark("online")}>${t("Trực tuyến")}</button>
        <button type="button" class="btn btn-sm btn-secondary" @click=${mark("absent")}>${t("Vắng")}</button>
        ${isHere(person) ? html`<button type="button" class="btn btn-sm btn-secondary" @click=${leave}>${t("Ra về")}</button>` : nothing}
        ${person.state ? html`<button type="button" class="btn btn-sm btn-quiet" @click=${mark("uncounted")}>${t("Bỏ ghi nhận")}</button>` : nothing}
      </div>
      <input
        id=${`reason-${person.id}`}
        class="form-control"
        maxlength="300"
        placeholder=${t("Lý do vắng")}
        aria-label=${t("Lý do vắng của {name}", { name: person.name })}
        .value=${person.reason}
      />
      ${this.#assisting(person)}
    </div>`;
  }

  #assisting(person: Person): TemplateResult | typeof nothing {
    if (person.capacity === "chair" || person.capacity === "secretary" || !this.can("appoint_assistants"))
      return nothing;
    const assists = this.meeting?.assistants.some((one) => one.id === person.id);
    const act = () =>
      this.act(
        assists
          ? new Act(`assistants/${person.id}`, undefined, { method: "DELETE" })
          : new Act("assistants", { person: person.id }),
      );
    return html`<button type="button" class="btn btn-sm btn-quiet" @click=${act}>
      ${icon("user-edit")}${assists ? t("Thôi làm thư ký giúp việc") : t("Cử làm thư ký giúp việc")}
    </button>`;
  }

  #many(): TemplateResult {
    const mark = async (state: string) => {
      const people = [...this.chosen];
      if (await this.act(new Act("check-in", { method: "secretary", state, people })))
        this.chosen = new Set();
    };
    const leave = async () => {
      for (const person of this.chosen) await this.act(new Act("leave", { person }));
      this.chosen = new Set();
    };
    return html`<div class="people-many" role="toolbar" aria-label=${t("Ghi điểm danh cho {n} người", { n: this.chosen.size })}>
      <b>${t("{n} người", { n: this.chosen.size })}</b>
      <button type="button" class="btn btn-sm btn-primary" @click=${() => mark("on_site")}>${t("Có mặt")}</button>
      <button type="button" class="btn btn-sm btn-secondary" @click=${() => mark("online")}>${t("Trực tuyến")}</button>
      <button type="button" class="btn btn-sm btn-secondary" @click=${() => mark("absent")}>${t("Vắng")}</button>
      <button type="button" class="btn btn-sm btn-quiet" @click=${leave}>${t("Ra về")}</button>
      <button type="button" class="btn btn-sm btn-quiet" @click=${() => (this.chosen = new Set())}>${t("Bỏ chọn")}</button>
    </div>`;
  }
}

customElements.define("gb-people", GbPeople);
