/** What chair and secretary do with one vote: ask who is ready, open, pause, add time, close, publish. @example <gb-vote-desk poll="…"> */
import { html, nothing, type TemplateResult } from "lit";
import { t } from "../../kernel/i18n";
import { now } from "../../kernel/time";
import { icon } from "../icon";
import { Act, Part, Show } from "../part";
import { KEYS, type Poll, secondsLeft } from "./polls";

const MORE = 30; // seconds that one press adds

export class GbVoteDesk extends Part {
  static override properties = {
    ...Part.properties,
    poll: {},
    voiding: { state: true },
    reason: { state: true },
  };
  declare poll: string;
  /** The reason for calling it off is being asked. */
  declare voiding: boolean;
  declare reason: string;

  constructor() {
    super(...KEYS);
    this.poll = this.reason = "";
    this.voiding = false;
  }

  get #one(): Poll | undefined {
    return this.store.get<Poll>(`poll/${this.poll}`) ?? this.store.get<Poll>(`polldraft/${this.poll}`);
  }

  #do(verb: string, body: unknown = {}): Promise<boolean> {
    return this.act(new Act(`/api/polls/${this.poll}/${verb}`, body));
  }

  #button(
    verb: string,
    words: string,
    picture: TemplateResult,
    kind = "btn-secondary",
    body: unknown = {},
  ): TemplateResult {
    return html`<button type="button" class="btn ${kind}" ?disabled=${this.sending} @click=${() => this.#do(verb, body)}>
      ${picture}${words}
    </button>`;
  }

  override render(): TemplateResult | typeof nothing {
    const poll = this.#one;
    if (!poll || !this.desk) return nothing;
    const buttons = this.#buttons(poll);
    if (buttons === nothing) return nothing;
    return html`<div class="vote-desk" role="group" aria-label=${t("Điều khiển biểu quyết")}>${buttons}</div>
      ${this.voiding ? this.#void() : nothing}`;
  }

  #buttons(poll: Poll): TemplateResult | typeof nothing {
    const running = this.meeting?.state === "running";
    switch (poll.state) {
      case "draft":
        if (!running) return nothing;
        return html`${this.#button("open", t("Mở biểu quyết"), icon("player-play"), "btn-primary")}
        ${this.#button("check", t("Kiểm tra sẵn sàng"), icon("user-check"))}`;
      case "checking":
        return html`${this.#button("open", t("Mở biểu quyết"), icon("player-play"), "btn-primary")}
        ${this.#button("stop-check", t("Thôi kiểm tra"), icon("x"), "btn-quiet")}`;
      case "open":
        return html`${this.#button("close", t("Đóng biểu quyết"), icon("lock"), "btn-primary")}
        ${this.#button("pause", t("Tạm dừng"), icon("player-pause"))} ${this.#more(poll)} ${this.#cancel()}`;
      case "paused":
        return html`${this.#button("resume", t("Tiếp tục"), icon("player-play"), "btn-primary")}
        ${this.#button("close", t("Đóng biểu quyết"), icon("lock"))} ${this.#cancel()}`;
      case "closed":
        return html`${this.#button("publish", t("Công bố kết quả"), icon("speakerphone"), "btn-primary")}
        ${running ? this.#again() : nothing} ${this.#cancel()}`;
      case "published":
      case "void":
        return running ? this.#again() : nothing;
      default:
        return nothing;
    }
  }

  #more(poll: Poll): TemplateResult {
    const seconds = (secondsLeft(poll, now()) ?? 0) + MORE;
    const words = poll.ends_at ? t("Thêm {n} giây", { n: MORE }) : t("Đếm ngược {n} giây", { n: MORE });
    return this.#button("countdown", words, icon("clock-plus"), "btn-secondary", { seconds });
  }

  #again(): TemplateResult {
    return html`<button type="button" class="btn btn-secondary" ?disabled=${this.sending} @click=${this.#hold}>
      ${icon("refresh")}${t("Biểu quyết lại")}
    </button>`;
  }

  #hold = async (): Promise<void> => {
    if (await this.#do("again")) this.dispatchEvent(new Show("votes"));
  };

  #cancel(): TemplateResult {
    return html`<button type="button" class="btn btn-quiet" ?disabled=${this.sending} @click=${() => (this.voiding = !this.voiding)}>
      ${icon("ban")}${t("Hủy biểu quyết")}
    </button>`;
  }

  #void(): TemplateResult {
    const send = async (event: Event): Promise<void> => {
      event.preventDefault();
      if (await this.#do("void", { reason: this.reason.trim() })) this.voiding = false;
    };
    return html`<form class="vote-void" @submit=${send}>
      <label class="field">
        <span class="field-label">${t("Lý do hủy; phiếu đã bỏ không được kiểm")}</span>
        <input
          class="form-control"
          required
          maxlength="300"
          .value=${this.reason}
          @input=${(event: Event) => (this.reason = (event.target as HTMLInputElement).value)}
        />
      </label>
      <button class="btn btn-danger" ?disabled=${this.sending}>${t("Hủy biểu quyết này")}</button>
    </form>`;
  }
}

customElements.define("gb-vote-desk", GbVoteDesk);
