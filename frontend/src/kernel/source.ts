/** An event stream that does not give up: waits longer each time, and says how it stands. */

export type Standing = "connecting" | "live" | "waiting";

export interface Incoming {
  /** The event's number, 0 when the stream has none. */
  id: number;
  kind: string;
  data: string;
}

const OPEN_WITHIN = 8_000;
const BACK_WITHIN = 3_000; // a line that was good and dropped: the browser tries by itself, then we say so
const WAITS = [1_000, 2_000, 5_000, 10_000, 30_000];

export interface SourceOptions {
  /** The address, asked for again before each attempt, so that it may carry the last number seen. */
  address: () => string;
  kinds: readonly string[];
  receive: (event: Incoming) => void;
  stand: (standing: Standing) => void;
  signal: AbortSignal;
}

/**
 * Keep a stream open until the signal aborts. The browser reconnects by itself, with Last-Event-ID,
 * while the server answers; where it does not (an error status, a proxy that buffers), we try again.
 */
export function keepOpen({ address, kinds, receive, stand, signal }: SourceOptions): void {
  let tries = 0;
  let good = false;
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function again(): void {
    source?.close();
    clearTimeout(timer);
    if (signal.aborted) return;
    stand("waiting");
    const wait = WAITS[Math.min(tries, WAITS.length - 1)] ?? 30_000;
    tries += 1;
    timer = setTimeout(open, wait * (0.75 + Math.random() / 2));
  }

  function lost(): void {
    if (good) timer = setTimeout(again, BACK_WITHIN);
    good = false;
    stand("connecting");
  }

  function open(): void {
    if (signal.aborted) return;
    clearTimeout(timer);
    source?.close();
    stand("connecting");
    source = new EventSource(address());
    timer = setTimeout(again, OPEN_WITHIN);
    source.addEventListener("open", () => {
      clearTimeout(timer);
      tries = 0;
      good = true;
      stand("live");
    });
    source.addEventListener("error", () => {
      if (source?.readyState === EventSource.CLOSED) again();
      else if (source?.readyState === EventSource.CONNECTING) lost();
    });
    for (const kind of kinds) {
      source.addEventListener(kind, (event) => {
        const { data, lastEventId } = event as MessageEvent<string>;
        receive({ id: Number(lastEventId) || 0, kind, data });
      });
    }
  }

  window.addEventListener("online", open, { signal });
  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    source?.close();
  });
  open();
}
