/** What was typed and not yet sent, kept in this browser through a crash, a reload and hours without a network. */

/** One text that is being written. */
export class Typed {
  readonly #name: string;

  constructor(me: string, meeting: string, what: string) {
    this.#name = `typed:${me}:${meeting}:${what}`;
  }

  read(): string {
    return localStorage.getItem(this.#name) ?? "";
  }

  write(text: string): void {
    try {
      if (text) localStorage.setItem(this.#name, text);
      else localStorage.removeItem(this.#name);
    } catch {
      // The browser's store is full or closed: typing goes on, it is just not kept.
    }
  }
}

/** One act that waits for its turn, or was refused and waits for its writer. */
export interface Waiting {
  /** Made here: the server knows by it that it has the act already. */
  id: string;
  path: string;
  method: string;
  body: Record<string, unknown>;
  /** What it is about on the screen: a line's id. */
  about: string;
  at: number;
  /** Why the server said no; the text stays until its writer has decided. */
  refused?: { code: string; message: string; details: Record<string, unknown> };
}

/** How an act went: done, to be tried again, or refused. */
export type Outcome =
  | { done: true; reply: unknown }
  | { done: false; again: true }
  | { done: false; again: false; refused: NonNullable<Waiting["refused"]> };

const RETRY = 4_000;

/**
 * Acts in the order in which they were made. Each is sent until the server has it: by its id a second sending
 * changes nothing, so that what was written without a network arrives once.
 */
export class Outbox extends EventTarget {
  readonly #name: string;
  readonly #send: (act: Waiting) => Promise<Outcome>;
  #busy = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(me: string, meeting: string, send: (act: Waiting) => Promise<Outcome>, of = "") {
    super();
    this.#name = `outbox:${me}:${meeting}${of && `:${of}`}`;
    this.#send = send;
  }

  get all(): Waiting[] {
    try {
      return JSON.parse(localStorage.getItem(this.#name) ?? "[]") as Waiting[];
    } catch {
      return [];
    }
  }

  about(what: string): Waiting | undefined {
    return this.all.find((act) => act.about === what);
  }

  put(act: Waiting): void {
    this.#keep([...this.all.filter((one) => one.id !== act.id), act]);
    void this.flush();
  }

  drop(id: string): void {
    this.#keep(this.all.filter((act) => act.id !== id));
  }

  /** Send what waits, one after the other; what came back broken is tried again soon. */
  async flush(): Promise<void> {
    if (this.#busy) return;
    clearTimeout(this.#timer);
    this.#busy = true;
    try {
      for (let act = this.#next(); act; act = this.#next()) {
        const outcome = await this.#send(act);
        if (outcome.done) {
          this.drop(act.id);
          this.dispatchEvent(new CustomEvent("sent", { detail: { act, reply: outcome.reply } }));
        } else if (outcome.again) {
          this.#timer = setTimeout(() => void this.flush(), RETRY);
          return;
        } else
          this.#keep(
            this.all.map((one) => (one.id === act?.id ? { ...one, refused: outcome.refused } : one)),
          );
      }
    } finally {
      this.#busy = false;
    }
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #next(): Waiting | undefined {
    return this.all.find((act) => !act.refused);
  }

  #keep(acts: Waiting[]): void {
    try {
      if (acts.length) localStorage.setItem(this.#name, JSON.stringify(acts));
      else localStorage.removeItem(this.#name);
    } catch {
      // as above
    }
    this.dispatchEvent(new Event("change"));
  }
}
