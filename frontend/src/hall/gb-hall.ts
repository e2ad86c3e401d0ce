/**
 * The meeting room. Follows the room's stream, lays out its parts, and is the only one that calls the server.
 * @example <gb-hall room="/api/meetings/0198…" me="0198…" board="…" sheet="…" back="…">
 */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { toast } from "../elements/gb-toast";
import { HouseError, wordsOf } from "../kernel/errors";
import { ask } from "../kernel/http";
import { t } from "../kernel/i18n";
import { Store } from "../kernel/store";
import { type Connection, follow } from "../kernel/stream";
import { Watch } from "../kernel/watch";
import "./gb-head";
import type { GbMinutes } from "./gb-minutes";
import "./gb-next";
import { OVERLAYS, overlayOf } from "./overlays";
import { type Pane, panesOf } from "./panes";
import type { Act, Part, Show } from "./part";
import type { Place } from "./place";
import type { Line, Meeting } from "./shapes";
import { toolsOf } from "./tools";

const TRIES = 4;
const PAUSE = 1_200; // milliseconds before an act that did not arrive is sent again, longer each time

export class GbHall extends LitElement {
  static override properties = {
    room: {},
    me: {},
    board: {},
    sheet: {},
    back: {},
    pane: { state: true },
    side: { state: true },
    connection: { state: true },
    ready: { state: true },
    failure: { state: true },
  };
  declare room: string;
  declare me: string;
  declare board: string;
  declare sheet: string;
  declare back: string;
  /** What a telephone shows, and a tablet beside the stage. */
  declare pane: string;
  /** What a desktop shows on the right. */
  declare side: string;
  declare connection: Connection;
  declare ready: boolean;
  declare failure: string;
  readonly #store = new Store();
  #life: AbortController | undefined;
  /** What the server drew, for as long as we are on the way. */
  #drawn: Element[] = [];

  constructor() {
    super();
    this.room = this.me = this.board = this.sheet = this.back = this.failure = "";
    this.pane = "stage";
    this.side = "people";
    this.connection = "connecting";
    this.ready = false;
    new Watch(this, () => this.#store, "meeting", "can", ...OVERLAYS.flatMap((overlay) => overlay.keys));
  }

  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    this.#drawn = [...this.querySelectorAll(":scope > .hall-wait")];
    this.#life = new AbortController();
    const { signal } = this.#life;
    this.addEventListener("gb-act", (event) => this.#take(event as Act), { signal });
    this.addEventListener("gb-show", (event) => this.#show(event as Show), { signal });
    this.addEventListener("gb-removed", (event) => this.#removed((event as CustomEvent<Line>).detail), {
      signal,
    });
    void this.#enter(signal);
    super.connectedCallback();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#life?.abort();
  }

  async #enter(signal: AbortSignal): Promise<void> {
    try {
      const connection = (state: Connection) => {
        this.connection = state;
      };
      await follow(this.room, this.#store, signal, { connection });
      this.#arrive();
    } catch (error) {
      if (signal.aborted) return;
      this.#arrive();
      this.failure = wordsOf(error);
    }
  }

  #arrive(): void {
    for (const element of this.#drawn.splice(0)) element.remove();
    this.ready = true;
  }

  get #place(): Place {
    return { store: this.#store, me: this.me, room: this.room, board: this.board, sheet: this.sheet };
  }

  override render(): TemplateResult | typeof nothing {
    if (this.failure) return this.#failed();
    if (!this.ready || !this.#store.get<Meeting>("meeting")) return nothing;
    const place = this.#place;
    const panes = panesOf(place);
    const on = (side: Pane["side"]) => panes.filter((pane) => pane.side === side);
    const shown = this.pane === "agenda" || this.pane === "stage" ? this.pane : "side";
    return html`<gb-head
        .store=${this.#store}
        me=${this.me}
        back=${this.back}
        .connection=${this.connection}
      ></gb-head>
      ${this.#tabs(panes)}
      <div class="hall-columns" data-shown=${shown}>
        ${on("left").map((pane) => this.#pane(pane, place, "hall-agenda"))}
        ${on("middle").map((pane) => this.#pane(pane, place, "hall-stage"))}
        <div class="hall-side">
          ${this.#sideTabs(on("right"))} ${on("right").map((pane) => this.#pane(pane, place))}
        </div>
      </div>
      <footer class="hall-bar">
        ${toolsOf(place).map((tool) => tool.draw(place))}
        <span class="hall-space"></span>
        <gb-next .store=${this.#store} me=${this.me} ?offline=${this.connection === "offline"}></gb-next>
      </footer>`;
  }

  #failed(): TemplateResult {
    return html`<div class="hall-wait" role="alert">
      <h1>${t("Không vào được phòng họp")}</h1>
      <p>${this.failure}</p>
      <p><a class="btn btn-secondary" href=${this.back}>${t("Về trang cuộc họp")}</a></p>
    </div>`;
  }

  #pane(pane: Pane, place: Place, kind = ""): TemplateResult {
    const overlay = pane.side === "middle" ? overlayOf(place) : undefined;
    return html`<section
      class="hall-pane ${kind}"
      data-name=${pane.name}
      ?data-beside=${pane.side === "right" && this.side === pane.name}
      aria-label=${pane.label()}
    >
      ${overlay ? html`<div class="hall-overlay">${overlay.draw(place)}</div>` : nothing} ${pane.draw(place)}
    </section>`;
  }

  /** On a telephone one pane at a time, on a tablet the stage and one other. */
  #tabs(panes: Pane[]): TemplateResult {
    return html`<nav class="hall-tabs" aria-label=${t("Phần của phòng họp")}>
      ${panes.map((pane) => this.#tab(pane, this.pane))}
    </nav>`;
  }

  #sideTabs(panes: Pane[]): TemplateResult {
    return html`<div class="hall-tabs hall-side-tabs" role="group" aria-label=${t("Phần bên phải")}>
      ${panes.map((pane) => this.#tab(pane, this.side))}
    </div>`;
  }

  #tab(pane: Pane, current: string): TemplateResult {
    return html`<button
      type="button"
      class="hall-tab"
      data-tab=${pane.name}
      aria-pressed=${current === pane.name ? "true" : "false"}
      @click=${() => this.#open(pane.name)}
    >
      ${pane.label()}
    </button>`;
  }

  #open(name: string): void {
    this.pane = name;
    if (name !== "agenda" && name !== "stage") this.side = name;
  }

  #show({ pane, focus }: Show): void {
    this.#open(pane);
    void this.updateComplete.then(() =>
      this.querySelector<Part>(`.hall-pane[data-name="${pane}"] > :not(.hall-overlay)`)?.shown(focus),
    );
  }

  #removed(line: Line): void {
    const run = () => this.querySelector<GbMinutes>("gb-minutes")?.again(line);
    toast({ text: t("Đã xóa một dòng biên bản."), tone: "success", action: { label: t("Hoàn tác"), run } });
  }

  #take(act: Act): void {
    act.answer = this.#act(act);
  }

  /** Send one act. What came back broken is sent again: every verb but «once» is safe to repeat. */
  async #act(act: Act): Promise<boolean> {
    const address = act.path.startsWith("/") ? act.path : `${this.room}/${act.path}`;
    for (let turn = 1; ; turn += 1) {
      try {
        const reply = await ask(act.method, address, act.method === "GET" ? undefined : act.body, {
          headers: act.headers,
        });
        act.reply = reply.headers.get("Content-Type")?.includes("json") ? await reply.json() : undefined;
        return true;
      } catch (error) {
        const again = error instanceof HouseError && error.passing && !act.once && turn < TRIES;
        if (!again) {
          toast({ text: wordsOf(error), tone: "error" });
          return false;
        }
        await new Promise((done) => setTimeout(done, PAUSE * turn));
      }
    }
  }
}

customElements.define("gb-hall", GbHall);
