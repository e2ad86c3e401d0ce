/** The search of the top bar: `/` and Ctrl-K go there, Escape comes back. */
export class GbSearch extends HTMLElement {
  #life: AbortController | undefined;
  #before: HTMLElement | null = null;

  connectedCallback(): void {
    this.#life = new AbortController();
    const { signal } = this.#life;
    document.addEventListener("keydown", (event) => this.#key(event), { signal });
  }

  disconnectedCallback(): void {
    this.#life?.abort();
  }

  #key(event: KeyboardEvent): void {
    const input = this.querySelector("input");
    const target = event.target instanceof HTMLElement ? event.target : null;
    if (!input) return;
    if (event.key === "Escape" && target === input) {
      this.#before?.focus();
      input.blur();
      return;
    }
    const writing = target?.isContentEditable || target?.matches("input, textarea, select");
    const slash = event.key === "/" && !writing && !event.ctrlKey && !event.metaKey && !event.altKey;
    const k = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
    if (!slash && !k) return;
    event.preventDefault();
    if (target !== input) this.#before = target;
    input.focus();
    input.select();
  }
}
