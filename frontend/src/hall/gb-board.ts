/**
 * The big screen of the hall, readable from twelve metres: item, speaker and clock, vote, head-count, the code to check
 * in; or the stage alone. Stays for hours: comes back by itself, keeps the screen awake, moves a little against burn-in.
 * @example <gb-board room="/api/meetings/0198…" code="…/ma-diem-danh.svg" mode="">
 */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { HouseError, wordsOf } from "../kernel/errors";
import { t } from "../kernel/i18n";
import { Store } from "../kernel/store";
import { type Connection, follow } from "../kernel/stream";
import { now, time } from "../kernel/time";
import { Watch } from "../kernel/watch";
import { BOARD_PARTS, boardPart } from "./board-parts";
import { boardStage } from "./board-stage";
import { budget } from "./budget";
import { icon } from "./icon";
import { itemsOf, Tick } from "./part";
import type { Attendance, Conclusion, Item, Meeting } from "./shapes";
import { pace, signed, stateOf } from "./words";

const STEP = 30_000; // the code is new every half minute
const SHOWN = 30_000; // milliseconds that a new conclusion stands on the screen
const AGAIN = 20_000; // milliseconds between tries to come back when the room is gone
const STILL = 3_000; // milliseconds without the mouse after which the controls hide
const STAGE = "trinh-chieu";

export class GbBoard extends LitElement {
  static override properties = {
    room: {},
    code: {},
    mode: {},
    connection: { state: true },
    ready: { state: true },
    failure: { state: true },
    moving: { state: true },
  };
  declare room: string;
  declare code: string;
  /** Empty: item, clock and people; «trinh-chieu»: the stage alone. */
  declare mode: string;
  declare connection: Connection;
  declare ready: boolean;
  declare failure: string;
  /** Somebody moves the mouse: the controls are in sight. */
  declare moving: boolean;
  readonly #store = new Store();
  #life: AbortController | undefined;
  /** What the server drew, for as long as we are on the way. */
  #drawn: Element[] = [];
  #still: ReturnType<typeof setTimeout> | undefined;
  #again: ReturnType<typeof setTimeout> | undefined;
  /** Final conclusions that were there before, and the newest that came since. */
  #known: Set<string> | undefined;
  #newest: { id: string; since: number } | undefined;

  constructor() {
    super();
    this.room = this.code = this.failure = this.mode = "";
    this.connection = "connecting";
    this.ready = this.moving = false;
    const keys = ["meeting", "agenda", "attendance", "stage", "paper", "conclusion"];
    new Watch(this, () => this.#store, ...keys, ...BOARD_PARTS.flatMap((part) => part.keys));
    new Tick(this);
  }

  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    this.#drawn = [...this.querySelectorAll(":scope > .hall-wait")];
    this.#life = new AbortController();
    const { signal } = this.#life;
    document.addEventListener("pointermove", this.#moved, { signal });
    document.addEventListener("keydown", this.#key, { signal });
    document.addEventListener("visibilitychange", awake, { signal });
    void awake();
    void this.#enter(signal);
    super.connectedCallback();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#life?.abort();
    clearTimeout(this.#still);
    clearTimeout(this.#again);
  }

  async #enter(signal: AbortSignal): Promise<void> {
    const connection = (state: Connection) => {
      this.connection = state;
      if (state === "gone") this.#comeBack();
    };
    try {
      await follow(this.room, this.#store, signal, { connection });
      this.failure = "";
      this.#arrive();
    } catch (error) {
      if (signal.aborted) return;
      this.#arrive();
      this.failure = wordsOf(error);
      const closed = error instanceof HouseError && [403, 404].includes(error.status);
      if (!closed) this.#comeBack();
    }
  }

  /** A server that was away, a session that ended: load the page anew until it answers, for as long as it takes. */
  #comeBack(): void {
    clearTimeout(this.#again);
    this.#again = setTimeout(async () => {
      const there = await fetch("/readyz", { cache: "no-store" }).then(
        (reply) => reply.ok,
        () => false,
      );
      if (there) location.reload();
      else this.#comeBack();
    }, AGAIN);
  }

  #arrive(): void {
    for (const element of this.#drawn.splice(0)) element.remove();
    this.ready = true;
  }

  #moved = (): void => {
    this.moving = true;
    clearTimeout(this.#still);
    this.#still = setTimeout(() => {
      this.moving = false;
    }, STILL);
  };

  #key = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "f") this.#full();
    if (event.key === "m") this.#turn();
  };

  #full(): void {
    if (document.fullscreenElement) void document.exitFullscreen();
    else void document.documentElement.requestFullscreen().catch(() => undefined);
  }

  #turn(): void {
    this.mode = this.mode === STAGE ? "" : STAGE;
    const address = new URL(location.href);
    if (this.mode) address.searchParams.set("che-do", this.mode);
    else address.searchParams.delete("che-do");
    history.replaceState(null, "", address);
  }

  protected override willUpdate(): void {
    if (!this.ready) return;
    const ids = [...this.#store.under<Conclusion>("conclusion").keys()];
    const fresh = ids.find((id) => this.#known && !this.#known.has(id));
    if (fresh) this.#newest = { id: fresh, since: Date.now() };
    this.#known = new Set(ids);
    if (this.#newest && Date.now() - this.#newest.since > SHOWN) this.#newest = undefined;
  }

  override render(): TemplateResult | typeof nothing {
    if (this.failure) return html`<p class="board-failure" role="alert">${this.failure}</p>`;
    const meeting = this.#store.get<Meeting>("meeting");
    if (!this.ready || !meeting) return nothing;
    const stage = this.mode === STAGE;
    return html`<div class="board ${stage ? "board-stage-only" : ""} ${this.moving ? "" : "board-still"}">
      ${stage ? this.#stage() : this.#whole(meeting)} ${this.#controls(stage)}
    </div>`;
  }

  #stage(): TemplateResult {
    const vote = boardPart(this.#store, "main");
    return html`${vote ? vote.draw(this.#store) : boardStage(this.#store)} ${this.#lost()}`;
  }

  #whole(meeting: Meeting): TemplateResult {
    const items = itemsOf(this.#store);
    const item = items.find((one) => one.id === meeting.item);
    const count = this.#store.get<Attendance>("attendance");
    const main = boardPart(this.#store, "main");
    return html`<header class="board-head">
        <h1>${meeting.title}</h1>
        <p class="board-clock">${time(now())}</p>
      </header>
      <div class="board-middle">
        ${main ? main.draw(this.#store) : item ? this.#item(item, items, meeting) : this.#between(meeting, items)}
        ${count ? this.#count(count) : nothing}
      </div>
      <footer class="board-foot">${this.#foot(items, meeting)} ${this.#lost()}</footer>`;
  }

  #controls(stage: boolean): TemplateResult {
    return html`<div class="board-controls">
      <button type="button" class="btn btn-secondary" @click=${() => this.#turn()}>
        ${icon("presentation")}${stage ? t("Thông tin hội trường") : t("Chỉ trình chiếu")}
      </button>
      <button type="button" class="btn btn-secondary" @click=${() => this.#full()}>
        ${icon("maximize")}${t("Toàn màn hình")}
      </button>
    </div>`;
  }

  #item(item: Item, items: Item[], meeting: Meeting): TemplateResult {
    const sums = budget(meeting, items, now());
    const going = pace(sums.behind);
    const beneath = boardPart(this.#store, "beneath");
    const title = item.secret ? t("Nội dung mật") : item.title;
    return html`<section class="board-item">
      <p class="board-kicker">${t("Nội dung {n}/{total}", { n: items.indexOf(item) + 1, total: items.length })}</p>
      <p class="board-title ${title.length > 70 ? "board-title-long" : ""}">${title}</p>
      ${item.presenter ? html`<p class="board-who">${item.presenter.name}</p>` : nothing}
      ${
        beneath
          ? beneath.draw(this.#store)
          : html`<p class="board-left ${sums.item < 0 ? "over" : ""}">
              <b>${signed(sums.item)}</b><span>${sums.item < 0 ? t("quá giờ") : t("còn lại")}</span>
            </p>`
      }
      <p class="board-pace pace-${going.tone}">${going.text}</p>
    </section>`;
  }

  #between(meeting: Meeting, items: Item[]): TemplateResult {
    const block = items.filter((item) => item.consent && item.state === "waiting");
    if (meeting.state === "running" && block.length && !items.some((item) => item.state === "done"))
      return this.#block(block, items);
    const words =
      meeting.state !== "running"
        ? meeting.kind
        : items.every((item) => item.state === "waiting")
          ? t("Khai mạc")
          : t("Giữa hai nội dung");
    return html`<section class="board-item">
      <p class="board-kicker">${stateOf(meeting)}</p>
      <p class="board-title">${words}</p>
      <p class="board-who">${meeting.location}</p>
      ${meeting.state === "published" ? html`<p class="board-left"><b>${time(meeting.starts_at)}</b><span>${t("bắt đầu")}</span></p>` : nothing}
    </section>`;
  }

  /** The consent block while it waits to be adopted: everybody reads what is in it. */
  #block(block: Item[], items: Item[]): TemplateResult {
    return html`<section class="board-item">
      <p class="board-kicker">${t("Khối nội dung đồng thuận ({n})", { n: block.length })}</p>
      <ol class="board-list">
        ${block.slice(0, 6).map((item) => html`<li><b>${items.indexOf(item) + 1}</b> ${item.title}</li>`)}
      </ol>
      ${block.length > 6 ? html`<p class="board-who">${t("và {n} nội dung khác", { n: block.length - 6 })}</p>` : nothing}
    </section>`;
  }

  #count(count: Attendance): TemplateResult {
    const here = count.expected - count.missing;
    const step = Math.floor(now() / STEP);
    return html`<section class="board-people">
      <p class="board-here"><b>${here}</b>/${count.expected}</p>
      <p class="board-label">${t("có mặt")}</p>
      ${
        count.open && this.code
          ? html`<img class="board-code" src=${`${this.code}?t=${step}`} alt=${t("Mã QR để điểm danh, đổi sau mỗi 30 giây")} />
              <p class="board-label">${t("Quét mã để điểm danh")}</p>`
          : nothing
      }
    </section>`;
  }

  /** What was just concluded, else who chairs and what is next. */
  #foot(items: Item[], meeting: Meeting): TemplateResult {
    const newest = this.#newest ? this.#store.get<Conclusion>(`conclusion/${this.#newest.id}`) : undefined;
    if (newest)
      return html`<p class="board-conclusion">
        <b>${t("Kết luận")}${newest.lead_unit ? `: ${newest.lead_unit.name}` : ""}</b> ${newest.content}
      </p>`;
    const next = meeting.next.do === "item" ? items.find((item) => item.id === meeting.next.item) : undefined;
    return html`<span>${t("Chủ trì: {name}", { name: meeting.chair.name })}</span>
      ${next ? html`<span>${t("Tiếp theo: {title}", { title: next.secret ? t("Nội dung mật") : next.title })}</span>` : nothing}`;
  }

  #lost(): TemplateResult | typeof nothing {
    const away = this.connection === "offline" || this.connection === "gone";
    return away
      ? html`<span class="board-lost over">${icon("wifi-off")}${t("Mất kết nối, đang nối lại")}</span>`
      : nothing;
  }
}

/** Ask the browser not to let the screen sleep; it forgets when the page is hidden, so ask again. */
async function awake(): Promise<void> {
  if (document.visibilityState === "visible" && "wakeLock" in navigator)
    await navigator.wakeLock.request("screen").catch(() => undefined);
}

customElements.define("gb-board", GbBoard);
