/**
 * The reader: pages of one paper, with search, outline, thumbnails and private notes.
 *
 * @example <gb-viewer document="0198…" page="3" follow></gb-viewer>
 * Attributes: `document` (id), `page` (go there), `follow` (keep to `page`, as the presenter turns it),
 * `plain` (no title and no way back: inside another page), `assets` (folder of the bundles).
 * Emits `page-turned` {document, page, own}: `own` is false when the page only followed.
 */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { toast } from "../elements/gb-toast";
import { wordsOf } from "../kernel/errors";
import { t } from "../kernel/i18n";
import { listen, type TopicEvent } from "../kernel/topics";
import { type Bar, bar } from "./bar";
import { Finding } from "./finding";
import { Inking } from "./inking";
import { keys } from "./keys";
import { Noting } from "./noting";
import { Pages, type Zoom } from "./pages";
import { Desk, type Paper } from "./paper";
import { Pdf } from "./pdf";
import { printing } from "./print";
import { Reading } from "./reading";
import { selectionBar } from "./selection-bar";
import { type Panel, side } from "./side";
import { Since } from "./since";
import { TextView } from "./text-view";
import { gestures } from "./touch";

const AGAIN = 1_500; // milliseconds between looks at a paper that is being converted
const STEP = 1.2;
const NARROW = 700;

export class GbViewer extends LitElement implements Bar {
  static override properties = {
    document: {},
    page: { type: Number },
    follow: { type: Boolean },
    plain: { type: Boolean },
    assets: {},
    paper: { state: true },
    failure: { state: true },
    panel: { state: true },
    reading: { state: true },
    dark: { state: true },
  };

  declare document: string;
  declare page: number;
  declare follow: boolean;
  declare plain: boolean;
  declare assets: string;
  declare paper: Paper | undefined;
  declare failure: string;
  declare panel: Panel | null;
  declare reading: "pages" | "text";
  declare dark: boolean;

  pages: Pages | undefined;
  readonly finding = new Finding(this);
  readonly noting = new Noting(this);
  readonly inking = new Inking(this);
  readonly since = new Since(this);
  desk: Desk | undefined;
  readCount = 0;
  #life: AbortController | undefined;
  #pdf: Pdf | undefined;
  #progress: Reading | undefined;
  #following = false;
  #textView: TextView | undefined;

  constructor() {
    super();
    this.document = "";
    this.page = 0;
    this.follow = false;
    this.plain = false;
    this.assets = "/static/ui/dist/";
    this.failure = "";
    this.panel = null;
    this.reading = "pages";
    this.dark = localStorage.getItem("giaoban.reader.dark") === "yes";
  }

  protected override createRenderRoot(): HTMLElement {
    this.replaceChildren(); // what the server drew until now
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#close();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("document") && this.document) void this.#open();
    if (changed.has("page") && this.pages && this.page && (this.follow || changed.get("page"))) this.#obey();
    if (changed.has("follow") && this.follow) this.#obey();
  }

  #obey(): void {
    if (!this.pages || !this.page || this.pages.current === this.page) return;
    this.#following = true;
    this.pages.go(this.page);
  }

  // opening

  async #open(): Promise<void> {
    this.#close();
    this.#life = new AbortController();
    this.desk = new Desk(this.document, this.#life.signal);
    this.failure = "";
    try {
      this.paper = await this.desk.paper();
    } catch (error) {
      if (!this.#life.signal.aborted) this.failure = wordsOf(error);
      return;
    }
    if (this.paper.state === "converting") {
      const again = setTimeout(() => void this.#open(), AGAIN);
      this.#life.signal.addEventListener("abort", () => clearTimeout(again));
    }
    if (this.paper.state !== "ready") return;
    await this.updateComplete;
    this.#lay(this.paper, this.desk, this.#life.signal);
  }

  #close(): void {
    this.#life?.abort();
    this.pages?.close();
    this.#pdf?.close();
    this.pages = this.#pdf = this.#progress = this.#textView = undefined;
  }

  #lay(paper: Paper, desk: Desk, signal: AbortSignal): void {
    const scroller = this.querySelector<HTMLElement>(".viewer-scroll");
    if (!scroller || paper.version === null) return;
    const drawable = !paper.is_scan && !paper.as_images && !paper.can.download;
    this.#pdf = drawable ? new Pdf(desk.parts(paper.version, paper.revision), this.assets) : undefined;
    const pages = new Pages(scroller, desk, paper, this.#pdf);
    this.pages = pages;
    pages.addEventListener("page", () => this.#turned(), { signal });
    pages.addEventListener("zoom", () => this.requestUpdate(), { signal });
    pages.addEventListener("drawn", (event) => this.finding.drawn((event as CustomEvent<number>).detail), {
      signal,
    });
    pages.addEventListener("filled", (event) => void this.since.mark((event as CustomEvent<number>).detail), {
      signal,
    });
    this.#progress = new Reading(desk, paper.version, pages, paper.read, (count) => {
      this.readCount = count;
      this.requestUpdate();
    });
    this.readCount = this.#progress.count;
    gestures(() => this.pages, scroller, signal);
    keys(this, signal);
    selectionBar(this, scroller, signal);
    this.inking.listen(scroller, signal);
    this.#hear(signal);
    void this.noting.load();
    void this.since.load();
    this.#resume(paper, pages);
    this.requestUpdate();
  }

  /** What others share is shown when the house says so, and when somebody comes back to this page. */
  #hear(signal: AbortSignal): void {
    listen();
    const look = () => !document.hidden && void this.noting.load();
    document.addEventListener("gb-topic", (event) => (event as TopicEvent).is(["papers"]) && look(), {
      signal,
    });
    document.addEventListener("visibilitychange", look, { signal });
  }

  /** Begin where the address says, where the presenter is, or where reading ended last time. */
  #resume(paper: Paper, pages: Pages): void {
    const asked = this.plain ? 0 : Number(/page=(\d+)/.exec(location.hash)?.[1] ?? 0);
    if (asked || this.page) {
      pages.go(asked || this.page);
      return;
    }
    const kept = this.#kept();
    const here = kept?.version === paper.version ? kept : undefined;
    const page = here?.current ?? paper.last_page;
    if (page <= 1) return;
    pages.go(here?.page ?? page, here?.down ?? 0);
    toast({
      text: t("Đọc tiếp từ trang {page}.", { page }),
      action: { label: t("Về trang đầu"), run: () => pages.go(1) },
    });
  }

  #kept(): { version: number; page: number; down: number; current: number } | null {
    try {
      return JSON.parse(localStorage.getItem(`giaoban.reader.${this.document}`) ?? "null");
    } catch {
      return null;
    }
  }

  #turned(): void {
    const { pages, paper } = this;
    if (!pages || !paper) return;
    const own = !this.#following;
    this.#following = false;
    try {
      const place = JSON.stringify({ version: paper.version, current: pages.current, ...pages.place });
      localStorage.setItem(`giaoban.reader.${this.document}`, place);
    } catch {
      // storage is full or forbidden: the server keeps the page as well
    }
    this.dispatchEvent(
      new CustomEvent("page-turned", {
        bubbles: true,
        detail: { document: this.document, page: pages.current, own },
      }),
    );
    this.requestUpdate();
  }

  // what the bar does

  go(page: number): void {
    if (this.reading === "text") this.#textView?.go(page);
    else this.pages?.go(page);
  }

  turn(by: number): void {
    this.go((this.pages?.current ?? 1) + by);
  }

  zoom(wanted: Zoom | "in" | "out"): void {
    const { pages } = this;
    if (!pages) return;
    if (wanted === "in") pages.zoom(pages.size * STEP);
    else if (wanted === "out") pages.zoom(pages.size / STEP);
    else pages.zoom(wanted);
  }

  open(panel: Panel): void {
    this.panel = this.panel === panel ? null : panel;
    if (panel === "find" && this.panel)
      void this.updateComplete.then(() =>
        this.querySelector<HTMLInputElement>(".viewer-find input")?.focus(),
      );
  }

  shut(): void {
    this.panel = null;
    this.noting.placing = false;
    this.noting.anew = undefined;
    if (this.inking.on) this.inking.toggle();
    this.querySelector<HTMLElement>(".viewer-scroll")?.focus();
  }

  /** After a choice on a phone the panel makes room for the page. */
  chosen(): void {
    if (this.clientWidth < NARROW) this.panel = null;
  }

  darken(): void {
    this.dark = !this.dark;
    localStorage.setItem("giaoban.reader.dark", this.dark ? "yes" : "no");
  }

  async flow(): Promise<void> {
    const page = this.pages?.current ?? 1;
    this.reading = this.reading === "text" ? "pages" : "text";
    await this.updateComplete;
    const box = this.querySelector<HTMLElement>(".viewer-text");
    if (this.reading === "pages") this.pages?.go(page);
    else if (box && this.desk && this.paper) {
      this.#textView ??= new TextView(box, this.desk, this.paper);
      this.#textView.go(page);
    }
  }

  async print(): Promise<void> {
    if (this.desk && this.paper) await printing(this.desk, this.paper);
  }

  // drawing

  protected override render(): TemplateResult {
    const { paper } = this;
    const ready = paper?.state === "ready";
    return html`
      ${bar(this)}
      ${this.#news()}
      ${ready ? html`${this.since.strip()}${this.noting.news()}` : nothing}
      <div class="viewer-body ${this.dark ? "is-dark" : ""} ${this.noting.placing || (this.noting.anew && !this.noting.anew.quote) ? "is-placing" : ""} ${this.inking.on ? "is-inking" : ""}">
        ${ready ? side(this) : nothing}
        <div class="viewer-stage">
          ${ready ? nothing : this.#waiting()}
          <div class="viewer-scroll" tabindex="0" role="document" aria-label=${paper?.title ?? ""}
            ?hidden=${!ready || this.reading === "text"}
            @click=${(event: MouseEvent) => this.noting.clicked(event)}></div>
          <article class="viewer-text" tabindex="0" ?hidden=${this.reading !== "text"}></article>
          ${this.finding.ticks()}
          ${ready && this.reading === "pages" ? this.inking.bar() : nothing}
        </div>
      </div>
    `;
  }

  #news(): TemplateResult | typeof nothing {
    const version = this.paper?.versions[0];
    if (!this.paper?.changed_since_read || !version || this.since.isTold) return nothing;
    const words = version.reason
      ? t("Có bản mới (bản {n}) từ lần đọc trước: {reason}", { n: version.number, reason: version.reason })
      : t("Có bản mới (bản {n}) từ lần đọc trước.", { n: version.number });
    return html`<p class="viewer-news" role="status">${words}</p>`;
  }

  #waiting(): TemplateResult {
    const { paper } = this;
    const words = this.failure || paper?.message;
    if (words) return html`<div class="viewer-wait is-failed" role="alert"><p>${words}</p></div>`;
    if (paper?.state === "placeholder")
      return html`<div class="viewer-wait"><p>${t("Tài liệu thuộc phạm vi bí mật nhà nước. Bản giấy được phát tại cuộc họp và thu lại sau khi họp.")}</p></div>`;
    const saying = paper
      ? t("Đang chuyển đổi để đọc trên màn hình. Bản gốc đã được giữ an toàn.")
      : t("Đang mở tài liệu…");
    return html`<div class="viewer-wait" role="status"><progress class="bar"></progress><p>${saying}</p></div>`;
  }
}

customElements.define("gb-viewer", GbViewer);

declare global {
  interface HTMLElementTagNameMap {
    "gb-viewer": GbViewer;
  }
}
