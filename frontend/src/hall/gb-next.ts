/** The one button of chair and secretary: says what it does, does that and nothing else. @example <gb-next> */
import { html, nothing, type TemplateResult } from "lit";
import { t } from "../kernel/i18n";
import { icon } from "./icon";
import { Act, Part, Show } from "./part";
import { nextLabel } from "./words";

const REST = 900; // milliseconds the button rests after a step: a double tap is one step

export class GbNext extends Part {
  static override properties = { ...Part.properties, offline: { type: Boolean }, resting: { state: true } };
  declare offline: boolean;
  declare resting: boolean;
  #life: AbortController | undefined;

  constructor() {
    super("meeting", "agenda", "can");
    this.offline = this.resting = false;
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

  override render(): TemplateResult | typeof nothing {
    const meeting = this.meeting;
    if (!meeting || !this.desk) return nothing;
    return html`${meeting.state === "closed" && this.can("reopen") ? this.#reopen() : nothing}
    ${meeting.next.do ? this.#button(nextLabel(meeting, this.items), meeting.next.do) : nothing}
    ${this.#asksToClose()} ${this.#asksToConclude()}`;
  }

  #reopen(): TemplateResult {
    return html`<button type="button" class="btn btn-secondary" @click=${() => this.act(new Act("reopen"))}>
      ${t("Mở lại cuộc họp")}
    </button>`;
  }

  #button(label: string, step: string): TemplateResult {
    return html`<button
      type="button"
      class="btn btn-lg hall-next ${step === "close" ? "btn-secondary" : "btn-primary"}"
      ?disabled=${this.resting || this.offline}
      aria-keyshortcuts="Alt+N"
      title=${`${label} (Alt + N)`}
      @click=${this.#step}
    >
      <span>${this.resting ? t("Đang gửi…") : label}</span>${icon("arrow-right")}
    </button>`;
  }

  #step = async (): Promise<void> => {
    const step = this.meeting?.next;
    if (!step?.do || this.resting || !this.desk) return;
    if (step.do === "close" || step.do === "conclude") {
      this.querySelector<HTMLDialogElement>(`#hall-${step.do}`)?.showModal();
      return;
    }
    await this.#go(step.do, step.item);
  };

  async #go(expect: string, item: string | null): Promise<void> {
    this.resting = true;
    await this.act(new Act("next", { expect, item }));
    setTimeout(() => {
      this.resting = false;
    }, REST);
  }

  #shut = (): void => {
    for (const dialog of this.querySelectorAll("dialog")) dialog.close();
  };

  #asksToClose(): TemplateResult {
    return html`<dialog id="hall-close" class="dialog" aria-labelledby="hall-close-title">
      <h2 id="hall-close-title">${t("Kết thúc cuộc họp?")}</h2>
      <p>${t("Điểm danh và trình chiếu dừng lại. Trong 30 phút vẫn mở lại được.")}</p>
      <div class="hall-actions">
        <button
          type="button"
          class="btn btn-primary"
          @click=${() => {
            this.#shut();
            void this.#go("close", null);
          }}
        >
          ${t("Kết thúc cuộc họp")}
        </button>
        <button type="button" class="btn btn-quiet" @click=${this.#shut}>${t("Họp tiếp")}</button>
      </div>
    </dialog>`;
  }

  /** Passing an item that should have been concluded asks first. */
  #asksToConclude(): TemplateResult {
    const items = this.items;
    const waiting = items.filter((item) => item.state === "waiting");
    const here = items.findIndex((item) => item.id === this.meeting?.item);
    const following = waiting.find((item) => items.indexOf(item) > here) ?? waiting[0];
    return html`<dialog id="hall-conclude" class="dialog" aria-labelledby="hall-conclude-title">
      <h2 id="hall-conclude-title">${t("Nội dung này cần quyết định")}</h2>
      <p>${t("Ghi kết luận của chủ trì trước khi chuyển, hoặc chuyển tiếp không kết luận.")}</p>
      <div class="hall-actions">
        <button
          type="button"
          class="btn btn-primary"
          @click=${() => {
            this.#shut();
            this.dispatchEvent(new Show("results"));
          }}
        >
          ${t("Ghi kết luận")}
        </button>
        <button
          type="button"
          class="btn btn-secondary"
          @click=${() => {
            this.#shut();
            void this.#go(following ? "item" : "close", following?.id ?? null);
          }}
        >
          ${following ? t("Chuyển tiếp, không kết luận") : t("Kết thúc, không kết luận")}
        </button>
        <button type="button" class="btn btn-quiet" @click=${this.#shut}>${t("Ở lại")}</button>
      </div>
    </dialog>`;
  }

  #key = (event: KeyboardEvent): void => {
    if (event.altKey && !event.ctrlKey && !event.metaKey && event.code === "KeyN") {
      event.preventDefault();
      void this.#step();
    }
  };
}

customElements.define("gb-next", GbNext);
