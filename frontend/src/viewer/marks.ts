/** What is marked on one page: notes and ink, what is new to this reader, and the words that were searched for. */
import type { Box, Note } from "./paper";
import { drawing } from "./strokes";

export interface Marked {
  notes: Note[];
  /** Where the words are new since the reader's last visit. */
  fresh: Box[];
  /** Where the words that were searched for stand. */
  found: Box[];
  /** The note that stands out. */
  pointed: string;
  /** Of the page, in points. */
  size: { width: number; height: number };
}

/** The layer over a page that shows all of it. */
export function marksLayer({ notes, fresh, found, pointed, size }: Marked): HTMLElement {
  const layer = document.createElement("div");
  layer.className = "viewer-marks";
  for (const [, top, , tall] of fresh) layer.append(spot("viewer-fresh", [0, top, 0.008, tall]));
  for (const note of notes) {
    const marks = note.kind === "ink" ? [inkOf(note, size)] : note.boxes.map((box) => markOf(note, box));
    for (const mark of marks) mark.classList.toggle("is-pointed", note.id === pointed);
    layer.append(...marks);
  }
  for (const box of found) layer.append(spot("viewer-hit", box));
  return layer;
}

function spot(name: string, box: Box): HTMLElement {
  const element = place(document.createElement("div"), box);
  element.className = name;
  return element;
}

function place(element: HTMLElement, [x, y, width, height]: Box): HTMLElement {
  element.style.left = `${x * 100}%`;
  element.style.top = `${y * 100}%`;
  element.style.width = `${width * 100}%`;
  element.style.height = `${height * 100}%`;
  return element;
}

function inkOf(note: Note, { width, height }: Marked["size"]): SVGSVGElement {
  const svg = drawing(note, width, height);
  svg.setAttribute("class", `viewer-ink viewer-${note.color}`);
  return svg;
}

function markOf(note: Note, box: Box): HTMLElement {
  const pin = note.kind === "note" && !note.quote;
  const mark = place(document.createElement(pin ? "button" : "div"), pin ? [box[0], box[1], 0, 0] : box);
  mark.className = `viewer-mark viewer-${pin ? "pin" : "stroke"} viewer-${note.color}`;
  mark.dataset.note = note.id;
  if (note.body) mark.title = note.body;
  if (pin) {
    mark.style.width = mark.style.height = "";
    mark.setAttribute("aria-label", note.body);
  }
  return mark;
}
