/** A paper as flowing text, for narrow screens and large letters: pages come as the reader nears them. */
import { t } from "../kernel/i18n";
import type { Desk, Paper } from "./paper";
import { isHeading, paragraphs } from "./reflow";

const AT_ONCE = 20;

export class TextView {
  readonly #box: HTMLElement;
  readonly #asked = new Set<number>();
  readonly #near: IntersectionObserver;

  constructor(
    box: HTMLElement,
    readonly desk: Desk,
    readonly paper: Paper,
  ) {
    this.#box = box;
    this.#near = new IntersectionObserver((seen) => this.#seen(seen), { root: box, rootMargin: "100% 0px" });
    for (let page = 1; page <= paper.pages; page += 1) this.#add(page);
    desk.signal.addEventListener("abort", () => this.#near.disconnect());
  }

  #add(page: number): void {
    const section = document.createElement("section");
    section.className = "viewer-flow";
    section.dataset.page = String(page);
    const label = document.createElement("h2");
    label.className = "viewer-flow-page";
    label.textContent = t("Trang {page}", { page });
    section.append(label);
    this.#box.append(section);
    this.#near.observe(section);
  }

  go(page: number): void {
    const section = this.#box.querySelector<HTMLElement>(`[data-page="${page}"]`);
    if (section) this.#box.scrollTop = section.offsetTop; // scrollIntoView would move the whole window as well
  }

  #seen(entries: IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      const page = Number((target as HTMLElement).dataset.page);
      if (isIntersecting) void this.#fill(Math.floor((page - 1) / AT_ONCE));
    }
  }

  async #fill(part: number): Promise<void> {
    if (this.#asked.has(part)) return;
    this.#asked.add(part);
    const first = part * AT_ONCE + 1;
    try {
      const texts = await this.desk.texts(this.paper.version ?? 1, first, first + AT_ONCE - 1);
      for (const { number, text } of texts) this.#write(number, text);
    } catch {
      this.#asked.delete(part); // asked again when the page comes near again
    }
  }

  #write(page: number, text: string): void {
    const section = this.#box.querySelector(`[data-page="${page}"]`);
    if (!section) return;
    const found = paragraphs(text);
    if (!found.length) found.push(t("Trang này không có chữ."));
    for (const words of found) {
      const line = document.createElement(isHeading(words) ? "h3" : "p");
      line.textContent = words;
      section.append(line);
    }
  }
}
