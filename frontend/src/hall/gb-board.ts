/**
 * The big screen of the hall, readable from twelve metres: item, clock, head-count, the code to check in.
 * @example <gb-board room="/api/meetings/0198…" code="…/ma-diem-danh.svg">
 */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { wordsOf } from "../kernel/errors";
import { t } from "../kernel/i18n";
import { Store } from "../kernel/store";
import { type Connection, follow } from "../kernel/stream";
import { now, time } from "../kernel/time";
import { Watch } from "../kernel/watch";
import { budget } from "./budget";
import { icon } from "./icon";
import { itemsOf, Tick } from "./part";
import type { Attendance, Item, Meeting } from "./shapes";
import { pace, signed, stateOf } from "./words";

const STEP = 30_000; // the code is new every half minute

export class GbBoard extends LitElement {
  static override properties = {
    room: {},
    code: {},
    connection: { state: true },
    ready: { state: true },
    failure: { state: true },
  };
  declare room: string;
  declare code: string;
  declare connection: Connection;
  declare ready: boolean;
  declare failure: string;
  readonly #store = new Store();
  #life: AbortController | undefined;
  /** What the server drew, for as long as we are on the way. */
  #drawn: Element[] = [];

  constructor() {
    super();
    this.room = this.code = this.failure = "";
    this.connection = "connecting";
    this.ready = false;
    new Watch(this, () => this.#store, "meeting", "agenda", "attendance");
    new Tick(this);
  }

  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    this.#drawn = [...this.querySelectorAll(":scope > .hall-wait")];
    this.#life = new AbortController();
    void this.#enter(this.#life.signal);
    super.connectedCallback();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#life?.abort();
  }

  async #enter(signal: AbortSignal): Promise<void> {
    const connection = (state: Connection) => {
      this.connection = state;
    };
    try {
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

  override render(): TemplateResult | typeof nothing {
    if (this.failure) return html`<p class="board-failure" role="alert">${this.failure}</p>`;
    const meeting = this.#store.get<Meeting>("meeting");
    if (!this.ready || !meeting) return nothing;
    const items = itemsOf(this.#store);
    const item = items.find((one) => one.id === meeting.item);
    const count = this.#store.get<Attendance>("attendance");
    return html`<div class="board">
      <header class="board-head">
        <h1>${meeting.title}</h1>
        <p class="board-clock">${time(now())}</p>
      </header>
      <div class="board-middle">
        ${item ? this.#item(item, items, meeting) : this.#between(meeting, items)}
        ${count ? this.#count(count) : nothing}
      </div>
      <footer class="board-foot">
        <span>${t("Chủ trì: {name}", { name: meeting.chair.name })}</span>
        ${this.#following(items, meeting)}
        ${this.connection === "offline" ? html`<span class="over">${icon("wifi-off")}${t("Mất kết nối")}</span>` : nothing}
      </footer>
    </div>`;
  }

  #item(item: Item, items: Item[], meeting: Meeting): TemplateResult {
    const sums = budget(meeting, items, now());
    const going = pace(sums.behind);
    return html`<section class="board-item">
      <p class="board-kicker">${t("Nội dung {n}/{total}", { n: items.indexOf(item) + 1, total: items.length })}</p>
      <p class="board-title">${item.secret ? t("Nội dung mật") : item.title}</p>
      ${item.presenter ? html`<p class="board-who">${item.presenter.name}</p>` : nothing}
      <p class="board-left ${sums.item < 0 ? "over" : ""}">
        <b>${signed(sums.item)}</b><span>${sums.item < 0 ? t("quá giờ") : t("còn lại")}</span>
      </p>
      <p class="board-pace pace-${going.tone}">${going.text}</p>
    </section>`;
  }

  #between(meeting: Meeting, items: Item[]): TemplateResult {
    const started = meeting.state === "running";
    return html`<section class="board-item">
      <p class="board-kicker">${stateOf(meeting)}</p>
      <p class="board-title">${started ? (items[0]?.state === "waiting" ? t("Chuẩn bị vào nội dung 1") : t("Giữa hai nội dung")) : meeting.kind}</p>
      <p class="board-who">${meeting.location}</p>
      ${meeting.state === "published" ? html`<p class="board-left"><b>${time(meeting.starts_at)}</b><span>${t("bắt đầu")}</span></p>` : nothing}
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

  #following(items: Item[], meeting: Meeting): TemplateResult | typeof nothing {
    const next = meeting.next.do === "item" ? items.find((item) => item.id === meeting.next.item) : undefined;
    return next
      ? html`<span>${t("Tiếp theo: {title}", { title: next.secret ? t("Nội dung mật") : next.title })}</span>`
      : nothing;
  }
}

customElements.define("gb-board", GbBoard);
