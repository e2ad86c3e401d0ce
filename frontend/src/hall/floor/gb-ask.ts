/**
 * The dialog that asks for the floor: to speak or to question somebody; for the desk and a site also for others.
 * What was typed stays when the server says no. @example <gb-ask>
 */
import { html, nothing, type TemplateResult } from "lit";
import { fold, t } from "../../kernel/i18n";
import { uuid } from "../../kernel/ids";
import { icon } from "../icon";
import { Act, Part } from "../part";
import type { Item, Named, Person } from "../shapes";
import { KEYS, type Kind } from "./turns";

/** Somebody who is not in the list: a name, and perhaps the site where they sit. */
const OTHER = "other";

export class GbAsk extends Part {
  static override properties = {
    ...Part.properties,
    kind: { state: true },
    others: { state: true },
    item: { state: true },
    topic: { state: true },
    asked: { state: true },
    speaker: { state: true },
    name: { state: true },
    site: { state: true },
  };
  declare kind: Kind;
  /** For somebody else, not for me. */
  declare others: boolean;
  declare item: string;
  declare topic: string;
  declare asked: string;
  declare speaker: string;
  declare name: string;
  declare site: string;
  #id = uuid();

  constructor() {
    super(...KEYS);
    this.kind = "speech";
    this.others = false;
    this.item = this.topic = this.asked = this.speaker = this.name = this.site = "";
  }

  get #dialog(): HTMLDialogElement | null {
    return this.querySelector("dialog");
  }

  open(kind: Kind = "speech", others = false): void {
    this.kind = kind;
    this.others = others;
    this.item = this.meeting?.item ?? "";
    this.#id = uuid();
    void this.updateComplete.then(() => {
      this.#dialog?.showModal();
      this.querySelector<HTMLElement>("[data-first]")?.focus();
    });
  }

  get #people(): Person[] {
    return [...this.store.under<Person>("attendance").values()].sort((a, b) => a.place - b.place);
  }

  get #sites(): Named[] {
    const found = new Map<string, Named>();
    for (const { site } of this.#people) if (site) found.set(site.id, site);
    return [...found.values()];
  }

  /** What one may speak on: the running item, and those to come. */
  get #open(): Item[] {
    return this.items.filter((item) => item.state === "running" || item.state === "waiting");
  }

  override render(): TemplateResult {
    const question = this.kind === "question";
    const title = this.others
      ? t("Thêm người phát biểu")
      : question
        ? t("Đăng ký chất vấn")
        : t("Đăng ký phát biểu");
    const secret = this.store.get<Item>(`agenda/${this.item}`)?.secret ?? false;
    return html`<dialog class="dialog dialog-small ask" aria-label=${title}>
      <form method="dialog" @submit=${this.#send}>
        <header class="dialog-head">
          <h2>${title}</h2>
          <button type="button" class="btn btn-icon btn-quiet" aria-label=${t("Đóng")} @click=${this.#close}>
            ${icon("x")}
          </button>
        </header>
        <div class="dialog-body ask-body">
          ${this.others ? this.#who() : nothing} ${this.#kinds()} ${question ? this.#whom() : nothing}
          <label class="field">
            <span class="field-label">${t("Nội dung")}</span>
            <select class="form-select" @change=${this.#set("item")}>
              <option value="" ?selected=${!this.item}>${t("Ý kiến chung")}</option>
              ${this.#open.map(
                (item) =>
                  html`<option value=${item.id} ?selected=${this.item === item.id}>
                    ${this.#number(item)}. ${item.secret ? t("Nội dung mật") : item.title}
                  </option>`,
              )}
            </select>
          </label>
          ${
            secret
              ? html`<p class="field-help">${t("Nội dung mật: không ghi chủ đề trên hệ thống.")}</p>`
              : html`<label class="field">
                  <span class="field-label"
                    >${question ? t("Hỏi về việc gì") : t("Phát biểu về việc gì (nếu có)")}</span
                  >
                  <textarea
                    class="form-control"
                    rows="2"
                    maxlength="500"
                    ?data-first=${!this.others}
                    ?required=${question}
                    .value=${this.topic}
                    @input=${this.#set("topic")}
                    @keydown=${this.#key}
                  ></textarea>
                </label>`
          }
        </div>
        <footer class="dialog-foot">
          <button type="button" class="btn btn-quiet" @click=${this.#close}>${t("Thôi")}</button>
          <button class="btn btn-primary" ?disabled=${this.sending}>
            ${icon("hand-stop")}${this.sending ? t("Đang gửi…") : this.others ? t("Thêm vào danh sách") : t("Đăng ký")}
          </button>
        </footer>
      </form>
    </dialog>`;
  }

  #number(item: Item): number {
    return this.items.findIndex((one) => one.id === item.id) + 1;
  }

  #kinds(): TemplateResult {
    const one = (kind: Kind, words: string) =>
      html`<button type="button" aria-pressed=${this.kind === kind ? "true" : "false"} @click=${() => (this.kind = kind)}>
        ${words}
      </button>`;
    return html`<div class="segmented" role="group" aria-label=${t("Loại đăng ký")}>
      ${one("speech", t("Phát biểu"))} ${one("question", t("Chất vấn"))}
    </div>`;
  }

  #whom(): TemplateResult {
    const people = this.#people.filter((person) => person.id !== this.me);
    return html`<label class="field">
      <span class="field-label">${t("Chất vấn ai")}</span>
      <select class="form-select" required @change=${this.#set("asked")}>
        <option value="" ?selected=${!this.asked}>${t("Chọn người trả lời")}</option>
        ${people.map((person) => this.#option(person, this.asked))}
      </select>
    </label>`;
  }

  #who(): TemplateResult {
    return html`<label class="field">
        <span class="field-label">${t("Người phát biểu")}</span>
        <select class="form-select" required data-first @change=${this.#set("speaker")}>
          <option value="" ?selected=${!this.speaker}>${t("Chọn người trong danh sách dự họp")}</option>
          ${this.#people.map((person) => this.#option(person, this.speaker))}
          <option value=${OTHER} ?selected=${this.speaker === OTHER}>${t("Người khác, ghi tên")}</option>
        </select>
      </label>
      ${
        this.speaker === OTHER
          ? html`<label class="field">
                <span class="field-label">${t("Họ và tên")}</span>
                <input class="form-control" required maxlength="160" .value=${this.name} @input=${this.#set("name")} />
              </label>
              <label class="field">
                <span class="field-label">${t("Ở điểm cầu")}</span>
                <select class="form-select" @change=${this.#set("site")}>
                  <option value="" ?selected=${!this.site}>${t("Tại hội trường")}</option>
                  ${this.#sites.map((site) => html`<option value=${site.id} ?selected=${this.site === site.id}>${site.name}</option>`)}
                </select>
              </label>`
          : nothing
      }`;
  }

  #option(person: Person, chosen: string): TemplateResult {
    const unit = person.site?.name ?? person.unit;
    return html`<option value=${person.id} ?selected=${chosen === person.id} data-fold=${fold(person.name)}>
      ${unit ? `${person.name}, ${unit}` : person.name}
    </option>`;
  }

  #set(field: "item" | "topic" | "asked" | "speaker" | "name" | "site") {
    return (event: Event): void => {
      this[field] = (event.target as HTMLInputElement).value;
    };
  }

  #close = (): void => this.#dialog?.close();

  #key = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    this.querySelector("form")?.requestSubmit();
  };

  get #body(): Record<string, unknown> {
    const body: Record<string, unknown> = { id: this.#id, kind: this.kind, topic: this.topic.trim() };
    if (this.item) body.item = this.item;
    if (this.kind === "question") body.asked = this.asked;
    if (!this.others) return body;
    if (this.speaker !== OTHER) return { ...body, speaker: this.speaker };
    return { ...body, name: this.name.trim(), site: this.site || null };
  }

  #send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (this.sending) return;
    if (!(await this.act(new Act("turns", this.#body)))) return;
    this.#close();
    this.topic = this.asked = this.speaker = this.name = this.site = "";
  };
}

customElements.define("gb-ask", GbAsk);
