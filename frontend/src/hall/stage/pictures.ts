/** Pictures of pages: which size is enough, and the neighbours fetched ahead so that a turn shows at once. */

const WIDTHS = [800, 1240, 1654, 2480]; // what the server makes; few sizes, so that everybody asks for the same
const KEPT = 12; // pictures held in memory

export interface Sheet {
  paper: string;
  page: number;
  version: number;
}

export function widthFor(pixels: number): number {
  return WIDTHS.find((width) => width >= pixels) ?? 2480;
}

export function addressOf({ paper, page, version }: Sheet, width: number): string {
  return `/api/documents/${paper}/pages/${page}.webp?w=${width}&version=${version}`;
}

export class Pictures {
  readonly #held = new Map<string, HTMLImageElement>();

  /** Begin to fetch a picture, and hold it. */
  fetch(address: string): HTMLImageElement {
    const known = this.#held.get(address);
    if (known) {
      this.#held.delete(address); // the newest last
      this.#held.set(address, known);
      return known;
    }
    const picture = new Image();
    picture.src = address;
    this.#held.set(address, picture);
    for (const oldest of this.#held.keys()) {
      if (this.#held.size <= KEPT) break;
      this.#held.delete(oldest);
    }
    return picture;
  }

  /** Forget one that could not be fetched, so that it is tried again. */
  forget(address: string): void {
    this.#held.delete(address);
  }

  /** The pages around one, the next two first. */
  ahead(sheet: Sheet, pages: number, width: number): void {
    for (const step of [1, 2, -1]) {
      const page = sheet.page + step;
      if (page >= 1 && page <= pages) this.fetch(addressOf({ ...sheet, page }, width));
    }
  }
}
