/** Searching in a paper: the server finds, with or without diacritics; the page shows where. */
import { html, nothing, type TemplateResult } from "lit";
import { wordsOf } from "../kernel/errors";
import { t } from "../kernel/i18n";
import type { Hit, Paper } from "./paper";
import { boxesOfWords } from "./selection";
import type { Side } from "./side";

const WAIT = 250; // milliseconds after the last key
const MOST = 200;

export class Finding {
  asked = "";
  hits: Hit[] = [];
  #state: "idle" | "asking" | "found" = "idle";
  #failure = "";
  #timer: ReturnType<typeof setTimeout> | undefined;
  #shown = -1;

  constructor(readonly viewer: Side & { requestUpdate(): void }) {}

  #type(value: string): void {
    this.asked = value;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), WAIT);
  }

  async #ask(): Promise<void> {
    const { desk, paper, pages } = this.viewer;
    if (!desk || !paper?.version) return;
    const asked = this.asked.trim();
    this.#shown = -1;
    if (pages) pages.found = undefined;
    if (asked.length < 2) {
      this.hits = [];
      this.#state = "idle";
      this.viewer.requestUpdate();
      return;
    }
    this.#state = "asking";
    this.viewer.requestUpdate();
    try {
      const hits = await desk.find(paper.version, asked);
      if (asked !== this.asked.trim()) return;
      this.hits = hits;
      this.#failure = "";
    } catch (error) {
      this.#failure = wordsOf(error);
    }
    this.#state = "found";
    this.viewer.requestUpdate();
  }

  /** Go to a hit; its place on the page is marked as soon as the page has its text. */
  show(place: number): void {
    const hit = this.hits[place];
    if (!hit || !this.viewer.pages) return;
    this.#shown = place;
    this.viewer.go(hit.page);
    this.drawn(hit.page);
    this.viewer.chosen();
    this.viewer.requestUpdate();
  }

  next(by: number): void {
    if (this.hits.length) this.show((this.#shown + by + this.hits.length) % this.hits.length);
  }

  drawn(page: number): void {
    const hit = this.hits[this.#shown];
    const { pages } = this.viewer;
    const element = pages?.element(page);
    if (!hit || hit.page !== page || !pages || !element) return;
    const nth = this.hits.slice(0, this.#shown).filter((one) => one.page === page).length;
    const boxes = boxesOfWords(element, hit.match, nth);
    const first = boxes[0];
    if (!first) return;
    pages.found = { page, boxes };
    pages.go(page, Math.max(0.0001, first[1] - 0.2));
  }

  panel(paper: Paper): TemplateResult {
    return html`<div class="viewer-find">
      <input type="search" class="form-control" placeholder=${t("Chữ cần tìm, có dấu hoặc không dấu")} aria-label=${t("Chữ cần tìm")}
        .value=${this.asked}
        @input=${(event: Event) => this.#type((event.target as HTMLInputElement).value)}
        @keydown=${(event: KeyboardEvent) => event.key === "Enter" && this.next(event.shiftKey ? -1 : 1)}>
      <p class="viewer-count" role="status">${this.#words(paper)}</p>
      <ol class="viewer-hits">${this.hits.map((hit, place) => this.#line(hit, place))}</ol>
    </div>`;
  }

  #words(paper: Paper): string {
    if (this.#failure) return this.#failure;
    if (this.#state === "asking") return t("Đang tìm…");
    if (this.#state === "idle") return "";
    if (this.hits.length >= MOST) return t("Hơn {n} chỗ", { n: MOST });
    if (this.hits.length) return t("{n} chỗ", { n: this.hits.length });
    const { pages, done, failed } = paper.scan;
    if (done + failed < pages)
      return t("Chưa thấy; đang nhận dạng chữ trang quét, xong {n}/{total}.", {
        n: done + failed,
        total: pages,
      });
    if (paper.is_scan && !done) return t("Bản quét chưa có chữ để tìm.");
    if (paper.pages_done < paper.pages)
      return t("Chưa thấy; đang đọc chữ trang {n}/{total}.", { n: paper.pages_done, total: paper.pages });
    return t("Không có chỗ nào khớp.");
  }

  #line(hit: Hit, place: number): TemplateResult {
    return html`<li><button type="button" class="viewer-entry" aria-current=${place === this.#shown ? "true" : nothing}
      @click=${() => this.show(place)}><span>${hit.before}<mark>${hit.match}</mark>${hit.after}</span><span class="viewer-at">${hit.page}</span></button></li>`;
  }

  /** Where hits lie in the whole paper, at the edge of the window. */
  ticks(): TemplateResult | typeof nothing {
    const total = this.viewer.pages?.count ?? 0;
    if (!this.hits.length || !total || this.viewer.reading === "text") return nothing;
    const pages = [...new Set(this.hits.map((hit) => hit.page))];
    return html`<svg class="viewer-ticks" viewBox="0 0 4 1000" preserveAspectRatio="none" aria-hidden="true">${pages.map(
      (page) => tick((page - 1) / total),
    )}</svg>`;
  }
}

function tick(at: number): SVGRectElement {
  const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  rect.setAttribute("y", String(Math.round(at * 1000)));
  rect.setAttribute("width", "4");
  rect.setAttribute("height", "4");
  return rect;
}
