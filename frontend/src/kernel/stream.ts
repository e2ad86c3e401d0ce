/** Keep a store equal to one live room: load it once, then follow its numbered changes. */
import { HouseError } from "./errors";
import { get } from "./http";
import { share, type Work } from "./leader";
import { keepOpen, type Standing } from "./source";
import type { Puts, Store } from "./store";

export interface Snapshot {
  seq: number;
  state: Puts;
}

/** What the events address answers to `Accept: application/json`. */
export interface Missed {
  seq: number;
  events: { seq: number; puts: Puts }[];
  reset?: boolean;
}

/** How the room is connected, for the person: live; polling (slower, still right); offline; gone (no longer theirs). */
export type Connection = "connecting" | "live" | "polling" | "offline" | "gone";

export interface Watcher {
  connection?: (connection: Connection) => void;
}

const POLL = 3_000;
const STALE = 30_000;

type Message =
  | { kind: "change"; seq: number; puts: Puts }
  | { kind: "signal"; puts: Puts }
  | { kind: "reset" }
  | { kind: "standing"; standing: Standing };

class Room {
  #seq = 0;
  #heard = 0;
  #loading: Promise<void> | undefined;
  #polling: ReturnType<typeof setInterval> | undefined;
  #waiting: Message[] = [];
  readonly signal: AbortSignal;

  constructor(
    readonly address: string,
    readonly store: Store,
    readonly watcher: Watcher,
    readonly life: AbortController,
  ) {
    this.signal = life.signal;
    this.signal.addEventListener("abort", () => this.stop());
  }

  get seq(): number {
    return this.#seq;
  }

  /** Load the whole room. Changes that arrive meanwhile are kept and applied on top: they carry whole values. */
  load(): Promise<void> {
    this.#loading ??= this.#load().finally(() => {
      this.#loading = undefined;
    });
    return this.#loading;
  }

  async #load(): Promise<void> {
    const { seq, state } = await get<Snapshot>(`${this.address}/live`, { signal: this.signal });
    this.#seq = seq;
    this.#heard = Date.now();
    this.store.replace(state);
    const waiting = this.#waiting.splice(0);
    this.#loading = undefined;
    for (const message of waiting) this.take(message);
  }

  take(message: Message): void {
    if (this.#loading && message.kind === "change") {
      this.#waiting.push(message);
      return;
    }
    if (message.kind === "change") this.change(message.seq, message.puts);
    if (message.kind === "signal") this.store.pass(message.puts);
    if (message.kind === "reset") void this.reload();
    if (message.kind === "standing") this.#stands(message.standing);
  }

  /** A number already seen is an echo; changes reach each viewer in order, not without gaps: audiences differ. */
  change(seq: number, puts: Puts): void {
    this.#heard = Date.now();
    if (seq <= this.#seq) return;
    this.#seq = seq;
    this.store.apply(puts);
  }

  async reload(): Promise<void> {
    try {
      await this.load();
    } catch (error) {
      if (this.signal.aborted) return;
      if (error instanceof HouseError && [401, 403, 404].includes(error.status)) this.say("gone");
      else setTimeout(() => !this.signal.aborted && this.reload(), POLL);
    }
  }

  /** Ask what was missed. A server whose counter stands before ours has been restored: begin anew. */
  async catchUp(): Promise<void> {
    try {
      const missed = await get<Missed>(`${this.address}/events?after=${this.#seq}`, { signal: this.signal });
      if (missed.reset || missed.seq < this.#seq) await this.reload();
      else for (const event of missed.events) this.change(event.seq, event.puts);
      this.#heard = Date.now();
      if (this.#polling) this.say("polling");
    } catch (error) {
      if (this.signal.aborted) return;
      const gone = error instanceof HouseError && [401, 403, 404].includes(error.status);
      this.say(gone ? "gone" : "offline");
    }
  }

  /** A tab that slept, or a network that came back: look before trusting what is on the screen. */
  wake(): void {
    if (document.visibilityState === "visible" && Date.now() - this.#heard > STALE) void this.catchUp();
  }

  say(connection: Connection): void {
    this.watcher.connection?.(connection);
    if (connection === "gone") this.life.abort();
  }

  /** Once the stream is away the room is polled until the stream is back, also while it tries to come back. */
  #stands(standing: Standing): void {
    if (standing === "live") {
      this.stop();
      this.#heard = Date.now();
      this.say("live");
    } else if (standing === "waiting" && !this.#polling) {
      this.say(navigator.onLine ? "polling" : "offline");
      this.#polling = setInterval(() => void this.catchUp(), POLL);
      void this.catchUp();
    } else if (standing === "connecting" && !this.#polling)
      this.say(navigator.onLine ? "connecting" : "offline");
  }

  stop(): void {
    clearInterval(this.#polling);
    this.#polling = undefined;
  }
}

function parse(kind: string, id: number, data: string): Message {
  if (kind === "change") return { kind, seq: id, puts: JSON.parse(data) as Puts };
  if (kind === "signal") return { kind, puts: (JSON.parse(data) as { puts?: Puts }).puts ?? {} };
  return { kind: "reset" };
}

/**
 * Follow a room (`/api/meetings/<id>`) until the signal aborts. Resolves when the room is first on the store;
 * rejects with a HouseError when it may not be seen.
 */
export async function follow(
  room: string,
  store: Store,
  signal: AbortSignal,
  watcher: Watcher = {},
): Promise<void> {
  const life = new AbortController();
  signal.addEventListener("abort", () => life.abort(), { signal: life.signal });
  const live = new Room(room, store, watcher, life);
  live.say("connecting");
  const first = live.load();
  let standing: Standing = "connecting";
  const work: Work<Message> = (publish, until) => void first.then(() => stream(live, publish, until), quiet);
  const hear = (message: Message) => {
    if (message.kind === "standing") standing = message.standing;
    live.take(message);
  };
  share(`room:${room}`, work, hear, life.signal, (): Message => ({ kind: "standing", standing }));
  document.addEventListener("visibilitychange", () => live.wake(), life);
  window.addEventListener("pageshow", () => live.wake(), life);
  window.addEventListener("online", () => void live.catchUp(), life);
  window.addEventListener("offline", () => live.say("offline"), life);
  try {
    await first;
  } catch (error) {
    life.abort();
    throw error;
  }
}

/** `follow` itself tells its caller why the first load failed; the leader's work need not say it again. */
const quiet = (): void => undefined;

/** What the leading tab does: its stream starts where its own copy of the room ends. */
function stream(live: Room, publish: (message: Message) => void, signal: AbortSignal): void {
  keepOpen({
    address: () => `${live.address}/events?after=${live.seq}`,
    kinds: ["change", "signal", "reset"],
    receive: ({ id, kind, data }) => publish(parse(kind, id, data)),
    stand: (standing) => publish({ kind: "standing", standing }),
    signal,
  });
}
