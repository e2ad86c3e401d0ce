/**
 * Takes a meeting along on this device, says how much of it is here, and removes it.
 *
 * @example <gb-take-along meeting="0198…"></gb-take-along>
 */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { wordsOf } from "../kernel/errors";
import { t } from "../kernel/i18n";
import { type Progress, remove, takeAlong } from "../offline/taking";
import { type Held, openHeld } from "../offline/vault";
import { toast } from "./gb-toast";
import { icon } from "./icon";

export class GbTakeAlong extends LitElement {
  static override properties = {
    meeting: {},
    held: { state: true },
    progress: { state: true },
    failure: { state: true },
  };
  declare meeting: string;
  declare held: Held | undefined;
  declare progress: Progress | undefined;
  declare failure: string;
  #life: AbortController | undefined;

  constructor() {
    super();
    this.meeting = this.failure = "";
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#look();
    document.addEventListener("gb-offline", this.#look);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("gb-offline", this.#look);
    this.#life?.abort();
  }

  #look = async (): Promise<void> => {
    this.held = (await openHeld()).find((one) => one.meeting === this.meeting);
  };

  #take = async (): Promise<void> => {
    this.failure = "";
    this.progress = { done: 0, total: 0, bytes: 0 };
    this.#life = new AbortController();
    try {
      this.held = await takeAlong(
        this.meeting,
        (progress) => {
          this.progress = progress;
        },
        this.#life.signal,
      );
      void import("./offline-watch").then(({ watch }) => watch());
      toast({ text: t("Đã mang cuộc họp theo trên máy này."), tone: "success" });
    } catch (error) {
      if (!this.#life.signal.aborted) this.failure = wordsOf(error);
    }
    this.progress = undefined;
  };

  #remove = async (): Promise<void> => {
    if (this.held) await remove(this.held.id);
    this.held = undefined;
    toast({ text: t("Đã gỡ khỏi máy này."), tone: "success" });
  };

  protected override render(): TemplateResult {
    if (this.progress) return this.#going(this.progress);
    if (this.held) return this.#here(this.held);
    return html`<div class="take-along">
      <button type="button" class="btn btn-secondary btn-sm" @click=${this.#take}>${icon("download")}${t("Mang theo")}</button>
      <p class="take-along-words">${t("Đọc được chương trình, tài liệu và ghi chú khi không có mạng.")}</p>
      ${this.failure ? html`<p class="take-along-wrong" role="alert">${this.failure}</p>` : nothing}
    </div>`;
  }

  #going({ done, total, bytes }: Progress): TemplateResult {
    return html`<div class="take-along">
      <progress class="bar" max=${total || 1} value=${done} aria-label=${t("Đang tải về máy này")}></progress>
      <p class="take-along-words" role="status">${t("Đang tải về máy này: {done}/{total} phần, {size}", { done, total, size: sizeWords(bytes) })}</p>
      <button type="button" class="btn btn-sm" @click=${() => this.#life?.abort()}>${t("Dừng")}</button>
    </div>`;
  }

  #here(held: Held): TemplateResult {
    return html`<div class="take-along">
      <p class="take-along-here">${icon("circle-check")}<span>${t("Đã mang theo trên máy này: {size}, đọc được đến {until}.", { size: sizeWords(held.bytes), until: untilWords(held.until) })}</span></p>
      <div class="cluster">
        <a class="btn btn-sm btn-secondary" href="/ngoai-tuyen/">${icon("eye")}${t("Xem phần mang theo")}</a>
        <button type="button" class="btn btn-sm" @click=${this.#take}>${icon("refresh")}${t("Tải bản mới")}</button>
        <button type="button" class="btn btn-sm" @click=${this.#remove}>${icon("trash")}${t("Gỡ khỏi máy")}</button>
      </div>
    </div>`;
  }
}

/** «3,4 MB», as the page writes numbers. */
export function sizeWords(bytes: number): string {
  const megabytes = bytes / 1_000_000;
  const digits = megabytes < 10 ? 1 : 0;
  const lang = document.documentElement.lang || "vi";
  return `${megabytes.toLocaleString(lang, { maximumFractionDigits: digits })} MB`;
}

/** «20:30, 28/11». */
export function untilWords(until: string): string {
  const at = new Date(until);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${two(at.getHours())}:${two(at.getMinutes())}, ${two(at.getDate())}/${two(at.getMonth() + 1)}`;
}

customElements.define("gb-take-along", GbTakeAlong);
