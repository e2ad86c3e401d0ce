/** Draw a Lit element anew when its part of the store moves: `new Watch(this, () => this.store, "agenda")`. */
import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Store } from "./store";

export class Watch implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #store: () => Store | undefined;
  readonly #prefixes: readonly string[];
  #life: AbortController | undefined;
  #watched: Store | undefined;

  constructor(host: ReactiveControllerHost, store: () => Store | undefined, ...prefixes: string[]) {
    this.#host = host;
    this.#store = store;
    this.#prefixes = prefixes;
    host.addController(this);
  }

  hostConnected(): void {
    this.#watch();
  }

  /** An element that was on the page before it was defined gets its store only now. */
  hostUpdate(): void {
    if (this.#store() !== this.#watched) this.#watch();
  }

  #watch(): void {
    this.#life?.abort();
    this.#life = new AbortController();
    this.#watched = this.#store();
    this.#watched?.watch(this.#prefixes, () => this.#host.requestUpdate(), this.#life.signal);
  }

  hostDisconnected(): void {
    this.#life?.abort();
    this.#watched = undefined;
  }
}
