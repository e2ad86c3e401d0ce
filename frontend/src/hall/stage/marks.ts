/** What a presenter draws on a page: a box or a line, as it is pulled, finished and shown. */
import { svg, type TemplateResult } from "lit";
import { thinned } from "./geometry";

export interface Mark {
  id: string;
  paper: string;
  page: number;
  kind: "box" | "line";
  points: number[];
}

export interface Pointer {
  x: number;
  y: number;
  by: string;
}

export type Pen = "" | "point" | "box" | "line";

const NEAR = 60; // units between two points of a line
const MOST_POINTS = 300;

export function drawn(kind: Mark["kind"], points: number[]): TemplateResult {
  if (kind === "line")
    return svg`<polyline class="mark-line" points=${points.join(" ")} />` as TemplateResult;
  const [x = 0, y = 0, right = 0, bottom = 0] = ordered(points);
  return svg`<rect class="mark-box" x=${x} y=${y} width=${right - x} height=${bottom - y} />` as TemplateResult;
}

/** The left upper corner first, whichever way the box was drawn. */
export function ordered([a = 0, b = 0, c = 0, d = 0]: number[]): number[] {
  return [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)];
}

/** The drawing with the hand one place further on. */
export function pulled(drawing: number[], pen: Pen, { x, y }: { x: number; y: number }): number[] {
  const [fromX = 0, fromY = 0] = drawing;
  if (pen === "box") return [fromX, fromY, x, y];
  const [lastX = 0, lastY = 0] = drawing.slice(-2);
  return Math.hypot(x - lastX, y - lastY) >= NEAR ? [...drawing, x, y] : drawing;
}

/** What is kept of a drawing when the hand is lifted; null: a mere touch. */
export function finished(drawing: number[], pen: Pen): Pick<Mark, "kind" | "points"> | null {
  const points = pen === "box" ? ordered(drawing) : thinned(drawing, MOST_POINTS);
  const [x = 0, y = 0] = points;
  const far = points.some((at, n) => Math.abs(at - (n % 2 ? y : x)) > NEAR);
  return points.length >= 4 && far ? { kind: pen === "box" ? "box" : "line", points } : null;
}
