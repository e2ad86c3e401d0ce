/**
 * The one button of the desk (LIVE-10): says what it does, does that and nothing else; the two steps after it are
 * in sight, and every step can be taken out of order. @example <gb-next>
 */
import { html, nothing, type TemplateResult } from "lit";
import { toast } from "../elements/gb-toast";
import { t } from "../kernel/i18n";
import { icon } from "./icon";
import { Act, Part, Show } from "./part";
import { pointLabel, stepLabel } from "./script-words";
import type { Item, Script, Step } from "./shapes";

const REST = 900; // milliseconds the button rests after a step: a double tap is one step
const AHEAD = 2; // steps in sight after the next one

export class GbNext extends Part {
  static override properties = {
    ...Part.properties,
    offline: { type: Boolean },
    resting: { state: true },
    asked: { state: true },
  };
  declare offline: boolean;
  declare resting: boolean;
  /** The step that a dialog asks about. */
  declare asked: Step | undefined;
  #life: AbortController | undefined;

  constructor() {
    super("meeting", "agenda", "can", "script");
    this.offline = this.resting = false;
    this.asked = undefined;
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

  get script(): Script {
    return this.store.get<Script>("script") ?? { steps: [], open: [] };
  }

  override render(): TemplateResult | typeof nothing {
    const meeting = this.meeting;
    if (!meeting || !this.desk) return nothing;
    const [first, ...rest] = this.script.steps;
    return html`${meeting.state === "closed" && this.can("reopen") ? this.#reopen() : nothing}
    ${first ? html`${this.#ahead(rest)} ${this.#button(first)}` : nothing}
    ${this.#sheet()} ${this.#asksToClose()} ${this.#asksToConclude()} ${this.#asksToAdopt()}`;
  }

  #reopen(): TemplateResult {
    return html`<button type="button" class="btn btn-secondary" @click=${() => this.act(new Act("reopen"))}>
      ${t("Mở lại cuộc họp")}
    </button>`;
  }

  #button(step: Step): TemplateResult {
    const label = stepLabel(step);
    return html`<button
      type="button"
      class="btn btn-lg hall-next ${step.do === "close" ? "btn-secondary" : "btn-primary"}"
      ?disabled=${this.resting || this.offline}
      aria-keyshortcuts="Alt+N"
      title=${`${label} (Alt + N)`}
      @click=${() => this.#press(step)}
    >
      <span>${this.resting ? t("Đang gửi…") : label}</span>${icon("arrow-right")}
    </button>`;
  }

  /** What comes after: on a wide screen each a button, on a telephone one line that opens the script. */
  #ahead(rest: Step[]): TemplateResult {
    const two = rest.slice(0, AHEAD);
    const words = two.map(stepLabel).join(" · ");
    return html`<div class="next-ahead">
      <button
        type="button"
        class="btn btn-quiet next-script"
        title=${t("Kịch bản cuộc họp")}
        aria-label=${words ? t("Sau đó: {steps}. Mở kịch bản.", { steps: words }) : t("Kịch bản cuộc họp")}
        @click=${() => this.#show("hall-script")}
      >
        ${icon("list-check")}<span class="next-words">${words ? t("Sau đó: {steps}", { steps: words }) : t("Kịch bản")}</span>
      </button>
      ${two.map(
        (step) => html`<button
          type="button"
          class="btn btn-quiet ahead-step"
          title=${t("Làm ngay: {step}", { step: stepLabel(step) })}
          ?disabled=${this.resting || this.offline}
          @click=${() => this.#press(step)}
        >
          <span>${stepLabel(step)}</span>
        </button>`,
      )}
    </div>`;
  }

  /** Some steps open something here or ask first; the others are sent as they are. */
  #press(step: Step): void {
    this.#shut();
    if (this.resting || this.offline || !this.desk) return;
    if (step.do === "conclude" || step.do === "complete") {
      this.dispatchEvent(new Show("results", step.subject ? `draft:${step.subject}` : ""));
      return;
    }
    const asks = this.#dialogFor(step);
    if (asks) {
      this.asked = step;
      void this.updateComplete.then(() => this.#show(asks));
    } else void this.#go(step);
  }

  #dialogFor(step: Step): string {
    if (step.do === "close") return "hall-close";
    if (step.do === "consent") return "hall-adopt";
    const here = this.running;
    const unsaid = this.script.steps.some((one) => one.do === "conclude");
    return step.do === "item" && here?.wanted === "decide" && unsaid ? "hall-conclude" : "";
  }

  async #go(step: Step): Promise<void> {
    this.#shut();
    this.resting = true;
    const done = await this.act(new Act("next", { step: step.key }));
    if (done && step.do === "settle") this.#settled(step);
    setTimeout(() => {
      this.resting = false;
    }, REST);
  }

  /** A conclusion went out with its task: the way back is open while nobody has begun. */
  #settled(step: Step): void {
    const run = () =>
      void this.act(
        new Act(`/api/conclusions/${step.subject}/withdraw`, { reason: t("Chốt nhầm tại cuộc họp") }),
      );
    toast({ text: t("Đã chốt kết luận."), tone: "success", action: { label: t("Thu hồi"), run } });
  }

  #show(id: string): void {
    this.querySelector<HTMLDialogElement>(`#${id}`)?.showModal();
  }

  #shut = (): void => {
    for (const dialog of this.querySelectorAll("dialog")) dialog.close();
  };

  #dialog(id: string, title: string, body: unknown, foot: unknown): TemplateResult {
    return html`<dialog id=${id} class="dialog" aria-labelledby=${`${id}-title`}>
      <div class="dialog-head">
        <h2 id=${`${id}-title`}>${title}</h2>
        <button type="button" class="btn btn-icon btn-quiet" aria-label=${t("Đóng")} @click=${this.#shut}>
          ${icon("x")}
        </button>
      </div>
      <div class="dialog-body">${body}</div>
      <div class="dialog-foot">${foot}</div>
    </dialog>`;
  }

  #sheet(): TemplateResult {
    const { steps } = this.script;
    const named = new Set(steps.filter((step) => step.do === "item").map((step) => step.item));
    const others = this.items.filter((item) => item.state !== "running" && !named.has(item.id));
    const body = html`<p class="hall-hint-text">
        ${t("Chạm vào một việc để làm ngay; việc đứng trước trong nội dung này được bỏ qua.")}
      </p>
      <ol class="script-steps">
        ${steps.map(
          (step, place) => html`<li>
            <button type="button" class="script-step" @click=${() => this.#press(step)}>
              <b>${place + 1}</b><span>${stepLabel(step)}</span>
            </button>
          </li>`,
        )}
      </ol>
      ${
        others.length && this.can("go_to_item")
          ? html`<h3 class="hall-subtitle">${t("Chuyển đến nội dung khác")}</h3>
              <ul class="script-steps">
                ${others.map((item) => this.#jump(item))}
              </ul>`
          : nothing
      }`;
    const foot = html`<button type="button" class="btn btn-secondary" @click=${this.#shut}>${t("Đóng")}</button>`;
    return this.#dialog("hall-script", t("Kịch bản cuộc họp"), body, foot);
  }

  #jump(item: Item): TemplateResult {
    const number = this.items.indexOf(item) + 1;
    return html`<li>
      <button
        type="button"
        class="script-step"
        @click=${() => {
          this.#shut();
          void this.act(new Act("item", { item: item.id }));
        }}
      >
        <b>${number}</b><span>${item.secret ? t("Nội dung mật") : item.title}</span>
        ${item.state === "done" ? html`<small>${t("đã xong")}</small>` : nothing}
        ${item.state === "skipped" ? html`<small>${t("bỏ qua")}</small>` : nothing}
      </button>
    </li>`;
  }

  /** The end: what is still open is read out, each with the way to it. */
  #asksToClose(): TemplateResult {
    const { open, steps } = this.script;
    const close = steps.find((step) => step.do === "close");
    const body = html`${
      open.length
        ? html`<p>${t("Còn {n} việc mở. Đọc lại trước khi kết thúc:", { n: open.length })}</p>
              <ul class="open-points">
                ${open.map(
                  (point) => html`<li>
                    <b>${pointLabel(point)}</b>
                    <span>${point.number ? t("Nội dung {n}", { n: point.number }) : nothing} ${point.words}</span>
                    ${this.#wayTo(point.kind, point.item, point.subject)}
                  </li>`,
                )}
              </ul>`
        : html`<p>${t("Không còn việc nào mở.")}</p>`
    }
      <p class="hall-hint-text">${t("Điểm danh và trình chiếu dừng lại. Trong 30 phút vẫn mở lại được.")}</p>`;
    const foot = html`<button
        type="button"
        class="btn btn-primary"
        ?disabled=${!close}
        @click=${() => close && this.#go(close)}
      >
        ${t("Kết thúc cuộc họp")}
      </button>
      <button type="button" class="btn btn-quiet" @click=${this.#shut}>${t("Họp tiếp")}</button>`;
    return this.#dialog("hall-close", t("Kết thúc cuộc họp?"), body, foot);
  }

  #wayTo(kind: string, item: string | null, subject: string | null): TemplateResult | typeof nothing {
    const go = (words: string, run: () => void) =>
      html`<button
        type="button"
        class="btn btn-sm btn-secondary"
        @click=${() => {
          this.#shut();
          run();
        }}
      >
        ${words}
      </button>`;
    if (kind === "incomplete" || kind === "draft")
      return go(t("Xem kết luận"), () => this.dispatchEvent(new Show("results", `draft:${subject}`)));
    if (kind === "no_conclusion")
      return go(t("Ghi kết luận"), () => this.dispatchEvent(new Show("results", `item:${item}`)));
    if (item && (kind === "not_held" || kind === "not_adopted" || kind === "in_writing"))
      return go(t("Chuyển đến"), () => void this.act(new Act("item", { item })));
    return nothing;
  }

  /** Passing an item that should have been concluded asks first. */
  #asksToConclude(): TemplateResult {
    const foot = html`<button
        type="button"
        class="btn btn-primary"
        @click=${() => {
          this.#shut();
          this.dispatchEvent(new Show("results"));
        }}
      >
        ${t("Ghi kết luận")}
      </button>
      <button type="button" class="btn btn-secondary" @click=${() => this.asked && this.#go(this.asked)}>
        ${t("Chuyển tiếp, không kết luận")}
      </button>
      <button type="button" class="btn btn-quiet" @click=${this.#shut}>${t("Ở lại")}</button>`;
    const body = html`<p>${t("Ghi kết luận của chủ trì trước khi chuyển, hoặc chuyển tiếp không kết luận.")}</p>`;
    return this.#dialog("hall-conclude", t("Nội dung này cần quyết định"), body, foot);
  }

  /** The block is read out before it is adopted. */
  #asksToAdopt(): TemplateResult {
    const items = this.items;
    const block = items.filter((item) => item.consent && item.state === "waiting");
    const body = html`<p>
        ${t("Không ai có ý kiến khác trong thời hạn. Thông qua một lần, không thảo luận:")}
      </p>
      <ol class="script-steps">
        ${block.map((item) => html`<li class="script-step"><b>${items.indexOf(item) + 1}</b><span>${item.title}</span></li>`)}
      </ol>`;
    const foot = html`<button
        type="button"
        class="btn btn-primary"
        @click=${() => this.asked && this.#go(this.asked)}
      >
        ${t("Thông qua {n} nội dung", { n: block.length })}
      </button>
      <button type="button" class="btn btn-quiet" @click=${this.#shut}>${t("Để sau")}</button>`;
    return this.#dialog("hall-adopt", t("Khối nội dung đồng thuận"), body, foot);
  }

  #key = (event: KeyboardEvent): void => {
    if (event.altKey && !event.ctrlKey && !event.metaKey && event.code === "KeyN") {
      event.preventDefault();
      const [first] = this.script.steps;
      if (first) this.#press(first);
    }
  };
}

customElements.define("gb-next", GbNext);
