/**
 * The pane «Phát biểu»: who has the floor, who waits in which order and why, who has spoken how long; for the desk
 * the means to call, to order and to set the rule. @example <gb-floor>
 */
import { html, nothing, type TemplateResult } from "lit";
import { t } from "../../kernel/i18n";
import { icon } from "../icon";
import { Act, Part } from "../part";
import type { Item } from "../shapes";
import "./gb-ask";
import type { GbAsk } from "./gb-ask";
import "./gb-rules";
import "./gb-speaker";
import "./gb-spoken";
import "./gb-waiting";
import "./gb-write";
import type { GbWrite } from "./gb-write";
import {
  answersOf,
  following,
  holding,
  isNow,
  KEYS,
  type Kind,
  queueOf,
  RULES,
  type Told,
  type Turn,
  turnsOf,
  waiting,
} from "./turns";

export class GbFloor extends Part {
  static override properties = { ...Part.properties, read: { state: true } };
  /** What I have read of what the desk told me. */
  declare read: ReadonlySet<string>;
  #life: AbortController | undefined;

  constructor() {
    super(...KEYS);
    this.read = new Set();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#life = new AbortController();
    const { signal } = this.#life;
    document.addEventListener("keydown", this.#key, { signal });
    this.addEventListener("gb-write", (event) => this.#write((event as CustomEvent<Turn>).detail), {
      signal,
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#life?.abort();
  }

  /** A request that was asked for is shown where it stands. */
  override shown(turn: string): void {
    const row = turn ? this.querySelector(`[data-turn="${turn}"]`) : null;
    row?.scrollIntoView({ block: "nearest" });
  }

  get #running(): boolean {
    return this.meeting?.state === "running";
  }

  get #asking(): boolean {
    return this.#running || this.meeting?.state === "published";
  }

  override render(): TemplateResult | typeof nothing {
    const queue = queueOf(this.store);
    if (!queue) return nothing;
    return html`<h2 class="hall-title">${t("Phát biểu")}</h2>
      <p class="floor-rule">${this.#rule()}</p>
      ${this.#told()} ${this.#buttons()}
      <div class="floor-now"><gb-speaker .store=${this.store} me=${this.me}></gb-speaker></div>
      ${this.#next()} ${this.#list("speech")} ${this.#list("question")} ${this.#written()}
      <gb-spoken .store=${this.store} me=${this.me}></gb-spoken>
      <gb-ask .store=${this.store} me=${this.me}></gb-ask>
      <gb-write .store=${this.store} me=${this.me}></gb-write>`;
  }

  #rule(): string {
    const queue = queueOf(this.store);
    if (!queue) return "";
    const said = [
      t("Thứ tự: {rule}", { rule: RULES[queue.rule]() }),
      t("mỗi lượt {n} phút", { n: queue.minutes }),
    ];
    if (queue.placed) said.push(t("chủ trì đã xếp {n} người đầu", { n: queue.placed }));
    return said.join(" · ");
  }

  #told(): TemplateResult[] {
    const told = [...this.store.under<Told>("told")].filter(([id]) => !this.read.has(id));
    return told.map(
      ([id, one]) => html`<div class="alert floor-told" role="status">
        ${icon("info-circle")}
        <p class="alert-text">
          ${t("Đăng ký của đồng chí đã được đưa ra khỏi danh sách: {reason}", { reason: one.reason })}
        </p>
        <button
          type="button"
          class="btn btn-icon btn-quiet"
          aria-label=${t("Đã đọc")}
          @click=${() => (this.read = new Set([...this.read, id]))}
        >
          ${icon("x")}
        </button>
      </div>`,
    );
  }

  #buttons(): TemplateResult | typeof nothing {
    if (!this.#asking) return nothing;
    const open = queueOf(this.store)?.open;
    const may = (kind: Kind) => this.desk !== undefined || open?.[kind];
    return html`<div class="floor-buttons">
      ${
        may("speech")
          ? html`<button type="button" class="btn btn-secondary" @click=${() => this.#ask("speech")}>
              ${icon("hand-stop")}${t("Đăng ký phát biểu")}
            </button>`
          : nothing
      }
      ${
        may("question")
          ? html`<button type="button" class="btn btn-secondary" @click=${() => this.#ask("question")}>
              ${icon("message-question")}${t("Chất vấn")}
            </button>`
          : nothing
      }
      ${
        this.desk
          ? html`<button type="button" class="btn btn-quiet" @click=${() => this.#ask("speech", true)}>
                ${icon("user-plus")}${t("Thêm người")}
              </button>
              <gb-rules .store=${this.store} me=${this.me}></gb-rules>`
          : nothing
      }
      ${open?.speech || this.desk ? nothing : html`<p class="hall-hint">${t("Chủ trì đang tạm dừng nhận đăng ký phát biểu.")}</p>`}
    </div>`;
  }

  #ask(kind: Kind, others = false): void {
    this.querySelector<GbAsk>(":scope > gb-ask")?.open(kind, others);
  }

  #write(turn: Turn): void {
    void this.querySelector<GbWrite>(":scope > gb-write")?.open(turn);
  }

  /** One button for the desk: the next by the rule, and who is ended by it. */
  #next(): TemplateResult | typeof nothing {
    const turn = following(this.store);
    if (!turn || !this.can("go_to_item")) return nothing;
    const { floor } = holding(this.store);
    const speaks = floor?.state === "speaking" ? floor : undefined;
    return html`<button
      type="button"
      class="btn btn-primary btn-lg floor-next"
      aria-keyshortcuts="Alt+M"
      title=${t("Mời người tiếp theo (Alt + M)")}
      ?disabled=${this.sending}
      @click=${this.#giveNext}
    >
      ${icon("microphone")}<span>${t("Mời tiếp: {name}", { name: turn.name })}</span>
      ${speaks ? html`<small>${t("kết thúc lượt của {name}", { name: speaks.name })}</small>` : nothing}
    </button>`;
  }

  #giveNext = (): void => {
    const turn = following(this.store);
    if (!turn || !this.can("go_to_item") || this.sending) return;
    const { floor } = holding(this.store);
    const instead_of = floor?.state === "speaking" ? floor.id : null;
    void this.act(new Act("turns/next", { kind: "speech", expect: turn.id, instead_of }));
  };

  #list(kind: Kind): TemplateResult | typeof nothing {
    const all = waiting(this.store, kind);
    const called = turnsOf(this.store).filter((turn) => turn.state === "called" && turn.kind === kind);
    const here = [...called, ...all.filter((turn) => isNow(turn, this.meeting))];
    const later = this.items
      .map((item) => ({
        item,
        turns: all.filter((turn) => turn.item === item.id && !isNow(turn, this.meeting)),
      }))
      .filter(({ turns }) => turns.length);
    if (kind === "question" && !here.length && !later.length) return nothing;
    const title = kind === "speech" ? t("Chờ phát biểu") : t("Chờ chất vấn");
    return html`<h3 class="hall-subtitle">${title} <span class="floor-count">${here.length}</span></h3>
      ${
        here.length
          ? html`<gb-waiting .store=${this.store} me=${this.me} .turns=${here}></gb-waiting>`
          : html`<p class="hall-none">${this.#none()}</p>`
      }
      ${later.map(({ item, turns }) => this.#later(item, turns))}`;
  }

  #none(): string {
    return this.#asking ? t("Chưa có ai đăng ký ở nội dung này.") : t("Không còn ai chờ phát biểu.");
  }

  #later(item: Item, turns: Turn[]): TemplateResult {
    const number = this.items.findIndex((one) => one.id === item.id) + 1;
    const title = item.secret ? t("Nội dung mật") : item.title;
    return html`<details class="floor-later">
      <summary>${t("Nội dung {n}: {title}", { n: number, title })} <span class="floor-count">${turns.length}</span></summary>
      <gb-waiting .store=${this.store} me=${this.me} .turns=${turns} ?later=${item.state === "waiting"}></gb-waiting>
    </details>`;
  }

  /** What I may still do in writing: the rest of my turns, questions that I was asked. */
  #written(): TemplateResult | typeof nothing {
    const state = this.meeting?.state;
    if (state !== "running" && state !== "closed") return nothing;
    const rest = turnsOf(this.store).filter(
      (turn) =>
        turn.speaker === this.me &&
        turn.kind !== "answer" &&
        (turn.state === "ended" || turn.state === "passed_over"),
    );
    const asked = turnsOf(this.store).filter(
      (turn) => turn.kind === "question" && turn.asked?.id === this.me,
    );
    if (!rest.length && !asked.length) return nothing;
    return html`<h3 class="hall-subtitle">${t("Bằng văn bản")}</h3>
      <ul class="floor-writing">
        ${rest.map((turn) => this.#writing(turn, turn.topic || t("Phát biểu của tôi"), turn.written))}
        ${asked.map((turn) =>
          this.#writing(
            turn,
            t("{name} hỏi: {topic}", { name: turn.name, topic: turn.topic }),
            answersOf(this.store, turn.id).some((answer) => answer.written),
          ),
        )}
      </ul>`;
  }

  #writing(turn: Turn, words: string, done: boolean): TemplateResult {
    return html`<li>
      <span>${words}</span>
      ${done ? html`<span class="status status-done"><span class="status-sign"></span>${t("Đã gửi")}</span>` : nothing}
      <button type="button" class="btn btn-sm btn-secondary" @click=${() => this.#write(turn)}>
        ${icon("pencil")}${done ? t("Sửa") : turn.kind === "question" ? t("Trả lời") : t("Gửi phần còn lại")}
      </button>
    </li>`;
  }

  #key = (event: KeyboardEvent): void => {
    if (event.altKey && !event.ctrlKey && !event.metaKey && event.code === "KeyM") {
      event.preventDefault();
      this.#giveNext();
    }
  };
}

customElements.define("gb-floor", GbFloor);
