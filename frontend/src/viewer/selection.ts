/** What a reader has selected on a page, as the house keeps it: words, what stands around them, and boxes. */
import { fold } from "../kernel/i18n";
import type { Box } from "./paper";

export interface Picked {
  page: number;
  quote: string;
  before: string;
  after: string;
  boxes: Box[];
  /** Where the last line ends, in the window: the bar stands there. */
  at: DOMRect;
}

/** Return the selection if it lies on one page of this column. */
export function pick(column: HTMLElement): Picked | null {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const sheet = pageOf(range.startContainer);
  if (!sheet || !column.contains(sheet)) return null;
  const end = pageOf(range.endContainer);
  const layer = sheet.querySelector(".textLayer");
  if (!layer) return null;
  const cut = range.cloneRange();
  if (end !== sheet) cut.setEnd(layer, layer.childNodes.length); // a selection over two pages keeps its first
  const quote = wordsOf(cut).trim();
  const boxes = boxesOf(cut, sheet);
  const rects = cut.getClientRects();
  const at = rects[rects.length - 1];
  if (!quote || !boxes.length || !at) return null;
  return { page: Number(sheet.dataset.page), quote, ...around(layer, cut), boxes, at };
}

function pageOf(node: Node): HTMLElement | null {
  const element = node instanceof Element ? node : node.parentElement;
  return element?.closest<HTMLElement>(".viewer-page") ?? null;
}

function around(layer: Element, range: Range): { before: string; after: string } {
  const head = document.createRange();
  head.selectNodeContents(layer);
  head.setEnd(range.startContainer, range.startOffset);
  const tail = document.createRange();
  tail.selectNodeContents(layer);
  tail.setStart(range.endContainer, range.endOffset);
  return { before: wordsOf(head).slice(-80), after: wordsOf(tail).slice(0, 80) };
}

/** The words of a range; the end of a line of print is a space. */
function wordsOf(range: Range): string {
  const part = range.cloneContents();
  for (const end of part.querySelectorAll("br")) end.replaceWith(" ");
  return (part.textContent ?? "").normalize("NFC").replace(/\s+/g, " ");
}

/** One box a line: the pieces of a line that touch are one stroke of the marker. */
export function boxesOf(range: Range, sheet: HTMLElement): Box[] {
  const page = sheet.getBoundingClientRect();
  const lines: DOMRect[] = [];
  for (const rect of range.getClientRects()) {
    if (rect.width < 1 || rect.height < 1 || rect.height > page.height / 4) continue;
    const line = lines.find((one) => same(one, rect));
    if (!line) {
      lines.push(DOMRect.fromRect(rect));
      continue;
    }
    const right = Math.max(line.right, rect.right);
    const bottom = Math.max(line.bottom, rect.bottom);
    line.x = Math.min(line.x, rect.x);
    line.y = Math.min(line.y, rect.y);
    line.width = right - line.x;
    line.height = bottom - line.y;
  }
  return lines.map(({ x, y, width, height }) => [
    part(x - page.x, page.width),
    part(y - page.y, page.height),
    part(width, page.width),
    part(height, page.height),
  ]);
}

const same = (a: DOMRect, b: DOMRect): boolean => {
  const overlap = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return (
    overlap > 0.5 * Math.min(a.height, b.height) &&
    b.left - a.right < 2 * b.height &&
    a.left - b.right < 2 * b.height
  );
};

const part = (length: number, whole: number): number =>
  Math.round(Math.min(1, Math.max(0, length / whole)) * 100_000) / 100_000;

/** Where words stand in the text of a drawn page, with or without diacritics; the nth of them. */
export function boxesOfWords(sheet: HTMLElement, words: string, nth: number): Box[] {
  const layer = sheet.querySelector<HTMLElement>(".textLayer");
  if (!layer) return [];
  const { text, letters } = lettersOf(layer);
  const asked = fold(words).replace(/\s+/g, " ").trim();
  let at = -1;
  for (let count = 0; count <= nth; count += 1) {
    at = text.indexOf(asked, at + 1);
    if (at < 0) return [];
  }
  const first = letters[at];
  const last = letters[at + asked.length - 1];
  if (!first || !last) return [];
  const range = document.createRange();
  range.setStart(first.node, first.offset);
  range.setEnd(last.node, Math.min(last.offset + 1, last.node.length));
  return boxesOf(range, sheet);
}

interface Letters {
  text: string;
  letters: { node: Text; offset: number }[];
}

/** The folded text of a page with the place of each letter. Spans break words anywhere; only a line's end is a space. */
export function lettersOf(layer: HTMLElement): Letters {
  const found: Letters = { text: "", letters: [] };
  const walker = document.createTreeWalker(layer, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  let last: Text | undefined;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Text) {
      last = node;
      for (let offset = 0; offset < node.data.length; offset += 1) add(found, node, offset);
    } else if (node instanceof HTMLBRElement && last && !found.text.endsWith(" ")) {
      found.text += " ";
      found.letters.push({ node: last, offset: Math.max(0, last.data.length - 1) });
    }
  }
  return found;
}

function add(found: Letters, node: Text, offset: number): void {
  const raw = node.data[offset] ?? "";
  const letter = /\s/.test(raw) ? " " : fold(raw);
  if (letter.length !== 1 || (letter === " " && found.text.endsWith(" "))) return;
  found.text += letter;
  found.letters.push({ node, offset });
}
