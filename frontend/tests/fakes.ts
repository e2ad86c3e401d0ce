/** Stand-ins for what a browser has and happy-dom has not: an event stream, locks, channels between tabs. */

export class FakeEventSource extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSED = 2;
  static all: FakeEventSource[] = [];
  readyState = 0;

  constructor(readonly url: string) {
    super();
    FakeEventSource.all.push(this);
  }

  static get last(): FakeEventSource {
    const last = FakeEventSource.all.at(-1);
    if (!last) throw new Error("no stream was opened");
    return last;
  }

  static get open(): FakeEventSource[] {
    return FakeEventSource.all.filter((one) => one.readyState !== FakeEventSource.CLOSED);
  }

  opens(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event("open"));
  }

  sends(kind: string, data: unknown, id = ""): void {
    this.dispatchEvent(new MessageEvent(kind, { data: JSON.stringify(data), lastEventId: id }));
  }

  fails(): void {
    this.readyState = 2;
    this.dispatchEvent(new Event("error"));
  }

  close(): void {
    this.readyState = 2;
  }
}

/** Locks as the standard has them: one holder, a queue, stealing, and waits that can be called off. */
export class FakeLocks {
  #held = new Map<string, { release: () => void; lose: (why: Error) => void }>();
  #queue = new Map<string, (() => void)[]>();

  request(name: string, options: LockOptions, work: () => Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      const grant = () => {
        if (options.signal?.aborted) return this.#next(name);
        this.#held.set(name, { release: () => undefined, lose: reject });
        void work().then(() => {
          if (this.#held.get(name)?.lose === reject) this.#held.delete(name);
          resolve();
          this.#next(name);
        });
      };
      if (options.steal) {
        const holder = this.#held.get(name);
        this.#held.delete(name);
        holder?.lose(new DOMException("stolen", "AbortError"));
        grant();
      } else if (this.#held.has(name)) this.#queue.set(name, [...(this.#queue.get(name) ?? []), grant]);
      else grant();
    });
  }

  #next(name: string): void {
    if (this.#held.has(name)) return;
    const [first, ...rest] = this.#queue.get(name) ?? [];
    this.#queue.set(name, rest);
    first?.();
  }
}

/** One channel per tab; a message reaches every other tab, at once. */
export class FakeChannel extends EventTarget {
  static all: FakeChannel[] = [];
  static frozen = new Set<FakeChannel>();

  constructor(readonly name: string) {
    super();
    FakeChannel.all.push(this);
  }

  postMessage(data: unknown): void {
    if (FakeChannel.frozen.has(this)) return;
    for (const other of FakeChannel.all) {
      if (other === this || other.name !== this.name || FakeChannel.frozen.has(other)) continue;
      other.dispatchEvent(new MessageEvent("message", { data: structuredClone(data) }));
    }
  }

  close(): void {
    FakeChannel.all = FakeChannel.all.filter((one) => one !== this);
  }
}

export type Answers = Record<string, () => Response | Promise<Response>>;

/** Answer requests from a table of addresses; everything else is not there. */
export function server(answers: Answers): (input: RequestInfo | URL) => Promise<Response> {
  return async (input) => {
    const url = String(input);
    const found = answers[url];
    return found ? await found() : new Response('{"code":"kernel.not_found","message":"?"}', { status: 404 });
  };
}

export const answer = (body: unknown, status = 200): Response =>
  new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });

/** Let every promise that is ready run. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 12; turn += 1) await Promise.resolve();
}
