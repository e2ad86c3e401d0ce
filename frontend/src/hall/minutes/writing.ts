/** Who is writing what: told while one types, forgotten some seconds after the last word. */
import type { Store } from "../../kernel/store";
import { now } from "../../kernel/time";
import { Act } from "../part";
import type { Writing } from "../shapes";

const EVERY = 4_000;
export const FADES = 12_000;

/** Tells the desk that I write a line, at most every few seconds; and that I have stopped. */
export class Writer {
  readonly #host: EventTarget;
  #told = 0;

  constructor(host: EventTarget) {
    this.#host = host;
  }

  touch(line: string | null, item: string | null): void {
    if (Date.now() - this.#told < EVERY) return;
    this.#told = Date.now();
    this.#say({ line, item, on: true });
  }

  stop(): void {
    if (!this.#told) return;
    this.#told = 0;
    this.#say({ on: false });
  }

  #say(body: object): void {
    this.#host.dispatchEvent(new Act("writing", body, { quiet: true }));
  }
}

/** The others who write this line now; `null`: a new line, of the item when one is named. */
export function writers(store: Store, me: string, line: string | null, item?: string | null): string[] {
  return [...store.under<Writing>("writing").values()]
    .filter((one) => one.id !== me && one.line === line && now() - Date.parse(one.at) < FADES)
    .filter((one) => line !== null || item === undefined || one.item === item)
    .map((one) => one.name);
}
