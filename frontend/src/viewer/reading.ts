/** How far somebody has read: pages looked at long enough are told to the house in batches. */

import type { Pages } from "./pages";
import type { Desk } from "./paper";

const LOOK_EVERY = 500;
const READ_AFTER = 1_200; // milliseconds before a page counts as seen
const TELL_EVERY = 8_000;
const HALF = 0.5;

export class Reading {
  readonly #seen = new Map<number, number>();
  readonly #told: Set<number>;
  readonly #new = new Set<number>();
  #last = 0;

  constructor(
    readonly desk: Desk,
    readonly version: number,
    readonly pages: Pages,
    already: number[],
    readonly changed: (count: number) => void,
  ) {
    this.#told = new Set(already);
    const { signal } = desk;
    const look = setInterval(() => this.#look(), LOOK_EVERY);
    const tell = setInterval(() => this.tell(), TELL_EVERY);
    signal.addEventListener("abort", () => {
      clearInterval(look);
      clearInterval(tell);
      this.tell();
    });
    document.addEventListener("visibilitychange", () => document.hidden && this.tell(), { signal });
    window.addEventListener("pagehide", () => this.tell(), { signal });
  }

  get count(): number {
    return this.#told.size;
  }

  #look(): void {
    if (document.hidden || !this.pages.scroller.isConnected) return;
    for (const { page, share } of this.pages.visible()) {
      if (share < HALF || this.#told.has(page)) continue;
      const since = (this.#seen.get(page) ?? 0) + LOOK_EVERY;
      this.#seen.set(page, since);
      if (since < READ_AFTER) continue;
      this.#told.add(page);
      this.#new.add(page);
      this.changed(this.#told.size);
    }
  }

  tell(): void {
    const page = this.pages.current;
    if (!this.#new.size && page === this.#last) return;
    const pages = [...this.#new];
    this.#new.clear();
    this.#last = page;
    this.desk.read(this.version, pages, page).catch(() => {
      for (const one of pages) this.#new.add(one); // no network: it goes with the next batch
    });
  }
}
