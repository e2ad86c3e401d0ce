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
import { now, time } from "../kernel/time";
import { Watch } from "../kernel/watch";
import { budget } from "./budget";
import { icon } from "./icon";
import "./gb-agenda";
import "./gb-minutes";
import "./gb-notes";
import "./gb-people";
import "./gb-results";
import "./gb-stage";
import type { GbMinutes } from "./gb-minutes";
import type { GbResults } from "./gb-results";
import type { GbStage } from "./gb-stage";
import { Act, itemsOf, type Show, Tick } from "./part";
import type { Attendance, Can, Line, Meeting, Person } from "./shapes";
import { nextLabel, pace, signed, stateOf } from "./words";

const PANES = ["agenda", "stage", "people", "results", "minutes", "notes"] as const;
type Pane = (typeof PANES)[number];
const REST = 900; // milliseconds the one button rests after a step: a double tap is one step
const TRIES = 4;
const PAUSE = 1_200;

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
    busy: { state: true },
  };
  declare room: string;
  declare me: string;
  declare board: string;
  declare sheet: string;
  declare back: string;
  declare pane: Pane;
  declare side: Pane;
  declare connection: Connection;
  declare ready: boolean;
  declare failure: string;
  declare busy: string;
  readonly #store = new Store();
  #life: AbortController | undefined;
  /** What the server drew, for as long as we are on the way. */
  #drawn: Element[] = [];
  #reasons: Record<string, string> = {};

  constructor() {
    super();
    this.room = this.me = this.board = this.sheet = this.back = this.failure = this.busy = "";
    this.pane = "stage";
    this.side = "people";
    this.connection = "connecting";
    this.ready = false;
    new Watch(this, () => this.#store, "meeting", "agenda", "attendance", "can", "stage");
    new Tick(this);
  }

  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    this.#drawn = [...this.querySelectorAll(":scope > .hall-wait")];
    this.#life = new AbortController();
    const { signal } = this.#life;
    this.#reasons = JSON.parse(document.getElementById("hall-words")?.textContent ?? "{}") as Record<
      string,
      string
    >;
    this.addEventListener("gb-act", (event) => this.#take(event as Act), { signal });
    this.addEventListener("gb-show", (event) => this.#show(event as Show), { signal });
    this.addEventListener("gb-removed", (event) => this.#removed((event as CustomEvent<Line>).detail), {
      signal,
    });
    document.addEventListener("keydown", this.#key, { signal });
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

  get #meeting(): Meeting | undefined {
    return this.#store.get<Meeting>("meeting");
  }

  get #desk(): Can | undefined {
    return this.#store.get<Can>("can/desk");
  }

  #arrive(): void {
    for (const element of this.#drawn.splice(0)) element.remove();
    this.ready = true;
  }

  override render(): TemplateResult | typeof nothing {
    if (this.failure)
      return html`<div class="hall-wait" role="alert"><h1>${t("Không vào được phòng họp")}</h1>
      <p>${this.failure}</p><p><a class="btn btn-secondary" href=${this.back}>${t("Về trang cuộc họp")}</a></p></div>`;
    const meeting = this.#meeting;
    if (!this.ready || !meeting) return nothing;
    return html`${this.#head(meeting)} ${this.#lost()} ${this.#tabs()}
      <div class="hall-columns" data-pane=${this.pane} data-side=${this.side}>
        <section class="hall-pane hall-agenda" data-name="agenda" aria-label=${t("Chương trình")}>
          <gb-agenda .store=${this.#store} me=${this.me}></gb-agenda>
        </section>
        <section class="hall-pane hall-stage" data-name="stage" aria-label=${t("Trình chiếu")}>
          <gb-stage .store=${this.#store} me=${this.me}></gb-stage>
        </section>
        <div class="hall-side">${this.#sideTabs()} ${this.#sides()}</div>
      </div>
      ${this.#bar(meeting)} ${this.#asking()}`;
  }

  #head(meeting: Meeting): TemplateResult {
    const items = itemsOf(this.#store);
    const running = meeting.state === "running";
    const sums = budget(meeting, items, now());
    const going = pace(sums.behind);
    return html`<header class="hall-head">
      <a class="btn btn-icon btn-quiet" href=${this.back} aria-label=${t("Về trang cuộc họp")} title=${t("Về trang cuộc họp")}
        >${icon("arrow-left")}</a
      >
      <div class="hall-name">
        <h1>${meeting.title}</h1>
        <p>
          <span class="status ${running ? "status-running" : "status-neutral"}"
            ><span class="status-sign"></span>${stateOf(meeting)}</span
          >
          <span class="hall-chair">${t("Chủ trì: {name}", { name: meeting.chair.name })}</span>
        </p>
      </div>
      <dl class="hall-times">
        <div><dt>${t("Bây giờ")}</dt><dd>${time(now())}</dd></div>
        ${
          running
            ? html`<div class=${sums.meeting < 0 ? "over" : ""}>
                  <dt>${sums.meeting < 0 ? t("Quá giờ") : t("Còn lại")}</dt>
                  <dd>${signed(sums.meeting)}</dd>
                </div>
                <div class="pace-${going.tone}"><dt>${t("So với kế hoạch")}</dt><dd>${going.text}</dd></div>`
            : html`<div><dt>${t("Giờ họp")}</dt><dd>${time(meeting.starts_at)}–${time(meeting.ends_at)}</dd></div>`
        }
      </dl>
      ${this.#line()}
    </header>`;
  }

  #line(): TemplateResult {
    const words: Record<Connection, string> = {
      connecting: t("Đang kết nối"),
      live: t("Đang kết nối trực tiếp"),
      polling: t("Kết nối chậm, vẫn cập nhật"),
      offline: t("Mất kết nối"),
      gone: t("Đã rời phòng họp"),
    };
    return html`<span class="line-state line-${this.connection}" title=${words[this.connection]}>
      ${icon(this.connection === "offline" || this.connection === "gone" ? "wifi-off" : "broadcast")}
      <span class="visually-hidden">${words[this.connection]}</span>
    </span>`;
  }

  #lost(): TemplateResult {
    const text: Partial<Record<Connection, string>> = {
      offline: t(
        "Mất kết nối. Màn hình đang giữ nguyên; khi có mạng, phòng họp tự cập nhật và không thao tác nào bị mất.",
      ),
      gone: t("Đồng chí không còn ở trong phòng họp này, hoặc phiên làm việc đã hết."),
    };
    const words = text[this.connection];
    return html`<div class="hall-lost" role="status" ?hidden=${!words}>
      ${words ? html`${icon("wifi-off")}<span>${words}</span>` : nothing}
      ${
        this.connection === "gone"
          ? html`<button type="button" class="btn btn-sm btn-secondary" @click=${() => location.reload()}>${t("Vào lại")}</button>`
          : nothing
      }
    </div>`;
  }

  #label(pane: Pane): string {
    const labels: Record<Pane, string> = {
      agenda: t("Chương trình"),
      stage: t("Trình chiếu"),
      people: t("Điểm danh"),
      results: t("Kết luận"),
      minutes: t("Biên bản"),
      notes: t("Ghi chú"),
    };
    return labels[pane];
  }

  get #panes(): Pane[] {
    return PANES.filter((pane) => pane !== "minutes" || this.#desk !== undefined);
  }

  /** On a telephone one pane at a time, on a tablet the stage and one other. */
  #tabs(): TemplateResult {
    return html`<nav class="hall-tabs" aria-label=${t("Phần của phòng họp")}>
      ${this.#panes.map(
        (pane) =>
          html`<button
            type="button"
            class="hall-tab"
            data-tab=${pane}
            aria-pressed=${this.pane === pane ? "true" : "false"}
            @click=${() => this.#open(pane)}
          >
            ${this.#label(pane)}
          </button>`,
      )}
    </nav>`;
  }

  #sideTabs(): TemplateResult {
    return html`<div class="hall-tabs hall-side-tabs" role="group" aria-label=${t("Phần bên phải")}>
      ${this.#panes
        .filter((pane) => pane !== "agenda" && pane !== "stage")
        .map(
          (pane) =>
            html`<button
              type="button"
              class="hall-tab"
              aria-pressed=${this.side === pane ? "true" : "false"}
              @click=${() => this.#open(pane)}
            >
              ${this.#label(pane)}
            </button>`,
        )}
    </div>`;
  }

  #sides(): TemplateResult {
    const store = this.#store;
    return html`<section class="hall-pane" data-name="people" aria-label=${t("Điểm danh")}>
        <gb-people .store=${store} me=${this.me} board=${this.board} sheet=${this.sheet}></gb-people>
      </section>
      <section class="hall-pane" data-name="results" aria-label=${t("Kết luận")}>
        <gb-results .store=${store} me=${this.me}></gb-results>
      </section>
      ${
        this.#desk
          ? html`<section class="hall-pane" data-name="minutes" aria-label=${t("Biên bản")}>
              <gb-minutes .store=${store} me=${this.me}></gb-minutes>
            </section>`
          : nothing
      }
      <section class="hall-pane" data-name="notes" aria-label=${t("Ghi chú của tôi")}>
        <gb-notes .store=${store} me=${this.me}></gb-notes>
      </section>`;
  }

  #bar(meeting: Meeting): TemplateResult {
    const me = this.#store.get<Person>(`attendance/${this.me}`);
    const round = this.#store.get<Attendance>("attendance");
    const here = me !== undefined && (me.state === "on_site" || me.state === "online") && !me.left_at;
    return html`<footer class="hall-bar">
      ${
        here
          ? html`<span class="status status-done"><span class="status-sign"></span>${t("Đã điểm danh")}</span>`
          : me && round?.open
            ? html`${this.#hereButton(meeting.form !== "online", "on_site", t("Tôi có mặt"))}
              ${this.#hereButton(meeting.form !== "on_site", "online", t("Tôi dự trực tuyến"))}`
            : html`<span class="hall-hint">${me ? (this.#reasons["meetings.no_open_round"] ?? "") : t("Đồng chí đang theo dõi phòng họp")}</span>`
      }
      <span class="hall-space"></span>
      ${
        meeting.state === "closed" && this.#desk?.reopen === ""
          ? html`<button type="button" class="btn btn-secondary" @click=${() => this.#act(new Act("reopen"))}>${t("Mở lại cuộc họp")}</button>`
          : nothing
      }
      ${this.#desk && meeting.next.do ? this.#next(meeting) : nothing}
    </footer>`;
  }

  #hereButton(offered: boolean, state: string, words: string): TemplateResult | typeof nothing {
    if (!offered) return nothing;
    return html`<button
      type="button"
      class="btn btn-secondary"
      ?disabled=${this.busy === "check-in"}
      @click=${() => this.#act(new Act("check-in", { method: "self", state }))}
    >
      ${icon("user-check")}${words}
    </button>`;
  }

  /** The one button: says what it does, does that and nothing else. */
  #next(meeting: Meeting): TemplateResult {
    const label = nextLabel(meeting, itemsOf(this.#store));
    const sending = this.busy === "next";
    return html`<button
      type="button"
      class="btn btn-lg hall-next ${meeting.next.do === "close" ? "btn-secondary" : "btn-primary"}"
      ?disabled=${sending || this.connection === "offline"}
      aria-keyshortcuts="Alt+N"
      title=${`${label} (Alt + N)`}
      @click=${this.#step}
    >
      <span>${sending ? t("Đang gửi…") : label}</span>${icon("arrow-right")}
    </button>`;
  }

  #step = async (): Promise<void> => {
    const step = this.#meeting?.next;
    if (!step || this.busy === "next" || !this.#desk) return;
    if (step.do === "close" || step.do === "conclude") {
      this.querySelector<HTMLDialogElement>(`#hall-${step.do}`)?.showModal();
      return;
    }
    await this.#go(step.do, step.item);
  };

  async #go(expect: string, item: string | null): Promise<void> {
    this.busy = "next";
    await this.#act(new Act("next", { expect, item }), "next");
    setTimeout(() => {
      if (this.busy === "next") this.busy = "";
    }, REST);
  }

  /** Steps that ask first: closing, and passing an item that should have been concluded. */
  #asking(): TemplateResult {
    const items = itemsOf(this.#store);
    const waiting = items.filter((item) => item.state === "waiting");
    const here = items.findIndex((item) => item.id === this.#meeting?.item);
    const following = waiting.find((item) => items.indexOf(item) > here) ?? waiting[0];
    const shut = () => {
      for (const dialog of this.querySelectorAll("dialog")) dialog.close();
    };
    return html`<dialog id="hall-close" class="dialog" aria-labelledby="hall-close-title">
        <h2 id="hall-close-title">${t("Kết thúc cuộc họp?")}</h2>
        <p>${t("Điểm danh và trình chiếu dừng lại. Trong 30 phút vẫn mở lại được.")}</p>
        <div class="hall-actions">
          <button type="button" class="btn btn-primary" @click=${() => {
            shut();
            void this.#go("close", null);
          }}>${t("Kết thúc cuộc họp")}</button>
          <button type="button" class="btn btn-quiet" @click=${shut}>${t("Họp tiếp")}</button>
        </div>
      </dialog>
      <dialog id="hall-conclude" class="dialog" aria-labelledby="hall-conclude-title">
        <h2 id="hall-conclude-title">${t("Nội dung này cần quyết định")}</h2>
        <p>${t("Ghi kết luận của chủ trì trước khi chuyển, hoặc chuyển tiếp không kết luận.")}</p>
        <div class="hall-actions">
          <button type="button" class="btn btn-primary" @click=${() => {
            shut();
            this.#open("results", "textarea");
          }}>${t("Ghi kết luận")}</button>
          <button
            type="button"
            class="btn btn-secondary"
            @click=${() => {
              shut();
              void this.#go(following ? "item" : "close", following?.id ?? null);
            }}
          >
            ${following ? t("Chuyển tiếp, không kết luận") : t("Kết thúc, không kết luận")}
          </button>
          <button type="button" class="btn btn-quiet" @click=${shut}>${t("Ở lại")}</button>
        </div>
      </dialog>`;
  }

  #open(pane: Pane, focus = ""): void {
    this.pane = pane;
    if (pane !== "agenda" && pane !== "stage") this.side = pane;
    if (focus)
      void this.updateComplete.then(() =>
        this.querySelector<HTMLElement>(`[data-name="${pane}"] ${focus}`)?.focus(),
      );
  }

  #show({ pane, focus }: Show): void {
    if (pane === "stage") {
      this.#open("stage");
      this.querySelector<GbStage>("gb-stage")?.open(focus);
    }
    if (pane === "results") {
      this.#open("results");
      this.querySelector<GbResults>("gb-results")?.take(focus);
    }
  }

  #removed(line: Line): void {
    const run = () => this.querySelector<GbMinutes>("gb-minutes")?.again(line);
    toast({ text: t("Đã xóa một dòng biên bản."), tone: "success", action: { label: t("Hoàn tác"), run } });
  }

  #key = (event: KeyboardEvent): void => {
    if (event.altKey && !event.ctrlKey && !event.metaKey && event.code === "KeyN") {
      event.preventDefault();
      void this.#step();
    }
  };

  #take(act: Act): void {
    act.answer = this.#act(act);
  }

  /** Send one act. What came back broken is sent again: every verb but «once» is safe to repeat. */
  async #act(act: Act, key = act.path): Promise<boolean> {
    this.busy = key;
    try {
      for (let turn = 1; ; turn += 1) {
        try {
          const address = act.path.startsWith("/") ? act.path : `${this.room}/${act.path}`;
          await ask(act.method, address, act.body);
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
    } finally {
      if (key !== "next") this.busy = "";
    }
  }
}

customElements.define("gb-hall", GbHall);
