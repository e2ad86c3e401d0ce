/** My notes: kept on this device only, seen by nobody else. @example <gb-notes> */
import { html, type TemplateResult } from "lit";
import { t } from "../kernel/i18n";
import { icon } from "./icon";
import { Part } from "./part";

const WAIT = 400;

export class GbNotes extends Part {
  static override properties = { ...Part.properties, kept: { state: true } };
  declare kept: boolean;
  #text: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super("meeting");
    this.kept = true;
  }

  get #key(): string {
    return `notes:${this.me}:${this.meeting?.id ?? ""}`;
  }

  override render(): TemplateResult {
    return html`<h2 class="hall-title">${t("Ghi chú của tôi")}</h2>
      <p class="notes-hint">${icon("lock")}${t("Chỉ lưu trên máy này, không ai khác đọc được.")}</p>
      <textarea
        class="form-control notes-text"
        rows="12"
        aria-label=${t("Ghi chú của tôi")}
        .value=${this.#text ?? localStorage.getItem(this.#key) ?? ""}
        @input=${this.#typed}
        @change=${this.#keep}
      ></textarea>
      <p class="notes-hint" role="status">${this.kept ? t("Đã lưu") : t("Đang lưu…")}</p>`;
  }

  #typed = (event: Event): void => {
    this.kept = false;
    clearTimeout(this.#timer);
    const { value } = event.target as HTMLTextAreaElement;
    this.#text = value;
    this.#timer = setTimeout(() => this.#save(value), WAIT);
  };

  #keep = (event: Event): void => this.#save((event.target as HTMLTextAreaElement).value);

  #save(value: string): void {
    clearTimeout(this.#timer);
    if (value) localStorage.setItem(this.#key, value);
    else localStorage.removeItem(this.#key);
    this.kept = true;
  }
}

customElements.define("gb-notes", GbNotes);
