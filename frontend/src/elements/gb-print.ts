/**
 * A button that prints the page; without scripts the browser's own menu does.
 *
 * @example <gb-print><button type="button">In</button></gb-print>
 */
export class GbPrint extends HTMLElement {
  #life: AbortController | undefined;

  connectedCallback(): void {
    this.#life = new AbortController();
    this.addEventListener("click", () => window.print(), { signal: this.#life.signal });
  }

  disconnectedCallback(): void {
    this.#life?.abort();
  }
}

customElements.define("gb-print", GbPrint);
