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
import "./gb-next";
import { icon } from "./icon";
import { OVERLAYS, overlayOf } from "./overlays";
import { PANES, type Pane, panesOf, sideFirst, WEIGHT } from "./panes";
import type { Act, Part, Show } from "./part";
import type { Place } from "./place";
import type { Meeting } from "./shapes";
import { toolsOf } from "./tools";

const FIRST = 4; // tabs that a telephone and the right column show; a tablet shows two more

/** The place of each pane among the tabs, the most used first. */
function ranked(panes: readonly Pane[], place: Place): Map<string, number> {
  const weight = (pane: Pane) => pane.weight?.(place) ?? WEIGHT;
  const sorted = [...panes].sort((a, b) => weight(a) - weight(b));
  return new Map(sorted.map((pane, rank) => [pane.name, rank]));
}

/** Which screens have no room for a tab of this rank: telephones, or tablets too. */
function fits(rank: number): "" | "tab-late" | "tab-last" {
  if (rank < FIRST) return "";
  return rank < FIRST + 2 ? "tab-late" : "tab-last";
}

const crowd = (panes: readonly Pane[]): string => (panes.length > FIRST + 2 ? "hall-tabs-many" : "");

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
    const keys = [...OVERLAYS, ...PANES].flatMap((one) => one.keys ?? []);
    new Watch(this, () => this.#store, "meeting", "can", ...keys);
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
    this.addEventListener("gb-read", () => this.requestUpdate(), { signal });
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
      this.side = sideFirst(this.#place) ?? this.side;
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
        <div class="hall-tools">${toolsOf(place).map((tool) => tool.draw(place))}</div>
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
    return html`<nav class="hall-tabs ${crowd(panes)}" aria-label=${t("Phần của phòng họp")}>
      ${this.#tabRow(panes, this.pane)}
    </nav>`;
  }

  #sideTabs(panes: Pane[]): TemplateResult {
    return html`<div
      class="hall-tabs hall-side-tabs ${crowd(panes)}"
      role="group"
      aria-label=${t("Phần bên phải")}
    >
      ${this.#tabRow(panes, this.side)}
    </div>`;
  }

  /** The most used as tabs; what does not fit is behind «Khác», which then bears the name of what it shows. */
  #tabRow(panes: Pane[], current: string): unknown[] {
    const ranks = ranked(panes, this.#place);
    const shown = panes.find((pane) => pane.name === current);
    const tabs = panes.map((pane) => this.#tab(pane, current, fits(ranks.get(pane.name) ?? 0)));
    const hidden = panes.filter((pane) => fits(ranks.get(pane.name) ?? 0));
    if (!hidden.length) return tabs;
    const inside = shown && hidden.includes(shown) ? shown : undefined;
    const where = inside ? fits(ranks.get(inside.name) ?? 0) : "";
    return [
      ...tabs,
      html`<gb-menu class="menu hall-more" align="end">
        <details>
          <summary class="hall-tab" aria-current=${inside ? "true" : nothing} data-inside=${where || nothing}>
            <span class="hall-more-here">${inside?.label() ?? ""}</span><span class="hall-more-word">${t("Khác")}</span
            >${this.#fresh(hidden)}${icon("chevron-down")}
          </summary>
          <div class="menu-panel">
            ${hidden.map(
              (pane) => html`<button
                type="button"
                class="menu-item ${fits(ranks.get(pane.name) ?? 0)}"
                aria-pressed=${pane.name === current ? "true" : "false"}
                @click=${(event: Event) => {
                  (event.currentTarget as Element).closest("details")?.removeAttribute("open");
                  this.#open(pane.name);
                }}
              >
                ${pane.label()}${this.#fresh([pane])}
              </button>`,
            )}
          </div>
        </details>
      </gb-menu>`,
    ];
  }

  #tab(pane: Pane, current: string, kind: string): TemplateResult {
    return html`<button
      type="button"
      class="hall-tab ${kind}"
      data-tab=${pane.name}
      aria-pressed=${current === pane.name ? "true" : "false"}
      @click=${() => this.#open(pane.name)}
    >
      ${pane.label()}${this.#fresh([pane])}
    </button>`;
  }

  /** How many new things these panes hold together. */
  #fresh(panes: readonly Pane[]): TemplateResult | typeof nothing {
    const count = panes.reduce((sum, pane) => sum + (pane.fresh?.(this.#place) ?? 0), 0);
    if (!count) return nothing;
    const words = t("{n} mục mới", { n: count });
    return html`<span class="hall-fresh"
      ><span aria-hidden="true">${count > 99 ? "99+" : count}</span><span class="visually-hidden">${words}</span></span
    >`;
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

  #take(act: Act): void {
    act.answer = this.#act(act);
  }

  /** Send one act. What came back broken is sent again: every verb but «once» is safe to repeat. */
  async #act(act: Act): Promise<boolean> {
    const address = act.path.startsWith("/") ? act.path : `${this.room}/${act.path}`;
    const body = act.method === "GET" ? undefined : act.body;
    for (let turn = 1; ; turn += 1) {
      try {
        const reply = await ask(act.method, address, body, { headers: act.headers });
        act.reply = reply.headers.get("Content-Type")?.includes("json") ? await reply.json() : undefined;
        return true;
      } catch (error) {
        const passing = error instanceof HouseError && error.passing && !act.once && !act.quiet;
        if (!passing || turn >= TRIES) {
          act.error = error;
          if (!act.quiet) toast({ text: wordsOf(error), tone: "error" });
          return false;
        }
        await new Promise((done) => setTimeout(done, PAUSE * turn));
      }
    }
  }
}

customElements.define("gb-hall", GbHall);
