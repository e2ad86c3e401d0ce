/**
 * One page of a paper: enlarged by pinch, buttons, Ctrl and wheel; moved by hand; with what the presenter has drawn
 * over it and where the presenter points. The page before stays until the next one is there. @example <gb-sheet>
 */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { t } from "../../kernel/i18n";
import type { Note } from "../../viewer/paper";
import { drawnNote } from "../notes/paper-notes";
import {
  fitted,
  kept,
  MOST,
  placeOn,
  type Region,
  type Size,
  seen,
  showing,
  type View,
  whole,
  wide,
  zoomed,
} from "./geometry";
import { drawn, finished, type Mark, type Pen, type Pointer, pulled } from "./marks";
import { addressOf, Pictures, widthFor } from "./pictures";

const STEP = 1.25;
const FAR = 60; // pixels of a swipe
const SLOW = 150; // milliseconds after which a page that is still on its way says so

export class GbSheet extends LitElement {
  static override properties = {
    paper: {},
    page: { type: Number },
    version: { type: Number },
    pages: { type: Number },
    label: {},
    pen: {},
    marks: { attribute: false },
    notes: { attribute: false },
    pointer: { attribute: false },
    region: { attribute: false },
    shown: { state: true },
    slow: { state: true },
    broken: { state: true },
    drawing: { state: true },
  };
  declare paper: string;
  declare page: number;
  declare version: number;
  declare pages: number;
  /** The paper's title. */
  declare label: string;
  declare pen: Pen;
  declare marks: Mark[];
  /** My notes, and those that others share with me. */
  declare notes: Note[];
  declare pointer: Pointer | null;
  /** What part the presenter sees, when that is followed. */
  declare region: Region | null;
  declare shown: string;
  declare slow: boolean;
  declare broken: boolean;
  declare drawing: number[];
  readonly #pictures = new Pictures();
  #window: Size = { w: 0, h: 0 };
  #natural: Size = { w: 0, h: 0 };
  #view: View = { scale: 1, x: 0, y: 0 };
  #own = false;
  #fingers = new Map<number, { x: number; y: number }>();
  #start = { x: 0, y: 0, apart: 0, scale: 1, view: { scale: 1, x: 0, y: 0 } };
  #eye: ResizeObserver | undefined;
  #wanted = "";

  constructor() {
    super();
    this.paper = this.label = this.shown = "";
    this.page = this.version = this.pages = 1;
    this.pen = "";
    this.marks = [];
    this.notes = [];
    this.pointer = this.region = null;
    this.slow = this.broken = false;
    this.drawing = [];
  }

  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#eye = new ResizeObserver(() => this.#measure());
    this.#eye.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#eye?.disconnect();
  }

  get scale(): number {
    return this.#view.scale;
  }

  get #fit(): Size {
    return fitted(this.#natural, this.#window);
  }

  zoom(wanted: "in" | "out" | "page" | "width"): void {
    const middle = { x: this.#window.w / 2, y: this.#window.h / 2 };
    if (wanted === "page") this.#move(whole(this.#fit, this.#window), true);
    else if (wanted === "width") this.#move(wide(this.#fit, this.#window), true);
    else {
      const scale = this.#view.scale * (wanted === "in" ? STEP : 1 / STEP);
      this.#move(zoomed(this.#view, scale, middle, this.#fit, this.#window), true);
    }
  }

  override render(): TemplateResult {
    const cursor = this.pen ? `sheet-${this.pen}` : "";
    return html`<div
      class="sheet ${cursor}"
      @pointerdown=${this.#down}
      @pointermove=${this.#moved}
      @pointerup=${this.#up}
      @pointercancel=${this.#lost}
      @pointerleave=${this.#left}
      @wheel=${this.#wheel}
      @dblclick=${this.#twice}
    >
      <div class="sheet-page">
        ${this.shown ? html`<img src=${this.shown} alt=${t("{title}, trang {n}", { title: this.label, n: this.page })} draggable="false" />` : nothing}
        <svg class="sheet-marks" viewBox="0 0 10000 10000" preserveAspectRatio="none" aria-hidden="true">
          ${this.notes.map(drawnNote)}
          ${this.marks.map((mark) => drawn(mark.kind, mark.points))}
          ${this.drawing.length >= 4 ? drawn(this.pen === "box" ? "box" : "line", this.drawing) : nothing}
        </svg>
        ${this.pointer ? html`<span class="sheet-pointer" aria-hidden="true"><small>${this.pointer.by}</small></span>` : nothing}
      </div>
      ${this.slow && !this.broken ? html`<p class="sheet-slow" role="status">${t("Đang tải trang {n}…", { n: this.page })}</p>` : nothing}
      ${
        this.broken
          ? html`<div class="sheet-slow" role="status">
              <span>${t("Chưa tải được trang {n}.", { n: this.page })}</span>
              <button type="button" class="btn btn-secondary" @click=${this.#again}>${t("Thử lại")}</button>
            </div>`
          : nothing
      }
    </div>`;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has("paper") || changed.has("page")) {
      this.drawing = [];
      if (!this.#own || changed.has("paper")) this.#view = whole(this.#fit, this.#window);
      if (changed.has("paper")) this.#own = false;
    }
    if (["paper", "page", "version"].some((name) => changed.has(name))) void this.#load();
    if (changed.has("region")) this.#look();
    this.#draw();
  }

  async #load(): Promise<void> {
    const density = Math.min(globalThis.devicePixelRatio || 1, 2);
    const width = widthFor((this.#fit.w || this.#window.w || 800) * density * Math.min(this.#view.scale, 2));
    const sheet = { paper: this.paper, page: this.page, version: this.version };
    const address = addressOf(sheet, width);
    if (address === this.#wanted && !this.broken) return;
    this.#wanted = address;
    this.broken = false;
    const late = setTimeout(() => {
      this.slow = this.#wanted === address;
    }, SLOW);
    const picture = this.#pictures.fetch(address);
    try {
      await picture.decode();
    } catch {
      this.#pictures.forget(address);
      if (this.#wanted === address) this.broken = true;
      return;
    } finally {
      clearTimeout(late);
    }
    if (this.#wanted !== address) return; // turned on meanwhile
    this.slow = false;
    this.shown = address;
    this.#natural = { w: picture.naturalWidth, h: picture.naturalHeight };
    this.#measure();
    this.#pictures.ahead(sheet, this.pages, width);
  }

  #again = (): void => {
    void this.#load();
  };

  #measure(): void {
    const box = this.getBoundingClientRect();
    this.#window = { w: box.width, h: box.height };
    this.#view = kept(this.#view, this.#fit, this.#window);
    if (!this.#own) this.#look();
    this.#draw();
  }

  /** See what the presenter sees, or the whole page. */
  #look(): void {
    if (this.#own || !this.#natural.w) return;
    this.#move(
      this.region ? showing(this.region, this.#fit, this.#window) : whole(this.#fit, this.#window),
      false,
    );
  }

  #move(view: View, own: boolean): void {
    const grown = view.scale > this.#view.scale * 1.2;
    this.#view = kept(view, this.#fit, this.#window);
    if (own) this.#own = this.#view.scale > 1.001;
    this.#draw();
    if (grown) void this.#load(); // a larger picture, once it is needed
    if (!own) return;
    const region = this.#own ? seen(this.#view, this.#fit, this.#window) : null;
    this.dispatchEvent(new CustomEvent<Region | null>("gb-look", { detail: region }));
  }

  /** By the object model, not by an attribute: the content policy allows no inline styles. */
  #draw(): void {
    const sheet = this.querySelector<HTMLElement>(".sheet-page");
    if (!sheet) return;
    const { w, h } = this.#fit;
    const { x, y, scale } = this.#view;
    sheet.style.width = `${w}px`;
    sheet.style.height = `${h}px`;
    sheet.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
    const dot = sheet.querySelector<HTMLElement>(".sheet-pointer");
    if (!dot || !this.pointer) return;
    dot.style.left = `${this.pointer.x / 100}%`;
    dot.style.top = `${this.pointer.y / 100}%`;
    dot.style.transform = `scale(${1 / scale})`;
  }

  // hands

  #place(event: PointerEvent): { x: number; y: number } {
    const page = this.querySelector(".sheet-page");
    return placeOn(
      page?.getBoundingClientRect() ?? { left: 0, top: 0, width: 1, height: 1 },
      event.clientX,
      event.clientY,
    );
  }

  #inside(event: { clientX: number; clientY: number }): { x: number; y: number } {
    const box = this.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  #down = (event: PointerEvent): void => {
    if (event.button !== 0 || (event.target instanceof Element && event.target.closest("button"))) return;
    this.#fingers.set(event.pointerId, this.#inside(event));
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    if (this.pen && this.#fingers.size === 1) {
      const { x, y } = this.#place(event);
      if (this.pen === "point") this.#point({ x, y });
      else this.drawing = [x, y];
      return;
    }
    this.drawing = [];
    this.#begin();
  };

  #begin(): void {
    const [one, two] = [...this.#fingers.values()];
    if (!one) return;
    const middle = two ? { x: (one.x + two.x) / 2, y: (one.y + two.y) / 2 } : one;
    const apart = two ? Math.hypot(one.x - two.x, one.y - two.y) : 0;
    this.#start = { ...middle, apart, scale: this.#view.scale, view: { ...this.#view } };
  }

  #moved = (event: PointerEvent): void => {
    if (
      this.pen === "point" &&
      this.#fingers.size < 2 &&
      (event.pointerType === "mouse" || this.#fingers.size)
    ) {
      this.#point(this.#place(event));
      return;
    }
    if (!this.#fingers.has(event.pointerId)) return;
    this.#fingers.set(event.pointerId, this.#inside(event));
    if (this.drawing.length) this.drawing = pulled(this.drawing, this.pen, this.#place(event));
    else this.#drag();
  };

  #drag(): void {
    const [one, two] = [...this.#fingers.values()];
    if (!one) return;
    const { x, y, apart, scale, view } = this.#start;
    if (two && apart) {
      const middle = { x: (one.x + two.x) / 2, y: (one.y + two.y) / 2 };
      const next = zoomed(
        view,
        (scale * Math.hypot(one.x - two.x, one.y - two.y)) / apart,
        { x, y },
        this.#fit,
        this.#window,
      );
      this.#move({ ...next, x: next.x + middle.x - x, y: next.y + middle.y - y }, true);
    } else if (this.#view.scale > 1) {
      this.#move({ scale: view.scale, x: view.x + one.x - x, y: view.y + one.y - y }, true);
    }
  }

  #up = (event: PointerEvent): void => {
    const from = this.#start;
    const finger = this.#fingers.get(event.pointerId);
    const alone = this.#fingers.size === 1;
    this.#fingers.delete(event.pointerId);
    if (this.drawing.length) {
      this.#finish();
      return;
    }
    if (this.pen === "point" && event.pointerType !== "mouse") this.#point(null);
    if (this.#fingers.size) this.#begin();
    const far = finger ? this.#inside(event).x - from.x : 0;
    if (
      !this.pen &&
      alone &&
      this.#view.scale <= 1.001 &&
      event.pointerType === "touch" &&
      Math.abs(far) > FAR
    )
      this.dispatchEvent(new CustomEvent<number>("gb-turn", { detail: far < 0 ? 1 : -1 }));
  };

  #finish(): void {
    const detail = finished(this.drawing, this.pen);
    this.drawing = [];
    if (detail) this.dispatchEvent(new CustomEvent("gb-draw", { detail }));
  }

  #lost = (event: PointerEvent): void => {
    this.#fingers.delete(event.pointerId);
    this.drawing = [];
    if (this.pen === "point") this.#point(null);
  };

  #left = (): void => {
    if (this.pen === "point" && !this.#fingers.size) this.#point(null);
  };

  #point(place: { x: number; y: number } | null): void {
    this.dispatchEvent(new CustomEvent("gb-point", { detail: place }));
  }

  #wheel = (event: WheelEvent): void => {
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      const scale = this.#view.scale * Math.exp(-event.deltaY / 300);
      this.#move(
        zoomed(this.#view, Math.min(scale, MOST), this.#inside(event), this.#fit, this.#window),
        true,
      );
    } else if (this.#view.scale > 1) {
      event.preventDefault();
      const { scale, x, y } = this.#view;
      this.#move({ scale, x: x - event.deltaX, y: y - event.deltaY }, true);
    }
  };

  #twice = (event: MouseEvent): void => {
    if (this.pen) return;
    if (this.#view.scale > 1.001) this.zoom("page");
    else this.#move(zoomed(this.#view, 2, this.#inside(event), this.#fit, this.#window), true);
  };
}

customElements.define("gb-sheet", GbSheet);
