/** Notes and a new version: how many went along, which could not be placed, and how one is placed anew. */
import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../elements/icon";
import { t } from "../kernel/i18n";
import type { Box, Note } from "./paper";

export interface Fates {
  moved: number;
  reworded: number;
  lost: Note[];
  waiting: number;
}

/** What became of my notes on this version. */
export function fatesOf(notes: Note[]): Fates {
  const mine = notes.filter((note) => note.mine);
  return {
    moved: mine.filter((note) => note.state === "moved").length,
    reworded: mine.filter((note) => note.reworded).length,
    lost: mine.filter((note) => note.state === "orphaned"),
    waiting: mine.filter((note) => note.state === "waiting").length,
  };
}

/** The one sentence at the top of the paper; empty when there is nothing to say. */
export function wordsOfFates({ moved, lost, waiting }: Fates): string {
  if (waiting) return t("Đang chuyển {n} ghi chú của đồng chí sang bản mới…", { n: waiting });
  if (moved && lost.length)
    return t("{n} ghi chú đã chuyển theo bản mới, {m} ghi chú chưa đặt được.", { n: moved, m: lost.length });
  if (lost.length) return t("{m} ghi chú chưa đặt được trên bản mới.", { m: lost.length });
  return moved ? t("{n} ghi chú đã chuyển theo bản mới.", { n: moved }) : "";
}

/** How a note came to where it lies, for its line in the list. */
export function wordsOfState(note: Note): string {
  if (note.reworded) return t("Chữ đã sửa ở bản mới");
  if (note.state === "moved") return t("Đã chuyển theo bản mới");
  if (note.state === "placed") return t("Đã đặt lại");
  if (note.state === "waiting") return t("Đang chuyển sang bản mới");
  return "";
}

/** Where an orphan belongs when its author points at a spot: ink keeps its size, a pin has none. */
export function boxesAt(note: Note, [x, y]: [number, number], size: [number, number]): Box[] {
  if (note.kind !== "ink") return [[x, y, 0, 0]];
  const [width, height] = size;
  const part = (side: number, room: number) => Math.round(Math.min(Math.max(0, side), 1 - room) * 1e5) / 1e5;
  return [[part(x - width / 2, width), part(y - height / 2, height), width, height]];
}

export function lostNotes(
  lost: Note[],
  version: number,
  placing: string,
  acts: { place(note: Note): void; remove(note: Note): void },
): TemplateResult | typeof nothing {
  if (!lost.length) return nothing;
  return html`<section class="viewer-lost" aria-label=${t("Ghi chú chưa đặt được")}>
    <h3 class="viewer-lost-title">${t("Chưa đặt được trên bản {n}", { n: version })}</h3>
    <p class="viewer-lost-hint">${t("Chữ đã đánh dấu không còn, hoặc có ở nhiều chỗ như nhau. Ghi chú vẫn được giữ.")}</p>
    <ol>${lost.map(
      (note) => html`<li class="viewer-note viewer-${note.color}" data-note=${note.id}>
        ${note.quote ? html`<blockquote class="viewer-quote">${note.quote}</blockquote>` : html`<p class="viewer-old">${note.kind === "ink" ? t("Nét vẽ") : t("Ghi chú")}, ${t("bản {n}", { n: note.version })}</p>`}
        ${note.body ? html`<p class="viewer-words">${note.body}</p>` : nothing}
        ${placing === note.id ? html`<p class="viewer-lost-hint" role="status">${pointing(note)}</p>` : nothing}
        <div class="viewer-form-end">
          <button type="button" class="btn btn-sm" @click=${() => acts.remove(note)}>${icon("trash")}${t("Xóa")}</button>
          <button type="button" class="btn btn-sm btn-primary" aria-pressed=${String(placing === note.id)} @click=${() => acts.place(note)}>${placing === note.id ? t("Thôi") : t("Đặt lại")}</button>
        </div>
      </li>`,
    )}</ol>
  </section>`;
}

/** What the author does to place it. */
export function pointing(note: Note): string {
  return note.quote
    ? t("Bôi đen chữ mới trên trang, rồi bấm “Đặt ghi chú vào đây”.")
    : t("Bấm vào chỗ mới trên trang.");
}
