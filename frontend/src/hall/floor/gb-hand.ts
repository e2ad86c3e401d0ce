/**
 * Hand up, in the bottom bar: ask for the floor; then my place in the queue; when I am called, begin; when I
 * speak, my clock. Alt + H from anywhere in the room. @example <gb-hand>
 */
import { html, nothing, type TemplateResult } from "lit";
import { t } from "../../kernel/i18n";
import { now } from "../../kernel/time";
import { icon } from "../icon";
import { Act, Part, Show, Tick } from "../part";
import "./gb-ask";
import type { GbAsk } from "./gb-ask";
import { clockOf, KEYS, type MyPlace, myPlace, queueOf, type Turn } from "./turns";

export class GbHand extends Part {
  #life: AbortController | undefined;

  constructor() {
    super(...KEYS);
    new Tick(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#life = new AbortController();
    document.addEventListener("keydown", this.#key, { signal: this.#life.signal });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#life?.abort();
  }

  get #mayAsk(): boolean {
    const state = this.meeting?.state;
    if (state !== "published" && state !== "running") return false;
    const { open } = queueOf(this.store) ?? {};
    return this.desk !== undefined || open?.speech === true || open?.question === true;
  }

  override render(): TemplateResult | typeof nothing {
    if (!this.meeting || !queueOf(this.store)) return nothing;
    const mine = myPlace(this.store, this.me);
    return html`${mine ? this.#mine(mine) : this.#ask()}
      <gb-ask .store=${this.store} me=${this.me}></gb-ask>`;
  }

  #ask(): TemplateResult | typeof nothing {
    if (!this.#mayAsk) return nothing;
    return html`<button
      type="button"
      class="btn btn-secondary hand ${this.desk ? "hand-desk" : ""}"
      aria-keyshortcuts="Alt+H"
      title=${t("Đăng ký phát biểu (Alt + H)")}
      @click=${() => this.#open()}
    >
      ${icon("hand-stop")}<span class="long">${t("Đăng ký phát biểu")}</span
      ><span class="short" aria-hidden="true">${t("Phát biểu")}</span>
    </button>`;
  }

  #mine(mine: MyPlace): TemplateResult {
    const { turn } = mine;
    if (turn.state === "called") return this.#called(turn);
    if (turn.state === "speaking" || turn.state === "paused") return this.#speaks(turn);
    return html`<button
      type="button"
      class="btn btn-secondary hand hand-waits"
      aria-keyshortcuts="Alt+H"
      title=${t("Xem danh sách phát biểu")}
      @click=${() => this.dispatchEvent(new Show("floor", turn.id))}
    >
      ${icon("hand-stop")}<span class="long">${placeInWords(mine)}</span
      ><span class="short" aria-hidden="true">${t("Thứ {n}", { n: mine.place })}</span>
    </button>`;
  }

  #called(turn: Turn): TemplateResult {
    return html`<button
      type="button"
      class="btn btn-live hand"
      ?disabled=${this.sending}
      @click=${() => this.act(new Act(`/api/turns/${turn.id}/start`))}
    >
      ${icon("microphone")}<span class="long">${t("Mời đồng chí: bắt đầu")}</span
      ><span class="short" aria-hidden="true">${t("Bắt đầu nói")}</span>
    </button>`;
  }

  #speaks(turn: Turn): TemplateResult {
    const face = clockOf(turn, now());
    return html`<button
      type="button"
      class="btn btn-secondary hand hand-speaks hand-${face.tone}"
      ?disabled=${this.sending}
      title=${t("Kết thúc lượt phát biểu của tôi")}
      @click=${() => this.act(new Act(`/api/turns/${turn.id}/end`))}
    >
      ${icon("player-stop")}<b>${face.text}</b><span>${t("Nói xong")}</span>
    </button>`;
  }

  #open(): void {
    this.querySelector<GbAsk>("gb-ask")?.open();
  }

  #key = (event: KeyboardEvent): void => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== "KeyH") return;
    event.preventDefault();
    const mine = myPlace(this.store, this.me);
    if (mine) this.dispatchEvent(new Show("floor", mine.turn.id));
    else if (this.#mayAsk) this.#open();
  };
}

/** «Thứ 3, khoảng 10 phút nữa». */
export function placeInWords({ place, minutes }: MyPlace): string {
  if (minutes < 1) return t("Thứ {n}, sắp đến lượt", { n: place });
  return t("Thứ {n}, khoảng {m} phút nữa", { n: place, m: minutes });
}

customElements.define("gb-hand", GbHand);
