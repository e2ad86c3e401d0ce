/** What I watch and hear: the wanted streams of everybody on one connection, one agreement at a time. */
import { peer } from "./sending";
import type { Asking, Offered, Row } from "./shapes";

export interface Received {
  lost: number;
  packets: number;
  frozen: number;
  bytes: number;
}

export const NOTHING: Readonly<Received> = { lost: 0, packets: 0, frozen: 0, bytes: 0 };
const AGAIN = 1_500; // milliseconds before what was refused is asked for again

export class Watching {
  readonly tracks = new Map<string, MediaStreamTrack>();
  readonly #ask: Asking;
  readonly #relays: RTCIceServer[];
  readonly #moved: () => void;
  readonly #failed: () => void;
  #pc: RTCPeerConnection | undefined;
  #rows: Row[] = [];
  #turn: Promise<unknown> = Promise.resolve();
  #wanted: ReadonlySet<string> = new Set();
  #retry: ReturnType<typeof setTimeout> | undefined;
  /** What was refused a moment ago. */
  readonly #refused = new Set<string>();

  constructor(
    ask: Asking,
    relays: RTCIceServer[],
    { moved, failed }: { moved: () => void; failed: () => void },
  ) {
    this.#ask = ask;
    this.#relays = relays;
    this.#moved = moved;
    this.#failed = failed;
  }

  get pc(): RTCPeerConnection | undefined {
    return this.#pc;
  }

  /** On which line of mine a stream arrives. */
  lineOf(key: string): string | undefined {
    return this.#rows.find((row) => row.active && keyOf(row) === key)?.mid;
  }

  /** Have exactly these streams, as far as they are there. */
  want(keys: Iterable<string>): void {
    this.#wanted = new Set(keys);
    this.#turn = this.#turn
      .catch(() => undefined)
      .then(() => this.#sync())
      .catch(() => undefined);
  }

  /** Who is gone takes the lines along: whoever comes back by that name is somebody new to the media server. */
  feedsMoved(there: { has: (feed: string) => boolean }): void {
    this.#refused.clear();
    for (const row of this.#rows) if (row.feed && !there.has(row.feed)) row.active = false;
    this.#note();
  }

  async restart(): Promise<void> {
    await this.#take(await this.#ask<Offered>("restart"));
  }

  async #sync(): Promise<void> {
    const have = new Map(this.#rows.filter((row) => row.active).map((row) => [keyOf(row), row.mid]));
    const add = [...this.#wanted].filter((key) => !have.has(key) && !this.#refused.has(key));
    const drop = [...have].filter(([key]) => !this.#wanted.has(key)).map(([, mid]) => ({ sub_mid: mid }));
    if (!add.length && !drop.length) return;
    const streams = add.map((key) => {
      const cut = key.lastIndexOf("/");
      return { feed: key.slice(0, cut), mid: key.slice(cut + 1) };
    });
    try {
      await this.#take(await this.#ask<Offered>("watch", { add: streams, drop }));
    } catch {
      for (const key of add) this.#refused.add(key);
      clearTimeout(this.#retry);
      this.#retry = setTimeout(() => {
        this.#refused.clear();
        this.want(this.#wanted);
      }, AGAIN);
    }
  }

  async #take({ sdp, streams }: Offered): Promise<void> {
    if (streams) this.#rows = streams;
    if (sdp) {
      this.#pc ??= this.#open();
      await this.#pc.setRemoteDescription({ type: "offer", sdp });
      await this.#pc.setLocalDescription();
      await this.#ask("answer", { sdp: this.#pc.localDescription?.sdp });
    }
    this.#note();
  }

  #open(): RTCPeerConnection {
    const pc = peer(this.#relays, "watch", this.#ask);
    pc.addEventListener("track", () => this.#note());
    pc.addEventListener("connectionstatechange", () => {
      if (pc.connectionState === "failed") this.#failed();
    });
    return pc;
  }

  #note(): void {
    const lines = new Map(this.#pc?.getTransceivers().map((line) => [line.mid, line.receiver.track]));
    this.tracks.clear();
    for (const row of this.#rows) {
      const track = lines.get(row.mid);
      if (row.active && row.feed && track) this.tracks.set(keyOf(row), track);
    }
    this.#moved();
  }

  /** How pictures have arrived since the beginning, and how much altogether. */
  async received(): Promise<Received> {
    const sum: Received = { ...NOTHING };
    for (const report of (await this.#pc?.getStats())?.values() ?? []) {
      if (report.type !== "inbound-rtp") continue;
      sum.bytes += report.bytesReceived ?? 0;
      if (report.kind !== "video") continue;
      sum.lost += report.packetsLost ?? 0;
      sum.packets += report.packetsReceived ?? 0;
      sum.frozen += report.freezeCount ?? 0;
    }
    return sum;
  }

  close(): void {
    clearTimeout(this.#retry);
    this.#pc?.close();
    this.tracks.clear();
  }
}

const keyOf = (row: Row): string => `${row.feed}/${row.of}`;
