/** Drawing on pages by pen, finger or mouse. One finger draws, two move the paper; what is drawn together is one note. */
import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../elements/icon";
import { t } from "../kernel/i18n";
import { COLOR_NAMES } from "./note-form";
import type { Noting } from "./noting";
import { COLORS, type Color, type Point, type Stroke } from "./paper";
import type { Side } from "./side";
import { drawing, thinned, touches } from "./strokes";

const TOGETHER = 1_200; // milliseconds: strokes that follow each other are one note
const REACH = 0.012; // of a page: how near the rubber must come
const THICKNESSES = [1.5, 3, 6] as const;
const PAUSE_OF_PEN = 800; // milliseconds in which a palm beside a pen is no finger

type Reader = Side & HTMLElement & { readonly noting: Noting; requestUpdate(): void };

export class Inking {
  on = false;
  rubbing = false;
  color: Color = "blue";
  thickness: number = THICKNESSES[1];
  #drawn: { page: number; strokes: Stroke[] } | undefined;
  #stroke: { pointer: number; page: HTMLElement; points: Stroke } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pen = 0;
  readonly #fingers = new Set<number>();

  constructor(readonly viewer: Reader) {}

  toggle(): void {
    this.on = !this.on;
    this.rubbing = false;
    if (!this.on) void this.keep();
    this.viewer.noting.placing = false;
    this.viewer.requestUpdate();
  }

  listen(scroller: HTMLElement, signal: AbortSignal): void {
    const options = { signal, passive: false };
    scroller.addEventListener("pointerdown", (event) => this.#down(event), options);
    scroller.addEventListener("pointermove", (event) => this.#move(event), options);
    scroller.addEventListener("pointerup", (event) => this.#up(event), options);
    scroller.addEventListener("pointercancel", (event) => this.#up(event), options);
    signal.addEventListener("abort", () => void this.keep());
  }

  #down(event: PointerEvent): void {
    if (!this.on || event.button > 0) return;
    if (event.pointerType === "touch") {
      this.#fingers.add(event.pointerId);
      if (event.timeStamp - this.#pen < PAUSE_OF_PEN) return;
      if (this.#fingers.size > 1) {
        this.#drop(); // a second finger: the paper is being moved
        return;
      }
    }
    const page = (event.target as Element).closest<HTMLElement>(".viewer-page");
    if (!page) return;
    event.preventDefault();
    page.setPointerCapture(event.pointerId);
    this.#stroke = { pointer: event.pointerId, page, points: [pointOf(event, page)] };
    if (this.rubbing) this.#rub();
  }

  #move(event: PointerEvent): void {
    const stroke = this.#stroke;
    if (stroke?.pointer !== event.pointerId) return;
    if (event.pointerType === "pen") this.#pen = event.timeStamp;
    event.preventDefault();
    for (const one of event.getCoalescedEvents?.() ?? [event]) stroke.points.push(pointOf(one, stroke.page));
    if (this.rubbing) this.#rub();
    else this.#show(stroke.page, stroke.points);
  }

  #up(event: PointerEvent): void {
    this.#fingers.delete(event.pointerId);
    const stroke = this.#stroke;
    if (stroke?.pointer !== event.pointerId) return;
    this.#stroke = undefined;
    if (this.rubbing || event.type === "pointercancel") {
      this.#show(stroke.page, []);
      return;
    }
    this.#add(Number(stroke.page.dataset.page), thinned(stroke.points));
    this.#show(stroke.page, []);
  }

  #drop(): void {
    const stroke = this.#stroke;
    this.#stroke = undefined;
    if (stroke) this.#show(stroke.page, []);
  }

  #add(page: number, stroke: Stroke): void {
    if (this.#drawn && this.#drawn.page !== page) void this.keep();
    this.#drawn ??= { page, strokes: [] };
    this.#drawn.strokes.push(stroke);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.keep(), TOGETHER);
  }

  /** Keep what has been drawn until now as one note. */
  async keep(): Promise<void> {
    clearTimeout(this.#timer);
    const drawn = this.#drawn;
    this.#drawn = undefined;
    if (!drawn) return;
    await this.viewer.noting.ink(drawn.page, drawn.strokes, this.color, this.thickness);
    const page = this.viewer.pages?.element(drawn.page);
    if (page) this.#show(page, []);
  }

  #rub(): void {
    const stroke = this.#stroke;
    const point = stroke?.points.at(-1);
    if (!stroke || !point) return;
    const page = Number(stroke.page.dataset.page);
    for (const note of this.viewer.noting.notes)
      if (
        note.mine &&
        note.kind === "ink" &&
        note.page === page &&
        touches(note, [point[0], point[1]], REACH)
      )
        void this.viewer.noting.rub(note);
  }

  /** Show what is not kept yet, with the stroke under the pen. */
  #show(page: HTMLElement, points: Stroke): void {
    page.querySelector(".viewer-drawing")?.remove();
    const number = Number(page.dataset.page);
    const waiting = this.#drawn?.page === number ? this.#drawn.strokes : [];
    if (!waiting.length && !points.length) return;
    const scale = 1 / ((this.viewer.pages?.size ?? 1) * (96 / 72));
    const strokes = points.length ? [...waiting, points] : waiting;
    const svg = drawing(
      { strokes, thickness: this.thickness },
      page.clientWidth * scale,
      page.clientHeight * scale,
    );
    svg.setAttribute("class", `viewer-drawing viewer-ink viewer-${this.color}`);
    page.append(svg);
  }

  bar(): TemplateResult | typeof nothing {
    if (!this.on) return nothing;
    const pick = (change: () => void) => () => {
      void this.keep();
      this.rubbing = false;
      change();
      this.viewer.requestUpdate();
    };
    return html`<div class="viewer-pens" role="toolbar" aria-label=${t("Bút vẽ")}>
      ${COLORS.map(
        (
          color,
        ) => html`<button type="button" class="viewer-swatch viewer-ink viewer-${color}" title=${t(COLOR_NAMES[color])} aria-label=${t(COLOR_NAMES[color])}
          aria-pressed=${String(!this.rubbing && color === this.color)} @click=${pick(() => {
            this.color = color;
          })}></button>`,
      )}
      <span class="viewer-pens-gap"></span>
      ${THICKNESSES.map(
        (
          thickness,
          place,
        ) => html`<button type="button" class="viewer-tool viewer-thickness is-${place}" title=${t("Nét {n}", { n: place + 1 })} aria-label=${t("Nét {n}", { n: place + 1 })}
          aria-pressed=${String(thickness === this.thickness)} @click=${pick(() => {
            this.thickness = thickness;
          })}><i></i></button>`,
      )}
      <span class="viewer-pens-gap"></span>
      <button type="button" class="viewer-tool" title=${t("Tẩy nét của tôi")} aria-label=${t("Tẩy nét của tôi")} aria-pressed=${String(this.rubbing)}
        @click=${() => {
          void this.keep();
          this.rubbing = !this.rubbing;
          this.viewer.requestUpdate();
        }}>${icon("eraser")}</button>
      <button type="button" class="btn btn-sm btn-primary" @click=${() => this.toggle()}>${t("Xong")}</button>
    </div>`;
  }
}

function pointOf(event: PointerEvent, page: HTMLElement): Point {
  const area = page.getBoundingClientRect();
  const hard = event.pointerType === "pen" && event.pressure ? event.pressure : 0.5;
  return [(event.clientX - area.x) / area.width, (event.clientY - area.y) / area.height, hard];
}
