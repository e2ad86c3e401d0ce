/** A menu in a <details>: works without us; with us it closes by itself and moves with the arrow keys. */
export class GbMenu extends HTMLElement {
  #life: AbortController | undefined;

  connectedCallback(): void {
    this.#life = new AbortController();
    const { signal } = this.#life;
    this.addEventListener("keydown", (event) => this.#key(event), { signal });
    this.addEventListener("focusout", (event) => this.#left(event), { signal });
    document.addEventListener("pointerdown", (event) => this.#pressed(event), { signal });
  }

  disconnectedCallback(): void {
    this.#life?.abort();
  }

  get #details(): HTMLDetailsElement | null {
    return this.querySelector("details");
  }

  close(): void {
    if (this.#details) this.#details.open = false;
  }

  #pressed(event: Event): void {
    if (event.target instanceof Node && !this.contains(event.target)) this.close();
  }

  #left(event: FocusEvent): void {
    if (event.relatedTarget instanceof Node && !this.contains(event.relatedTarget)) this.close();
  }

  #key(event: KeyboardEvent): void {
    if (event.key === "Escape" && this.#details?.open) {
      event.stopPropagation();
      this.close();
      this.querySelector("summary")?.focus();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || (event.target instanceof Element && event.target.matches("input, textarea, select"))) return;
    event.preventDefault();
    if (this.#details) this.#details.open = true;
    const items = [...this.querySelectorAll<HTMLElement>(".menu-panel :is(a[href], button)")];
    const place = items.indexOf(document.activeElement as HTMLElement);
    items.at((place + step + items.length) % items.length)?.focus();
  }
}
