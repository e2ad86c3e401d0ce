/** What the gateway says: who sends what, whose microphone is open. */

export type What = "mic" | "camera" | "screen";

export interface Sent {
  mid: string;
  what: What | "";
  /** Comes in several qualities. */
  layers: boolean;
}

export interface Feed {
  id: string;
  name: string;
  unit: string;
  role: "chair" | "secretary" | "site" | "";
  streams: Sent[];
}

export interface Voices {
  everybody: boolean;
  open: string[];
  closed: string[];
  /** Who has the floor. */
  speaker: string | null;
}

export interface Hello {
  link: number;
  me: string;
  resumed: boolean;
  relays: RTCIceServer[];
  feeds: Feed[];
  voices: Voices;
}

/** One line of what I watch: whose, which of theirs, on which line of mine. */
export interface Row {
  mid: string;
  feed: string | null;
  of: string | null;
  active: boolean;
}

export interface Offered {
  sdp?: string;
  streams?: Row[];
}

/** Asks the gateway for one thing and returns its answer. */
export type Asking = <T>(what: string, more?: Record<string, unknown>) => Promise<T>;

export const SILENCE: Voices = { everybody: false, open: [], closed: [], speaker: null };

export const mayBeHeard = (voices: Voices, id: string): boolean =>
  !voices.closed.includes(id) && (voices.everybody || voices.open.includes(id));

export const sends = (feed: Feed, what: What): Sent | undefined =>
  feed.streams.find((stream) => stream.what === what);
