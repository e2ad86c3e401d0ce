/**
 * The screen in a site's meeting room: stage and hall, no controls; under it the code by which its people are counted.
 * @example <gb-site room="/api/meetings/0198…" me="…" unit="…" name="HQ Nội Bài" code="…">
 */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { t } from "../../kernel/i18n";
import { Store } from "../../kernel/store";
import { type Connection, follow } from "../../kernel/stream";
import { now, time } from "../../kernel/time";
import { Watch } from "../../kernel/watch";
import { boardStage } from "../board-stage";
import "../floor/gb-board-speaker";
import { icon } from "../icon";
import { Tick } from "../part";
import type { Attendance, Item, Meeting, Person, Site, Stage } from "../shapes";
import { begin, callOf } from "./calls";
import type { Conference } from "./conference";
import "./gb-pictures";

const STEP = 30_000; // milliseconds that a code is shown
const AGAIN = 15_000; // milliseconds before the page is loaded anew when the room is closed to it

export class GbSite extends LitElement {
  static override properties = {
    room: {},
    me: {},
    unit: {},
    name: {},
    code: {},
    connection: { state: true },
    ready: { state: true },
  };
  declare room: string;
  declare me: string;
  declare unit: string;
  declare name: string;
  declare code: string;
  declare connection: Connection;
  declare ready: boolean;
  readonly #store = new Store();
  #life: AbortController | undefined;

  constructor() {
    super();
    this.room = this.me = this.unit = this.name = this.code = "";
    this.connection = "connecting";
    this.ready = false;
    new Watch(this, () => this.#store, "meeting", "agenda", "stage", "paper", "attendance", "site", "turn");
    new Tick(this);
  }

  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    const drawn = [...this.querySelectorAll(":scope > .hall-wait")];
    this.#life = new AbortController();
    const { signal } = this.#life;
    void this.#enter(signal).then(() => {
      for (const element of drawn) element.remove();
    });
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
      this.ready = true;
      const call = begin(this.#store, this.room, this.me);
      call.addEventListener("change", () => this.requestUpdate(), { signal });
      void call.turn("camera", true);
      if ("wakeLock" in navigator) void navigator.wakeLock.request("screen").catch(() => undefined);
    } catch {
      setTimeout(() => location.reload(), AGAIN);
    }
  }

  get #call(): Conference | undefined {
    return callOf(this.#store);
  }

  protected override willUpdate(): void {
    const state = this.#store.get<Meeting>("meeting")?.state;
    if (this.ready && state !== "published" && state !== "running")
      setTimeout(() => location.assign("/diem-cau/"), AGAIN);
  }

  override render(): TemplateResult | typeof nothing {
    const meeting = this.#store.get<Meeting>("meeting");
    if (!this.ready || !meeting) return nothing;
    const item = meeting.item ? this.#store.get<Item>(`agenda/${meeting.item}`) : undefined;
    const paper = this.#store.get<Stage>("stage")?.paper;
    return html`<header class="site-head">
        <p class="site-name">${t("Điểm cầu {name}", { name: this.name })}</p>
        <h1>${item ? (item.secret ? t("Nội dung mật") : item.title) : meeting.title}</h1>
        ${this.#standing()} <p class="site-clock">${time(now())}</p>
      </header>
      <div class="site-middle">
        <div class="hall-pane hall-stage site-stage">
          ${paper ? html`<div class="site-paper">${boardStage(this.#store)}</div>` : nothing}
          <gb-pictures .store=${this.#store} me=${this.me} room=${this.room} bare></gb-pictures>
        </div>
        <aside class="site-side">${this.#heard()} ${this.#count()}</aside>
      </div>`;
  }

  #standing(): TemplateResult | typeof nothing {
    const call = this.#call;
    if (this.connection !== "offline" && call?.state === "in") return nothing;
    const words = call?.state === "out" ? call.reason : t("Đang nối lại…");
    return html`<p class="site-lost" role="status">${icon("wifi-off")}${words}</p>`;
  }

  /** Whether this room is heard: nothing else on the screen is as large in a hall. */
  #heard(): TemplateResult {
    const heard = this.#call?.heard === true;
    return html`<p class="site-mic ${heard ? "site-mic-open" : ""}">
      ${heard ? icon("microphone") : icon("microphone-off")}
      <span>${heard ? t("Micrô đang mở: mọi điểm cầu nghe thấy") : t("Micrô đóng")}</span>
    </p>`;
  }

  #count(): TemplateResult {
    const open = this.#store.get<Attendance>("attendance")?.open;
    const people = [...this.#store.under<Person>("attendance").values()].filter(
      ({ site }) => site?.id === this.unit,
    );
    const here = people.filter(({ state }) => state === "online" || state === "on_site").length;
    const heads = this.#store.get<Site>(`site/${this.unit}`)?.heads ?? 0;
    return html`<p class="site-count"><b>${here}</b>/${people.length} <span>${t("có mặt")}</span></p>
      ${heads ? html`<p class="site-heads">${t("{n} người trong phòng", { n: heads })}</p>` : nothing}
      ${
        open
          ? html`<img
                class="site-qr"
                src=${`${this.code}?t=${Math.floor(now() / STEP)}`}
                alt=${t("Mã QR để điểm danh tại điểm cầu, đổi sau mỗi 30 giây")}
              />
              <p>${t("Quét mã để điểm danh tại điểm cầu")}</p>`
          : nothing
      }`;
  }
}

customElements.define("gb-site", GbSite);
