/** How the floor is given, for the desk: the rule, the minutes of a turn, which lists take names. @example <gb-rules> */
import { html, nothing, type TemplateResult } from "lit";
import { t } from "../../kernel/i18n";
import { icon } from "../icon";
import { Act, Part } from "../part";
import { type Kind, queueOf, RULES, type Rule } from "./turns";

const MINUTES = [2, 3, 5, 7, 10, 15];

export class GbRules extends Part {
  constructor() {
    super("queue", "can", "meeting");
  }

  override render(): TemplateResult | typeof nothing {
    const queue = queueOf(this.store);
    if (!queue) return nothing;
    const minutes = MINUTES.includes(queue.minutes)
      ? MINUTES
      : [...MINUTES, queue.minutes].sort((a, b) => a - b);
    return html`<gb-menu class="menu floor-rules" align="end"
      ><details>
        <summary class="btn btn-quiet">${icon("adjustments-horizontal")}${t("Cách mời")}</summary>
        <div class="menu-panel floor-rules-panel">
          <label class="field">
            <span class="field-label">${t("Thứ tự mời")}</span>
            <select class="form-select" @change=${(event: Event) => this.#say({ rule: value(event) })}>
              ${(Object.keys(RULES) as Rule[]).map(
                (rule) =>
                  html`<option value=${rule} ?selected=${queue.rule === rule}>${sentence(RULES[rule]())}</option>`,
              )}
            </select>
          </label>
          ${
            queue.placed
              ? html`<button type="button" class="btn btn-sm btn-secondary" @click=${() => this.#say({ rule: queue.rule })}>
                  ${icon("arrow-back-up")}${t("Bỏ thứ tự xếp tay")}
                </button>`
              : nothing
          }
          <label class="field">
            <span class="field-label">${t("Thời gian mỗi lượt")}</span>
            <select class="form-select" @change=${(event: Event) => this.#say({ minutes: Number(value(event)) })}>
              ${minutes.map((n) => html`<option value=${n} ?selected=${queue.minutes === n}>${t("{n} phút", { n })}</option>`)}
            </select>
          </label>
          ${this.#takes("speech", t("Nhận đăng ký phát biểu"))} ${this.#takes("question", t("Nhận đăng ký chất vấn"))}
        </div>
      </details></gb-menu
    >`;
  }

  #takes(kind: Kind, words: string): TemplateResult {
    const name = kind === "speech" ? "speeches" : "questions";
    return html`<label class="form-check">
      <input
        type="checkbox"
        class="form-check-input"
        .checked=${queueOf(this.store)?.open[kind] ?? false}
        @change=${(event: Event) => this.#say({ [name]: (event.target as HTMLInputElement).checked })}
      />
      <span class="form-check-label">${words}</span>
    </label>`;
  }

  #say(rules: Record<string, unknown>): void {
    void this.act(new Act("floor", rules));
  }
}

const value = (event: Event): string => (event.target as HTMLSelectElement).value;
const sentence = (words: string): string => words.slice(0, 1).toUpperCase() + words.slice(1);

customElements.define("gb-rules", GbRules);
