/**
 * What is left until an instant, by the server's clock; red and counting up once it has passed.
 *
 * @example <gb-countdown until="2026-03-09T08:00:00+07:00">08:00</gb-countdown>
 */
import { t } from "../kernel/i18n";
import { clock, left, now } from "../kernel/time";

const HOUR = 3_600_000;

export class GbCountdown extends HTMLElement {
  static readonly observedAttributes = ["until"];
  #timer: ReturnType<typeof setInterval> | undefined;

  connectedCallback(): void {
    this.setAttribute("role", "timer");
    this.#timer = setInterval(() => this.draw(), 1000);
    this.draw();
  }

  disconnectedCallback(): void {
    clearInterval(this.#timer);
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.draw();
  }

  draw(): void {
    const until = Date.parse(this.getAttribute("until") ?? "");
    if (Number.isNaN(until)) return;
    const length = until - now();
    const over = length < 0;
    const words = over
      ? t("quá {time}", { time: clock(length) })
      : length >= HOUR
        ? left(length)
        : clock(length);
    if (this.textContent !== words) this.textContent = words;
    this.classList.toggle("is-over", over);
  }
}

customElements.define("gb-countdown", GbCountdown);
