/** What has changed since I last read: which pages, where on them, and the way to the comparison. */
import { html, nothing, type TemplateResult } from "lit";
import { t } from "../kernel/i18n";
import type { Pages } from "./pages";
import type { Box, Changed, Desk, Paper } from "./paper";

interface Reader {
  readonly desk: Desk | undefined;
  readonly paper: Paper | undefined;
  readonly pages: Pages | undefined;
  go(page: number): void;
  requestUpdate(): void;
}

/** The pages of the shown version that are not as they were, in order. */
export const changedPages = (rows: Changed[]): number[] =>
  rows.filter((row) => row.page !== null && row.state !== "same").map((row) => row.page as number);

/** The next of these pages after the one before one's eyes, round and round. */
export function nextOf(pages: number[], now: number): number | undefined {
  return pages.find((page) => page > now) ?? pages[0];
}

export class Since {
  changed: number[] = [];
  gone = 0;
  readonly #asked = new Set<number>();

  constructor(readonly viewer: Reader) {}

  async load(): Promise<void> {
    const { desk, paper } = this.viewer;
    this.changed = [];
    this.gone = 0;
    this.#asked.clear();
    if (!desk || !paper?.version || !paper.read_before) return;
    try {
      const rows = await desk.compared(paper.read_before, paper.version);
      this.changed = changedPages(rows);
      this.gone = rows.filter((row) => row.state === "gone").length;
    } catch {
      return; // the paper can be read without it
    }
    this.viewer.requestUpdate();
    if (this.viewer.pages) for (const { page } of this.viewer.pages.visible()) void this.mark(page);
  }

  /** Mark at the edge of a page where its words are new. */
  async mark(page: number): Promise<void> {
    const { desk, paper, pages } = this.viewer;
    if (!desk || !paper?.version || !paper.read_before || !this.changed.includes(page)) return;
    if (this.#asked.has(page)) return;
    this.#asked.add(page);
    try {
      const boxes: Box[] = await desk.addedOn(page, paper.read_before, paper.version);
      pages?.mark(page, boxes);
    } catch {
      this.#asked.delete(page); // asked again when the page comes near again
    }
  }

  /** Whether the strip says already that there is a new version. */
  get isTold(): boolean {
    return this.changed.length + this.gone > 0;
  }

  strip(): TemplateResult | typeof nothing {
    const { paper } = this.viewer;
    if (!paper?.read_before || !this.isTold) return nothing;
    const reason = paper.versions.find((one) => one.number === paper.version)?.reason;
    const compare = `/tai-lieu/${paper.id}/so-sanh/?cu=${paper.read_before}&moi=${paper.version}`;
    const next = () => {
      const page = nextOf(this.changed, this.viewer.pages?.current ?? 0);
      if (page) this.viewer.go(page);
    };
    return html`<p class="viewer-news is-notes" role="status">
      <span>${t("Từ bản {n} đồng chí đã đọc: {m} trang thay đổi.", { n: paper.read_before, m: this.changed.length + this.gone })}${reason ? ` ${reason}.` : ""}</span>
      ${this.changed.length ? html`<button type="button" class="viewer-link" @click=${next}>${t("Đến chỗ đổi tiếp theo")}</button>` : nothing}
      <a class="viewer-link" href=${compare}>${t("So sánh hai bản")}</a>
    </p>`;
  }
}
