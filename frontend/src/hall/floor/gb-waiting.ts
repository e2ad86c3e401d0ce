/**
 * One line of the queue: who waits, on what; for me the way to withdraw, for the desk to call, move, take off.
 * A row is moved by its handle (mouse, finger), or with Alt and the arrow keys. @example <gb-waiting>
 */
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { t } from "../../kernel/i18n";
import { time } from "../../kernel/time";
import { icon } from "../icon";
import { Act, Part } from "../part";
import { holding, KEYS, type Turn, whence } from "./turns";

export class GbWaiting extends Part {
  static override properties = {
    ...Part.properties,
    turns: { attribute: false },
    later: { type: Boolean },
    dragged: { state: true },
    over: { state: true },
    removing: { state: true },
    reason: { state: true },
  };
  declare turns: Turn[];
  /** They wait for an item that is still to come: not to be called yet. */
  declare later: boolean;
  declare dragged: string;
  declare over: number;
  declare removing: string;
  declare reason: string;
  #focus = "";

  constructor() {
    super(...KEYS);
    this.turns = [];
    this.later = false;
    this.dragged = this.removing = this.reason = "";
    this.over = -1;
  }

  get #leads(): boolean {
    const state = this.meeting?.state;
    return this.desk !== undefined && (state === "published" || state === "running");
  }

  override render(): TemplateResult {
    return html`<ol class="waiting">
      ${this.turns.map((turn, place) => this.#row(turn, place))}
    </ol>`;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has("turns") && this.#focus) {
      const handle = this.querySelector<HTMLElement>(`[data-turn="${this.#focus}"] .waiting-handle`);
      handle?.focus();
      this.#focus = "";
    }
  }

  #row(turn: Turn, place: number): TemplateResult {
    const mine = turn.speaker === this.me;
    const marks = [
      this.dragged === turn.id ? "waiting-dragged" : "",
      this.over === place && this.dragged ? "waiting-over" : "",
      mine ? "waiting-mine" : "",
    ];
    return html`<li class="waiting-row ${marks.join(" ")}" data-turn=${turn.id}>
      <div class="waiting-line">
        ${this.#leads && turn.state === "requested" ? this.#handle(turn, place) : html`<b class="waiting-place">${place + 1}</b>`}
        <div class="waiting-who">
          <strong>${turn.name}${mine ? html` <span class="badge badge-brand">${t("Tôi")}</span>` : nothing}</strong>
          <small>${this.#facts(turn)}</small>
        </div>
        ${this.#leads && !this.later ? this.#give(turn) : nothing}
        ${turn.state === "called" ? html`<span class="badge badge-live">${t("Mời chuẩn bị")}</span>` : nothing}
        ${this.#leads ? this.#menu(turn, place) : mine ? this.#withdraw(turn) : nothing}
      </div>
      ${turn.topic ? html`<p class="waiting-topic">${turn.topic}</p>` : nothing}
      ${this.#leads && !this.later ? this.#more(turn) : nothing} ${this.removing === turn.id ? this.#why(turn) : nothing}
    </li>`;
  }

  #facts(turn: Turn): string {
    const said = [whence(turn), turn.asked ? t("hỏi {name}", { name: turn.asked.name }) : "", time(turn.at)];
    return said.filter(Boolean).join(" · ");
  }

  #handle(turn: Turn, place: number): TemplateResult {
    return html`<button
      type="button"
      class="waiting-handle"
      aria-label=${t("{n}. {name}: giữ Alt và phím mũi tên để đổi thứ tự", { n: place + 1, name: turn.name })}
      title=${t("Kéo để đổi thứ tự; hoặc Alt + ↑ ↓")}
      @pointerdown=${(event: PointerEvent) => this.#grab(event, turn)}
      @keydown=${(event: KeyboardEvent) => this.#step(event, turn, place)}
    >
      <b>${place + 1}</b>${icon("grip-vertical")}
    </button>`;
  }

  /** Whom the button ends: only who it has seen speaking. */
  get #instead(): string | null {
    const { floor } = holding(this.store);
    return floor?.state === "speaking" ? floor.id : null;
  }

  #give(turn: Turn): TemplateResult | typeof nothing {
    if (!this.can("go_to_item")) return nothing;
    const label =
      turn.kind === "question"
        ? t("Mời {name} hỏi", { name: turn.name })
        : t("Mời {name} phát biểu", { name: turn.name });
    return html`<button
      type="button"
      class="btn btn-sm btn-secondary"
      ?disabled=${this.sending}
      aria-label=${label}
      title=${label}
      @click=${() => this.#send(turn, "give", { instead_of: this.#instead })}
    >
      ${icon("microphone")}${t("Mời")}
    </button>`;
  }

  #more(turn: Turn): TemplateResult | typeof nothing {
    const question = turn.kind === "question";
    if (!this.can("go_to_item") || (!question && turn.state !== "called")) return nothing;
    return html`<div class="waiting-verbs">
      ${
        question
          ? html`<button
              type="button"
              class="btn btn-sm btn-quiet"
              ?disabled=${this.sending}
              @click=${() => this.#send(turn, "answer", { instead_of: this.#instead })}
            >
              ${icon("message-circle")}${t("Mời {name} trả lời", { name: turn.asked?.name ?? "" })}
            </button>`
          : nothing
      }
      ${
        turn.state === "called"
          ? html`<button type="button" class="btn btn-sm btn-quiet" @click=${() => this.#send(turn, "pass-over")}>
              ${t("Không có mặt")}
            </button>`
          : nothing
      }
    </div>`;
  }

  #menu(turn: Turn, place: number): TemplateResult {
    const running = this.can("go_to_item");
    return html`<gb-menu class="menu" align="end"
      ><details>
        <summary class="btn btn-icon btn-quiet" aria-label=${t("Thao tác khác với {name}", { name: turn.name })}>
          ${icon("dots-vertical")}
        </summary>
        <div class="menu-panel" @click=${this.#shut}>
          ${running && turn.state === "requested" ? this.#item("speakerphone", t("Mời chuẩn bị"), () => this.#send(turn, "call")) : nothing}
          ${turn.state === "called" ? this.#item("arrow-back-up", t("Đưa về hàng chờ"), () => this.#send(turn, "take-back")) : nothing}
          ${
            turn.state === "requested"
              ? html`${this.#item("arrow-up", t("Lên đầu"), () => this.#move(turn, 0))}
                ${this.#item("chevron-up", t("Lên một bậc"), () => this.#move(turn, place - 1))}
                ${this.#item("chevron-down", t("Xuống một bậc"), () => this.#move(turn, place + 1))}`
              : nothing
          }
          ${running ? this.#item("player-skip-forward", t("Bỏ qua lượt"), () => this.#send(turn, "pass-over")) : nothing}
          ${this.#item("trash", t("Đưa ra khỏi danh sách"), () => this.#remove(turn))}
        </div>
      </details></gb-menu
    >`;
  }

  #item(sign: string, words: string, run: () => void): TemplateResult {
    return html`<button type="button" class="menu-item" @click=${run}>${icon(sign)}${words}</button>`;
  }

  #shut = (event: Event): void => {
    const details = (event.currentTarget as Element).closest("details");
    if (details && event.target instanceof Element && event.target.closest(".menu-item"))
      details.open = false;
  };

  #withdraw(turn: Turn): TemplateResult {
    return html`<button
      type="button"
      class="btn btn-sm btn-quiet"
      ?disabled=${this.sending}
      @click=${() => this.#send(turn, "withdraw")}
    >
      ${t("Rút đăng ký")}
    </button>`;
  }

  #send(turn: Turn, verb: string, body: unknown = {}): void {
    void this.act(new Act(`/api/turns/${turn.id}/${verb}`, body));
  }

  /** Off the list: of oneself at once, of somebody else with a reason that they read. */
  #remove(turn: Turn): void {
    if (turn.speaker === this.me) {
      this.#send(turn, "withdraw");
      return;
    }
    this.removing = turn.id;
    this.reason = "";
    void this.updateComplete.then(() => this.querySelector<HTMLInputElement>(".waiting-why input")?.focus());
  }

  #why(turn: Turn): TemplateResult {
    const send = async (event: Event) => {
      event.preventDefault();
      if (await this.act(new Act(`/api/turns/${turn.id}/withdraw`, { reason: this.reason })))
        this.removing = "";
    };
    return html`<form class="waiting-why" @submit=${send}>
      <label class="field">
        <span class="field-label">${t("Lý do đưa {name} ra khỏi danh sách", { name: turn.name })}</span>
        <input
          class="form-control"
          required
          maxlength="300"
          .value=${this.reason}
          @input=${(event: Event) => {
            this.reason = (event.target as HTMLInputElement).value;
          }}
          @keydown=${(event: KeyboardEvent) => {
            if (event.key === "Escape") this.removing = "";
          }}
        />
      </label>
      <div class="hall-actions">
        <button class="btn btn-sm btn-danger" ?disabled=${this.sending}>${t("Đưa ra khỏi danh sách")}</button>
        <button type="button" class="btn btn-sm btn-quiet" @click=${() => (this.removing = "")}>${t("Thôi")}</button>
      </div>
    </form>`;
  }

  #move(turn: Turn, place: number): void {
    const first = this.turns.filter((one) => one.state === "called").length; // who is called stands outside the line
    const wanted = Math.min(Math.max(place - first, 0), this.turns.length - 1 - first);
    this.#send(turn, "move", { place: wanted });
  }

  #step(event: KeyboardEvent, turn: Turn, place: number): void {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step || !event.altKey) return;
    event.preventDefault();
    this.#focus = turn.id;
    this.#move(turn, place + step);
  }

  /** Drag by the handle: nothing moves on the page until the room says so; a line shows where it would go. */
  #grab(event: PointerEvent, turn: Turn): void {
    if (event.button !== 0) return;
    const handle = event.currentTarget as HTMLElement;
    const from = this.turns.findIndex((one) => one.id === turn.id);
    const life = new AbortController();
    const rows = [...this.querySelectorAll<HTMLElement>(".waiting-row")];
    handle.setPointerCapture(event.pointerId);
    const at = (y: number) => {
      const middle = (row: HTMLElement) => row.getBoundingClientRect().top + row.offsetHeight / 2;
      const before = rows.filter((row) => middle(row) < y).length;
      return Math.min(before > from ? before - 1 : before, rows.length - 1);
    };
    const drop = (place: number) => {
      life.abort();
      this.dragged = "";
      this.over = -1;
      if (place !== from && place >= 0) this.#move(turn, place);
    };
    const { signal } = life;
    handle.addEventListener(
      "pointermove",
      (moved) => {
        this.dragged = turn.id;
        this.over = at(moved.clientY);
      },
      { signal },
    );
    handle.addEventListener("pointerup", (up) => drop(this.dragged ? at(up.clientY) : from), { signal });
    handle.addEventListener("pointercancel", () => drop(from), { signal });
    handle.addEventListener("keydown", (key) => key.key === "Escape" && drop(from), { signal });
  }
}

customElements.define("gb-waiting", GbWaiting);
