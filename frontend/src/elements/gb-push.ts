/**
 * Lets this browser show one's messages, or says what stands in the way.
 *
 * @example <gb-push></gb-push>
 */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { wordsOf } from "../kernel/errors";
import { t } from "../kernel/i18n";
import { type Hindrance, hindrance, isOn, turnOn } from "../push/subscribing";
import { icon } from "./icon";

/** Looked up when shown: the words of another language are there by then. */
function wordsFor(one: Exclude<Hindrance, "">): string {
  if (one === "insecure") return t("Thông báo đẩy cần địa chỉ https.");
  if (one === "denied")
    return t("Trình duyệt đang chặn thông báo của trang này. Hãy cho phép trong cài đặt của trình duyệt.");
  return t(
    "Trình duyệt này không nhận được thông báo đẩy. Trên iPhone, iPad: thêm trang vào màn hình chính.",
  );
}

export class GbPush extends LitElement {
  static override properties = { on: { state: true }, busy: { state: true }, failure: { state: true } };
  declare on: boolean | undefined;
  declare busy: boolean;
  declare failure: string;

  constructor() {
    super();
    this.busy = false;
    this.failure = "";
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void isOn().then((on) => {
      this.on = on;
    });
  }

  #turnOn = async (): Promise<void> => {
    this.busy = true;
    this.failure = "";
    try {
      if (await turnOn()) location.reload();
      else this.failure = wordsFor("denied");
    } catch (error) {
      this.failure =
        error instanceof DOMException
          ? t("Không đăng ký được với dịch vụ đẩy của trình duyệt.")
          : wordsOf(error);
    }
    this.busy = false;
  };

  protected override render(): TemplateResult | typeof nothing {
    const inTheWay = hindrance();
    if (inTheWay) return html`<p class="push-words" role="note">${wordsFor(inTheWay)}</p>`;
    if (this.on !== false) return nothing;
    return html`<div class="push-ask">
      <button type="button" class="btn btn-secondary" ?disabled=${this.busy} @click=${this.#turnOn}>
        ${icon("bell")}${t("Nhận thông báo trên thiết bị này")}
      </button>
      ${this.failure ? html`<p class="push-wrong" role="alert">${this.failure}</p>` : nothing}
    </div>`;
  }
}

customElements.define("gb-push", GbPush);
