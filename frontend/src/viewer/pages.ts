/** The column of pages: every page has its place, only those near the window have content. */

import { marksLayer } from "./marks";
import type { Box, Desk, Note, Paper } from "./paper";
import { sizesOf } from "./paper";
import type { Pdf } from "./pdf";
import { wordLayer } from "./word-layer";

export const LEAST = 0.35;
export const MOST = 6;
const GAP = 12;
const WIDEST = 1.5; // lines longer than this tire the eye
const REDRAW_AFTER = 180;
const POINT = 96 / 72; // CSS pixels of a point at 100 %

export type Zoom = number | "width" | "page";

export interface Place {
  page: number;
  /** How far down the page the top of the window is, as a part of its height. */
  down: number;
}

interface Sheet {
  element: HTMLElement;
  width: number;
  height: number;
  life?: AbortController | undefined;
}

/** Emits `page` (the page that fills the window changed), `zoom`, `filled` (a page got its content) and `drawn` (its text). */
export class Pages extends EventTarget {
  readonly scroller: HTMLElement;
  readonly #sheets: Sheet[] = [];
  readonly #desk: Desk;
  readonly #paper: Paper;
  readonly #pdf: Pdf | undefined;
  readonly #column = document.createElement("div");
  readonly #near: IntersectionObserver;
  readonly #resized: ResizeObserver;
  #scale = POINT;
  #mode: Zoom = "width";
  #current = 1;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #notes: Note[] = [];
  #pointed = "";
  readonly #fresh = new Map<number, Box[]>();
  #found: { page: number; boxes: Box[] } | undefined;

  constructor(scroller: HTMLElement, desk: Desk, paper: Paper, pdf: Pdf | undefined) {
    super();
    this.scroller = scroller;
    this.#desk = desk;
    this.#paper = paper;
    this.#pdf = pdf;
    this.#column.className = "viewer-column";
    this.#near = new IntersectionObserver((seen) => this.#move(seen), {
      root: scroller,
      rootMargin: "80% 0px",
    });
    this.#resized = new ResizeObserver(() => this.#fit());
    for (const { width, height } of sizesOf(paper)) this.#add(this.#sheets.length + 1, width, height);
    scroller.replaceChildren(this.#column);
    scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true, signal: desk.signal });
    this.zoom("width");
    this.#resized.observe(scroller);
    for (const sheet of this.#sheets) this.#near.observe(sheet.element);
  }

  close(): void {
    this.#near.disconnect();
    this.#resized.disconnect();
    clearTimeout(this.#timer);
    for (const sheet of this.#sheets) this.#empty(sheet);
  }

  get count(): number {
    return this.#sheets.length;
  }

  get current(): number {
    return this.#current;
  }

  get mode(): Zoom {
    return this.#mode;
  }

  /** 1 is the size of the paper. */
  get size(): number {
    return this.#scale / POINT;
  }

  element(page: number): HTMLElement | undefined {
    return this.#sheets[page - 1]?.element;
  }

  #add(number: number, width: number, height: number): void {
    const element = document.createElement("div");
    element.className = "viewer-page";
    element.dataset.page = String(number);
    element.setAttribute("role", "group");
    element.setAttribute("aria-label", `${number}`);
    this.#column.append(element);
    this.#sheets.push({ element, width, height });
  }

  // zoom

  zoom(wanted: Zoom, around?: { x: number; y: number }): void {
    this.#mode = wanted;
    const scale = Math.min(MOST, Math.max(LEAST, this.#wanted(wanted) / POINT)) * POINT;
    if (Math.abs(scale - this.#scale) < 0.0005 && this.#column.dataset.laid) return;
    const before = this.#scale;
    const box = this.scroller.getBoundingClientRect();
    const at = around ?? { x: box.left + box.width / 2, y: box.top };
    const x = at.x - box.left + this.scroller.scrollLeft;
    const anchor = this.#anchor(at.y - box.top);
    this.#scale = scale;
    this.#lay();
    this.#hold(anchor, at.y - box.top);
    this.scroller.scrollLeft = x * (scale / before) - (at.x - box.left);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#redraw(), REDRAW_AFTER);
    this.dispatchEvent(new Event("zoom"));
  }

  #wanted(wanted: Zoom): number {
    if (typeof wanted === "number") return wanted * POINT;
    const sheet = this.#sheets[this.#current - 1] ?? this.#sheets[0];
    if (!sheet) return POINT;
    const room = this.scroller.clientWidth - 2 * (this.scroller.clientWidth > 700 ? GAP : 4);
    const across = room / sheet.width;
    if (wanted === "page") return Math.min(across, (this.scroller.clientHeight - 2 * GAP) / sheet.height);
    return Math.min(across, this.scroller.clientWidth > 700 ? WIDEST * POINT : across);
  }

  #lay(): void {
    const factor = this.#scale;
    for (const { element, width, height } of this.#sheets) {
      element.style.width = `${Math.round(width * factor)}px`;
      element.style.height = `${Math.round(height * factor)}px`;
    }
    this.#column.style.setProperty("--total-scale-factor", String(factor));
    this.#column.dataset.laid = "yes";
  }

  #fit(): void {
    if (typeof this.#mode !== "number") this.zoom(this.#mode);
  }

  #anchor(y: number): Place {
    const line = this.scroller.scrollTop + y;
    const page = this.#at(line);
    const element = this.element(page);
    if (!element) return { page: 1, down: 0 };
    return { page, down: (line - element.offsetTop) / Math.max(1, element.offsetHeight) };
  }

  #hold({ page, down }: Place, y: number): void {
    const element = this.element(page);
    if (element) this.scroller.scrollTop = element.offsetTop + down * element.offsetHeight - y;
  }

  // where we are

  /** The page at that height of the column, by halving: there may be thousands. */
  #at(line: number): number {
    let low = 0;
    let high = this.#sheets.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      const element = this.#sheets[middle]?.element;
      if (element && element.offsetTop + element.offsetHeight + GAP < line) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  }

  #scrolled(): void {
    const page = this.#at(this.scroller.scrollTop + this.scroller.clientHeight * 0.4);
    if (page === this.#current) return;
    this.#current = page;
    this.dispatchEvent(new Event("page"));
  }

  get place(): Place {
    return this.#anchor(0);
  }

  go(page: number, down = 0, smooth = false): void {
    const number = Math.min(Math.max(1, Math.round(page)), this.count);
    const element = this.element(number);
    if (!element) return;
    const top = element.offsetTop + down * element.offsetHeight - (down ? 0 : GAP);
    const still = !smooth || matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.scroller.scrollTo({ top, behavior: still ? "instant" : "smooth" });
  }

  /** The pages that can be seen now, with the share of each that is in the window. */
  visible(): { page: number; share: number }[] {
    const top = this.scroller.scrollTop;
    const bottom = top + this.scroller.clientHeight;
    const seen: { page: number; share: number }[] = [];
    for (let page = this.#at(top); page <= this.count; page += 1) {
      const element = this.element(page);
      if (!element || element.offsetTop > bottom) break;
      const inside =
        Math.min(bottom, element.offsetTop + element.offsetHeight) - Math.max(top, element.offsetTop);
      seen.push({ page, share: inside / Math.min(element.offsetHeight, this.scroller.clientHeight) });
    }
    return seen;
  }

  // content

  #move(entries: IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      const number = Number((target as HTMLElement).dataset.page);
      const sheet = this.#sheets[number - 1];
      if (!sheet) continue;
      if (isIntersecting && !sheet.life) this.#fill(sheet, number);
      else if (!isIntersecting && sheet.life) this.#empty(sheet);
    }
  }

  #redraw(): void {
    this.#sheets.forEach((sheet, place) => {
      if (!sheet.life) return;
      sheet.life.abort();
      sheet.life = new AbortController();
      this.#picture(sheet, place + 1);
      void this.#sharpen(sheet, place + 1, sheet.life.signal);
    });
  }

  #fill(sheet: Sheet, number: number): void {
    sheet.life = new AbortController();
    this.#picture(sheet, number);
    this.#watermark(sheet.element);
    this.#drawNotes(sheet.element, number);
    this.dispatchEvent(new CustomEvent("filled", { detail: number }));
    void this.#sharpen(sheet, number, sheet.life.signal);
  }

  #empty(sheet: Sheet): void {
    sheet.life?.abort();
    sheet.life = undefined;
    for (const canvas of sheet.element.querySelectorAll("canvas")) canvas.width = canvas.height = 0;
    sheet.element.replaceChildren();
    sheet.element.classList.remove("is-drawn");
  }

  /** The server's picture: all of a scan; for a text what is seen until it is drawn. */
  #picture(sheet: Sheet, number: number): void {
    const drawn = this.#pdf !== undefined;
    const dense = Math.min(window.devicePixelRatio || 1, 2);
    const width = drawn ? 800 : Math.ceil(sheet.width * this.#scale * dense);
    let image = sheet.element.querySelector<HTMLImageElement>("img.viewer-picture");
    if (drawn && sheet.element.classList.contains("is-drawn")) return;
    const source = this.#desk.picture(this.#paper.version ?? 1, number, bucket(width));
    if (image && image.dataset.source === source) return;
    const next = new Image();
    next.className = "viewer-picture";
    next.alt = "";
    next.draggable = false;
    next.dataset.source = source;
    next.decoding = "async";
    next.src = source;
    if (!image) {
      sheet.element.prepend(next);
      sheet.element.classList.add("is-waiting");
      next.addEventListener("load", () => sheet.element.classList.remove("is-waiting"), { once: true });
      return;
    }
    const old = image;
    next.addEventListener("load", () => old.isConnected && old.replaceWith(next), { once: true });
    image = next;
  }

  async #sharpen(sheet: Sheet, number: number, signal: AbortSignal): Promise<void> {
    if (!this.#pdf) {
      await this.#words(sheet, number, signal);
      return;
    }
    let drawing: Awaited<ReturnType<Pdf["draw"]>>;
    try {
      drawing = await this.#pdf.draw(number, this.#scale, signal);
    } catch {
      // the picture stays: a page that pdf.js cannot draw, or not without network, is still readable
      if (!signal.aborted) await this.#words(sheet, number, signal);
      return;
    }
    if (!drawing || signal.aborted) return;
    const { canvas, words } = drawing;
    canvas.className = "viewer-sharp";
    sheet.element.querySelector("canvas.viewer-sharp")?.remove();
    sheet.element.querySelector(".textLayer")?.remove();
    sheet.element.querySelector("img.viewer-picture")?.after(canvas, words);
    sheet.element.classList.add("is-drawn");
    sheet.element.classList.remove("is-waiting");
    this.dispatchEvent(new CustomEvent("drawn", { detail: number }));
  }

  /** Words over a picture: known to the house, whoever read them. */
  async #words(sheet: Sheet, number: number, signal: AbortSignal): Promise<void> {
    if (sheet.element.querySelector(".textLayer")) return;
    try {
      const words = await this.#desk.words(this.#paper.version ?? 1, number, signal);
      const layer = wordLayer(words, sheet.width, sheet.height);
      if (!layer || signal.aborted) return;
      sheet.element.querySelector("img.viewer-picture")?.after(layer);
    } catch {
      return; // the page can be read without its words
    }
    this.dispatchEvent(new CustomEvent("drawn", { detail: number }));
  }

  #watermark(element: HTMLElement): void {
    if (!this.#paper.mark.length) return;
    const mark = document.createElement("div");
    mark.className = "viewer-watermark";
    mark.setAttribute("aria-hidden", "true");
    for (let row = 0; row < 3; row += 1) {
      const line = document.createElement("span");
      line.textContent = this.#paper.mark.join(" · ");
      mark.append(line);
    }
    element.append(mark);
  }

  // what is marked on pages

  set notes(notes: Note[]) {
    this.#notes = notes;
    this.#sheets.forEach((sheet, place) => {
      if (sheet.life) this.#drawNotes(sheet.element, place + 1);
    });
  }

  /** Show at the edge of a page where its words are new to this reader. */
  mark(page: number, boxes: Box[]): void {
    this.#fresh.set(page, boxes);
    const sheet = this.#sheets[page - 1];
    if (sheet?.life) this.#drawNotes(sheet.element, page);
  }

  /** Let a note stand out until the next one is chosen. */
  point(id: string): void {
    this.#pointed = id;
    this.notes = this.#notes;
  }

  set found(found: { page: number; boxes: Box[] } | undefined) {
    const before = this.#found?.page;
    this.#found = found;
    for (const page of [before, found?.page]) {
      const sheet = page ? this.#sheets[page - 1] : undefined;
      if (page && sheet?.life) this.#drawNotes(sheet.element, page);
    }
  }

  #drawNotes(element: HTMLElement, number: number): void {
    element.querySelector(".viewer-marks")?.remove();
    const { width = 1, height = 1 } = this.#sheets[number - 1] ?? {};
    const layer = marksLayer({
      notes: this.#notes.filter((one) => one.page === number),
      fresh: this.#fresh.get(number) ?? [],
      found: this.#found?.page === number ? this.#found.boxes : [],
      pointed: this.#pointed,
      size: { width, height },
    });
    element.append(layer);
  }
}

const WIDTHS = [200, 480, 800, 1240, 1654, 2480];
const bucket = (width: number): number => WIDTHS.find((one) => one >= width) ?? 2480;
