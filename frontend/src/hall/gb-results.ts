/** What was concluded, and for the desk the box to write it down in one step. @example <gb-results> */
import { html, nothing, type TemplateResult } from "lit";
import { t } from "../kernel/i18n";
import { uuid } from "../kernel/ids";
import { day } from "../kernel/time";
import { icon } from "./icon";
import { Act, Part } from "./part";
import type { Conclusion } from "./shapes";

export class GbResults extends Part {
  static override properties = { ...Part.properties, text: { state: true }, kept: { state: true } };
  declare text: string;
  declare kept: string;

  constructor() {
    super("conclusion", "draft", "meeting", "agenda", "can");
    this.text = "";
    this.kept = uuid();
  }

  override render(): TemplateResult {
    const final = [...this.store.under<Conclusion>("conclusion").values()];
    const drafts = [...this.store.under<Conclusion>("draft").values()];
    const all = [...final, ...drafts].sort((a, b) => a.place - b.place || (a.id < b.id ? -1 : 1));
    return html`<h2 class="hall-title">${t("Kết luận")}</h2>
      ${this.desk && this.can("conclude") ? this.#box() : nothing}
      ${
        all.length
          ? html`<ol class="results">${all.map((one) => this.#one(one))}</ol>`
          : html`<p class="hall-none">${
              this.desk
                ? t("Chưa có kết luận. Ghi ngay khi chủ trì kết luận.")
                : t("Chưa có kết luận chính thức.")
            }</p>`
      }`;
  }

  /** Put text into the box, from a line of the minutes. */
  take(text: string): void {
    this.text = this.text ? `${this.text}\n${text}` : text;
    void this.updateComplete.then(() => this.querySelector("textarea")?.focus());
  }

  #box(): TemplateResult {
    const item = this.running;
    const under = item ? t("Cho nội dung: {title}", { title: item.title }) : t("Kết luận chung của cuộc họp");
    return html`<form class="results-box" @submit=${this.#save}>
      <label class="form-label" for="result-text">${under}</label>
      <textarea
        id="result-text"
        class="form-control"
        rows="3"
        .value=${this.text}
        placeholder=${t("Giao đơn vị nào, làm gì, xong khi nào…")}
        @input=${(event: Event) => {
          this.text = (event.target as HTMLTextAreaElement).value;
        }}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void this.#save(event);
        }}
      ></textarea>
      <div class="hall-actions">
        <button class="btn btn-primary" ?disabled=${this.sending || !this.text.trim()}>
          ${icon("gavel")}${this.sending ? t("Đang gửi…") : t("Ghi kết luận")}
        </button>
      </div>
    </form>`;
  }

  #save = async (event: Event): Promise<void> => {
    event.preventDefault();
    const content = this.text.trim();
    if (!content || this.sending) return;
    const body = { id: this.kept, item: this.running?.id ?? null, content };
    if (await this.act(new Act("conclusions", body))) {
      this.text = "";
      this.kept = uuid();
    }
  };

  #one(one: Conclusion): TemplateResult {
    const number = this.items.findIndex((item) => item.id === one.item) + 1;
    return html`<li class="result">
      <p class="result-text">${one.content}</p>
      <p class="result-facts">
        ${number ? html`<span>${t("Nội dung {n}", { n: number })}</span>` : nothing}
        ${one.lead_unit ? html`<span>${one.lead_unit.name}</span>` : nothing}
        ${one.deadline_on ? html`<span>${t("hạn {day}", { day: day(one.deadline_on) })}</span>` : nothing}
        ${
          one.state === "final"
            ? html`<span class="status status-done"><span class="status-sign"></span>${t("Chính thức")}</span>`
            : html`<span class="status status-neutral"><span class="status-sign"></span>${t("Dự thảo")}</span>`
        }
      </p>
    </li>`;
  }
}

customElements.define("gb-results", GbResults);
