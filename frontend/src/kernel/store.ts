/** The room as the server last described it: whole values by key. No other copy exists. */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type Puts = Record<string, Json>;

/** Says which keys have new values; `keys` is null when everything may have. */
export class StoreEvent extends Event {
  readonly keys: ReadonlySet<string> | null;

  constructor(keys: ReadonlySet<string> | null) {
    super("change");
    this.keys = keys;
  }

  /** True when a key that equals the prefix, or stands under it, has moved. */
  touches(prefix: string): boolean {
    if (this.keys === null) return true;
    for (const key of this.keys) if (key === prefix || key.startsWith(`${prefix}/`)) return true;
    return false;
  }
}

export class Store extends EventTarget {
  #state = new Map<string, Json>();
  /** What signals brought: neither stored nor numbered; the next one repairs a lost one. */
  readonly #passing = new Map<string, Json>();

  get<T>(key: string): T | undefined {
    return (this.#state.get(key) ?? this.#passing.get(key)) as T | undefined;
  }

  /** Every value under a prefix: `under("agenda")` gives `agenda/7`, `agenda/8`, by the part after the prefix. */
  under<T>(prefix: string): Map<string, T> {
    const found = new Map<string, T>();
    for (const [key, value] of [...this.#passing, ...this.#state]) {
      if (key.startsWith(`${prefix}/`)) found.set(key.slice(prefix.length + 1), value as T);
    }
    return found;
  }

  replace(state: Puts): void {
    this.#state = new Map(Object.entries(state));
    this.dispatchEvent(new StoreEvent(null));
  }

  apply(puts: Puts): void {
    this.#put(this.#state, puts);
  }

  /** Take what passes by and is not kept: turnout, pointer, who is typing. Its keys are no keys of the room. */
  pass(puts: Puts): void {
    this.#put(this.#passing, puts);
  }

  #put(into: Map<string, Json>, puts: Puts): void {
    for (const [key, value] of Object.entries(puts)) {
      if (value === null) into.delete(key);
      else into.set(key, value);
    }
    this.dispatchEvent(new StoreEvent(new Set(Object.keys(puts))));
  }

  /** Call back whenever something under one of the prefixes moves, until the signal aborts. */
  watch(prefixes: readonly string[], callback: () => void, signal: AbortSignal): void {
    const listener = (event: Event) => {
      if (event instanceof StoreEvent && prefixes.some((prefix) => event.touches(prefix))) callback();
    };
    this.addEventListener("change", listener, { signal });
  }
}
