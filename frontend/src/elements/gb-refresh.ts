/**
 * Fetches a fragment of the page anew when the user's topic moves; the server renders it.
 *
 * `select` takes one element out of a whole page. While something inside carries `data-refresh-in` (seconds), work
 * goes on that tells no topic, and the fragment is asked for again after that time.
 *
 * @example <gb-refresh src="/nhiem-vu/cua-toi/danh-sach" topic="tasks">…</gb-refresh>
 * @example <gb-refresh src="/cuoc-hop/…/" topic="meetings" select="#meeting">…</gb-refresh>
 */
import htmx from "htmx.org";
import { HouseError } from "../kernel/errors";
import { html } from "../kernel/http";
import { listen, TopicEvent } from "../kernel/topics";

const GATHER = 150;

export class GbRefresh extends HTMLElement {
  #life: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: AbortController | undefined;
  #later: ReturnType<typeof setTimeout> | undefined;

  connectedCallback(): void {
    this.#life = new AbortController();
    const { signal } = this.#life;
    const topics = (this.getAttribute("topic") ?? "").split(/\s+/).filter(Boolean);
    if (topics.length) listen();
    document.addEventListener(
      "gb-topic",
      (event) => event instanceof TopicEvent && event.is(topics) && this.#soon(),
      { signal },
    );
    this.addEventListener("gb-changed", () => this.#soon(), { signal });
    this.addEventListener("focusout", () => this.hasAttribute("stale") && this.#soon(), { signal });
    this.#later = setTimeout(() => this.#again()); // by then what is inside is there
  }

  disconnectedCallback(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#later);
    this.#life?.abort();
    this.#running?.abort();
  }

  /** Several changes in a row make one request, and not all browsers ask in the same instant. */
  #soon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.refresh(), GATHER * (1 + Math.random()));
  }

  /** Nobody's hand is pushed away: while something inside is being typed in or is open, the news waits. */
  get #busy(): boolean {
    const focus = document.activeElement;
    const typing = focus !== null && this.contains(focus) && focus.matches("input, textarea, select");
    return typing || this.querySelector("details[open], dialog[open], .sort-moving, .htmx-request") !== null;
  }

  async refresh(): Promise<void> {
    const src = this.getAttribute("src");
    if (!src) return;
    if (this.#busy) {
      this.setAttribute("stale", "");
      this.#timer = setTimeout(() => void this.refresh(), 2_000);
      return;
    }
    this.removeAttribute("stale");
    this.#running?.abort();
    this.#running = new AbortController();
    try {
      const fragment = await html(src, { signal: this.#running.signal, headers: { "HX-Request": "true" } });
      this.#show(fragment);
      this.#again();
    } catch (error) {
      if (error instanceof HouseError && error.status === 401) location.reload();
      // Anything else: what is on the screen stays; the next change tries again.
    }
  }

  #again(): void {
    clearTimeout(this.#later);
    const wait = this.querySelector<HTMLElement>("[data-refresh-in]")?.dataset.refreshIn;
    if (wait) this.#later = setTimeout(() => void this.refresh(), Number(wait) * 1_000);
  }

  #show(fragment: string): void {
    if (fragment.includes('<body class="bare')) {
      location.reload();
      return;
    }
    const template = document.createElement("template");
    template.innerHTML = fragment;
    const select = this.getAttribute("select");
    const part = select ? template.content.querySelector(select) : null;
    if (part) template.content.replaceChildren(part);
    if (template.innerHTML.trim() === this.innerHTML.trim()) return;
    const held = this.contains(document.activeElement) ? document.activeElement?.id : "";
    this.replaceChildren(template.content);
    htmx.process(this);
    if (held) document.getElementById(held)?.focus();
    this.dispatchEvent(new CustomEvent("gb-refreshed", { bubbles: true }));
  }
}

customElements.define("gb-refresh", GbRefresh);
