/** Tells the room where the presenter points, or looks, at most ten times a second; the last place always arrives. */
import { ask } from "../../kernel/http";

export const EVERY = 100; // milliseconds

export class Pointing {
  readonly #address: () => string;
  readonly #name: "pointer" | "view";
  #waits: Record<string, unknown> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #told = false;

  constructor(address: () => string, name: "pointer" | "view") {
    this.#address = address;
    this.#name = name;
  }

  /** Say a place of a page; null: nothing is pointed at any more. */
  say(place: object | null, paper = "", page = 0): void {
    if (place === null && !this.#told && !this.#waits) return;
    this.#waits = place === null ? { [this.#name]: null } : { [this.#name]: place, paper, page };
    if (!this.#timer) this.#send();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = this.#waits = undefined;
    this.#told = false;
  }

  #send(): void {
    const body = this.#waits;
    this.#waits = undefined;
    this.#timer = undefined;
    if (!body) return;
    this.#told = body[this.#name] !== null;
    this.#timer = setTimeout(() => this.#send(), EVERY);
    // A lost one is repaired by the next: nobody is told.
    ask("POST", this.#address(), body).catch(() => undefined);
  }
}
