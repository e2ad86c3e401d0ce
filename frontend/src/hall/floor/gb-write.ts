/**
 * The dialog in which a speaker hands in the rest in writing (R-45-13), or the person asked answers in writing.
 * @example <gb-write>
 */
import { html, type TemplateResult } from "lit";
import { t } from "../../kernel/i18n";
import { icon } from "../icon";
import { Act, Part } from "../part";
import type { Turn } from "./turns";

const MARK = "(Gửi bằng văn bản) ";

export class GbWrite extends Part {
  static override properties = { ...Part.properties, turn: { state: true }, text: { state: true } };
  declare turn: Turn | null;
  declare text: string;

  constructor() {
    super("turn");
    this.turn = null;
    this.text = "";
  }

  get #dialog(): HTMLDialogElement | null {
    return this.querySelector("dialog");
  }

  get #answers(): boolean {
    return this.turn?.kind === "question";
  }

  async open(turn: Turn): Promise<void> {
    if (this.turn?.id !== turn.id) this.text = "";
    this.turn = turn;
    if (turn.written) {
      const asked = new Act(`/api/turns/${turn.id}`, undefined, { method: "GET" });
      if (await this.act(asked)) this.text = (asked.reply as { text: string }).text.replace(MARK, "");
    }
    await this.updateComplete;
    this.#dialog?.showModal();
    this.querySelector("textarea")?.focus();
  }

  override render(): TemplateResult {
    const title = this.#answers ? t("Trả lời bằng văn bản") : t("Gửi phần còn lại bằng văn bản");
    return html`<dialog class="dialog" aria-label=${title}>
      <form method="dialog" @submit=${this.#send}>
        <header class="dialog-head">
          <h2>${title}</h2>
          <button type="button" class="btn btn-icon btn-quiet" aria-label=${t("Đóng")} @click=${this.#close}>
            ${icon("x")}
          </button>
        </header>
        <div class="dialog-body">
          <p class="field-help">
            ${t("Văn bản được ghi vào biên bản của nội dung này, đánh dấu «gửi bằng văn bản».")}
          </p>
          <label class="field">
            <span class="field-label">${t("Ý kiến")}</span>
            <textarea
              class="form-control"
              rows="8"
              maxlength="7900"
              required
              .value=${this.text}
              @input=${(event: Event) => {
                this.text = (event.target as HTMLTextAreaElement).value;
              }}
            ></textarea>
          </label>
        </div>
        <footer class="dialog-foot">
          <button type="button" class="btn btn-quiet" @click=${this.#close}>${t("Thôi")}</button>
          <button class="btn btn-primary" ?disabled=${this.sending || !this.text.trim()}>
            ${icon("send")}${this.sending ? t("Đang gửi…") : t("Gửi cho thư ký")}
          </button>
        </footer>
      </form>
    </dialog>`;
  }

  #close = (): void => this.#dialog?.close();

  #send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (!this.turn || this.sending || !this.text.trim()) return;
    const verb = this.#answers ? "answer-in-writing" : "remainder";
    if (await this.act(new Act(`/api/turns/${this.turn.id}/${verb}`, { text: this.text.trim() }))) {
      this.#close();
      this.text = "";
    }
  };
}

customElements.define("gb-write", GbWrite);
