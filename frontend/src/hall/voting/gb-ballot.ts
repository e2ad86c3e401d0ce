/**
 * One ballot: choose by big buttons, read once more what was chosen, then give it. Nothing is sent by one touch.
 * @example <gb-ballot .poll=${poll} @gb-given=${give}>
 */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { t } from "../../kernel/i18n";
import { icon } from "../icon";
import { type Choice, type Line, linesOf, type Poll, wordsOf } from "./polls";

/** What was confirmed. */
export interface Given {
  choice: Choice;
  text: string;
}

const LONGEST = 1_000;

export class GbBallot extends LitElement {
  static override properties = {
    poll: { attribute: false },
    chosen: { attribute: false },
    said: { attribute: false },
    disabled: { type: Boolean },
    picked: { state: true },
    points: { state: true },
    text: { state: true },
  };
  declare poll: Poll | undefined;
  /** What the ballot that is being changed says. */
  declare chosen: Choice | null;
  declare said: string;
  declare disabled: boolean;
  declare picked: string[];
  declare points: Record<string, number>;
  declare text: string;
  #of = "";

  constructor() {
    super();
    this.poll = undefined;
    this.chosen = null;
    this.said = this.text = "";
    this.disabled = false;
    this.picked = [];
    this.points = {};
  }

  protected override createRenderRoot(): this {
    return this;
  }

  protected override willUpdate(_changed: PropertyValues): void {
    if (!this.poll || this.#of === this.poll.id) return;
    this.#of = this.poll.id;
    const was = this.chosen;
    this.picked = typeof was === "string" ? [was] : Array.isArray(was) ? [...was] : [];
    this.points = was && typeof was === "object" && !Array.isArray(was) ? { ...was } : {};
    this.text = this.said;
  }

  get #many(): boolean {
    return this.poll?.kind === "several" || this.poll?.kind === "election";
  }

  get #choice(): Choice | undefined {
    if (!this.poll) return undefined;
    if (this.poll.kind === "score") {
      if (this.picked[0] === "abstain") return {};
      const whole = this.poll.options.every((option) => this.points[option.key] !== undefined);
      return whole ? this.points : undefined;
    }
    if (this.#many) return this.picked[0] === "abstain" ? [] : this.picked.length ? this.picked : undefined;
    return this.picked[0];
  }

  get #ready(): boolean {
    const choice = this.#choice;
    return (
      choice !== undefined && (choice !== "other" || this.poll?.kind !== "agree" || this.text.trim() !== "")
    );
  }

  override render(): TemplateResult | typeof nothing {
    const poll = this.poll;
    if (!poll) return nothing;
    return html`<div class="ballot ballot-${poll.kind}" role="group" aria-label=${t("Phiếu biểu quyết")}>
        ${this.#help(poll)} ${poll.kind === "score" ? this.#scores(poll) : linesOf(poll).map((line) => this.#line(line))}
        ${poll.kind === "agree" ? nothing : this.#blank()}
      </div>
      ${this.#other(poll)} ${this.#confirm(poll)}`;
  }

  #help(poll: Poll): TemplateResult | typeof nothing {
    if (poll.kind === "election")
      return html`<p class="ballot-help">${t("Chọn tối đa {n} người. Đã chọn {m}.", { n: poll.most, m: this.#count })}</p>`;
    if (poll.kind === "several")
      return html`<p class="ballot-help">${t("Chọn tối đa {n} phương án. Đã chọn {m}.", { n: poll.most, m: this.#count })}</p>`;
    return nothing;
  }

  get #count(): number {
    return this.picked.filter((key) => key !== "abstain").length;
  }

  #line(line: Line): TemplateResult {
    const on = this.picked.includes(line.key);
    const full = this.#many && !on && this.poll !== undefined && this.#count >= this.poll.most;
    return html`<button
      type="button"
      class="ballot-line line-${line.tone}"
      aria-pressed=${on ? "true" : "false"}
      ?disabled=${this.disabled || full}
      @click=${() => this.#pick(line.key)}
    >
      ${this.#shape(line, on)}<span>${line.label}</span>
    </button>`;
  }

  /** The shape says what the colour says: chosen or not, one or several. */
  #shape(line: Line, on: boolean): TemplateResult {
    if (this.#many) return on ? icon("square-check") : icon("square");
    if (line.icon !== "point") return icon(line.icon);
    return on ? icon("circle-dot") : icon("circle");
  }

  #blank(): TemplateResult {
    const on = this.picked[0] === "abstain";
    return html`<button
      type="button"
      class="ballot-line line-blank"
      aria-pressed=${on ? "true" : "false"}
      ?disabled=${this.disabled}
      @click=${() => (this.picked = on ? [] : ["abstain"])}
    >
      ${icon("minus")}<span>${t("Phiếu trắng")}</span>
    </button>`;
  }

  #pick(key: string): void {
    const rest = this.picked.filter((one) => one !== key && one !== "abstain");
    const was = this.picked.includes(key);
    if (this.#many) this.picked = was ? rest : [...rest, key];
    else this.picked = [key];
  }

  #scores(poll: Poll): TemplateResult[] {
    return poll.options.map((option) => {
      const points = this.points[option.key];
      const set = (value: number) => {
        this.picked = [];
        this.points = { ...this.points, [option.key]: Math.min(Math.max(value, 0), poll.top_score) };
      };
      return html`<div class="ballot-score">
        <label for=${`score-${option.key}`}>${option.label}</label>
        <button type="button" class="btn btn-icon btn-secondary" aria-label=${t("Bớt điểm")} ?disabled=${this.disabled} @click=${() => set((points ?? 1) - 1)}>${icon("minus")}</button>
        <input
          id=${`score-${option.key}`}
          class="form-control"
          type="number"
          inputmode="numeric"
          min="0"
          max=${poll.top_score}
          .value=${points === undefined ? "" : String(points)}
          ?disabled=${this.disabled}
          @input=${(event: Event) => {
            const typed = (event.target as HTMLInputElement).valueAsNumber;
            if (!Number.isNaN(typed)) set(Math.round(typed));
          }}
        />
        <button type="button" class="btn btn-icon btn-secondary" aria-label=${t("Thêm điểm")} ?disabled=${this.disabled} @click=${() => set((points ?? -1) + 1)}>${icon("plus")}</button>
        <span class="ballot-of">/ ${poll.top_score}</span>
      </div>`;
    });
  }

  #other(poll: Poll): TemplateResult | typeof nothing {
    if (poll.kind !== "agree" || this.picked[0] !== "other") return nothing;
    return html`<label class="field">
      <span class="field-label">${t("Ý kiến của đồng chí")}</span>
      <textarea
        class="form-control"
        rows="3"
        maxlength=${LONGEST}
        ?disabled=${this.disabled}
        .value=${this.text}
        @input=${(event: Event) => (this.text = (event.target as HTMLTextAreaElement).value)}
      ></textarea>
    </label>`;
  }

  #confirm(poll: Poll): TemplateResult {
    const choice = this.#choice;
    if (choice === undefined) return html`<p class="ballot-help">${t("Chọn một ô rồi gửi phiếu")}</p>`;
    const words = t("Đồng chí chọn: {choice}", { choice: wordsOf(poll, choice) });
    return html`<div class="ballot-confirm">
      <p aria-live="polite">${words}</p>
      <button type="button" class="btn btn-primary vote-big" ?disabled=${this.disabled || !this.#ready} @click=${() => this.#give()}>
        ${icon("send")}${t("Gửi phiếu")}
      </button>
    </div>`;
  }

  #give(): void {
    const choice = this.#choice;
    if (choice === undefined || !this.#ready) return;
    const text = choice === "other" && this.poll?.kind === "agree" ? this.text.trim() : "";
    this.dispatchEvent(new CustomEvent<Given>("gb-given", { detail: { choice, text } }));
  }
}

customElements.define("gb-ballot", GbBallot);
