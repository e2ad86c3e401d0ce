/** Words over a page that comes as a picture (a scan, a paper that is not given away): to select, find and mark them. */
import type { Word } from "./paper";
import { selectable } from "./pdf";

const FONT = "sans-serif"; // unseen: only its widths matter
let ruler: CanvasRenderingContext2D | null | undefined;

function measured(text: string, size: number): number {
  ruler ??= document.createElement("canvas").getContext("2d");
  if (!ruler) return 0;
  ruler.font = `${size}px ${FONT}`;
  return ruler.measureText(text).width;
}

/** The layer of one page of that size in points; null when no word is known. */
export function wordLayer(words: Word[], width: number, height: number): HTMLElement | null {
  if (!words.length) return null;
  const layer = document.createElement("div");
  layer.className = "textLayer";
  words.forEach(([line, x, y, wide, high, text], place) => {
    const next = words[place + 1];
    const beside = next?.[0] === line;
    const span = document.createElement("span");
    span.textContent = beside ? `${text} ` : text;
    const size = Math.max(1, high * height);
    const natural = measured(text, size);
    span.style.left = `${x * 100}%`;
    span.style.top = `${y * 100}%`;
    span.style.fontFamily = FONT;
    span.style.setProperty("--font-height", `${size}px`);
    if (natural) span.style.setProperty("--scale-x", String((wide * width) / natural));
    layer.append(span);
    if (next && !beside) layer.append(document.createElement("br"));
  });
  selectable(layer);
  return layer;
}
