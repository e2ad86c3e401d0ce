/** Ink as it is drawn and kept: few points, and lines as thick as the pen was pressed. */
import type { Note, Point, Stroke } from "./paper";

const SVG = "http://www.w3.org/2000/svg";
const NEAR = 0.0012; // of the page: points closer than this say nothing new
const EVEN = 0.5; // what a mouse and most fingers report

/** Leave out points that lie next to each other; the last one always stays. */
export function thinned(stroke: Stroke): Stroke {
  const kept: Stroke = [];
  stroke.forEach((point, place) => {
    const last = kept.at(-1);
    const far = !last || Math.hypot(point[0] - last[0], point[1] - last[1]) >= NEAR;
    if (far || place === stroke.length - 1) kept.push(point);
  });
  return kept.map(([x, y, hard]) => [part(x), part(y), Math.round(hard * 100) / 100]);
}

const part = (side: number): number => Math.round(Math.min(1, Math.max(0, side)) * 10_000) / 10_000;

/** Whether the pen tells how hard it is pressed. */
export const isPressed = (stroke: Stroke): boolean =>
  stroke.some(([, , hard]) => Math.abs(hard - EVEN) > 0.02);

/** From half as thick to half as thick again. */
export const thicknessAt = (thickness: number, hard: number): number =>
  Math.round(thickness * (0.5 + hard) * 100) / 100;

/** The drawing of an ink note over a page of that size in points. */
export function drawing(
  note: Pick<Note, "strokes" | "thickness">,
  width: number,
  height: number,
): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-hidden", "true");
  for (const stroke of note.strokes) svg.append(...lines(stroke, note.thickness, width, height));
  return svg;
}

function lines(stroke: Stroke, thickness: number, width: number, height: number): SVGElement[] {
  const at = ([x, y]: Point): string => `${round(x * width)} ${round(y * height)}`;
  const first = stroke[0];
  if (!first) return [];
  if (stroke.length === 1) return [path(`M${at(first)}l0 0`, thicknessAt(thickness, first[2]))];
  if (!isPressed(stroke)) return [path(`M${stroke.map(at).join("L")}`, thickness)];
  return stroke.slice(1).map((point, place) => {
    const before = stroke[place] ?? point;
    return path(`M${at(before)}L${at(point)}`, thicknessAt(thickness, (before[2] + point[2]) / 2));
  });
}

const round = (length: number): number => Math.round(length * 100) / 100;

function path(way: string, thickness: number): SVGElement {
  const element = document.createElementNS(SVG, "path");
  element.setAttribute("d", way);
  element.setAttribute("stroke-width", String(thickness));
  return element;
}

/** Whether a point lies on the ink: where a finger would say it touches it. */
export function touches(note: Pick<Note, "strokes">, [x, y]: [number, number], slack: number): boolean {
  return note.strokes.some((stroke) =>
    stroke.some((point, place) => near(x, y, stroke[place - 1] ?? point, point) <= slack),
  );
}

function near(x: number, y: number, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const along = length ? Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length)) : 0;
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}
