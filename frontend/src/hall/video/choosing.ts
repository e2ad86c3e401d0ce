/** Which pictures are worth their bandwidth on this screen, and how good: pure sums. */
import { type Feed, sends, type Voices } from "./shapes";

/** How much the line carries: everything; small pictures; the speaker alone, small; sound alone. */
export type Level = 0 | 1 | 2 | 3;
export const SOUND_ONLY: Level = 3;

export interface Choice {
  /** `feed/mid` of what is shown large; empty: nothing. */
  large: string;
  /** `feed/mid` of the small pictures, in order. */
  small: string[];
  /** `feed/mid` of all sound. */
  sound: string[];
}

const key = (feed: Feed, mid: string): string => `${feed.id}/${mid}`;

/** Who comes first: who has the floor, the chair, who was heard last, sites, the others. */
function weight(feed: Feed, voices: Voices, heard: ReadonlyMap<string, number>): number {
  if (feed.id === voices.speaker) return 4e15;
  if (feed.role === "chair") return 3e15;
  return (heard.get(feed.id) ?? 0) + (feed.role === "site" ? 1 : 0);
}

export function choose(
  feeds: readonly Feed[],
  voices: Voices,
  heard: ReadonlyMap<string, number>,
  { level, most, me, pinned = "" }: { level: Level; most: number; me: string; pinned?: string },
): Choice {
  const others = feeds.filter((feed) => feed.id !== me);
  const sound = others.flatMap((feed) => {
    const mic = sends(feed, "mic");
    return mic ? [key(feed, mic.mid)] : [];
  });
  if (level === SOUND_ONLY) return { large: "", small: [], sound };
  const sorted = [...others].sort(
    (a, b) => weight(b, voices, heard) - weight(a, voices, heard) || (a.id < b.id ? -1 : 1),
  );
  const cameras = sorted.flatMap((feed) => {
    const camera = sends(feed, "camera");
    return camera ? [{ feed, key: key(feed, camera.mid) }] : [];
  });
  const screen = sorted.flatMap((feed) => {
    const shared = sends(feed, "screen");
    return shared ? [key(feed, shared.mid)] : [];
  })[0];
  const chosen = cameras.find((camera) => camera.feed.id === pinned)?.key;
  const large = chosen ?? screen ?? cameras[0]?.key ?? "";
  const room = level === 2 ? 0 : most;
  const small = cameras.map((camera) => camera.key).filter((one) => one !== large);
  return { large, small: small.slice(0, room), sound };
}

export interface Report {
  /** Share of packets with pictures that did not arrive, 0 to 1. */
  lost: number;
  /** Pictures that stood still. */
  frozen: number;
  /** What arrived altogether, in kbit/s. */
  rate: number;
}

const BAD = 0.08;
const GOOD = 0.02;
/** A line that overflows at less than this, in kbit/s, has room for papers and sound and nothing else. */
const THIN = 300;
const STEADY = 8; // good looks in a row before more is dared

/** Sound first: a line that loses pictures gets fewer of them, and slowly more when it holds (NET-3). */
export class Patience {
  level: Level = 0;
  #good = 0;
  #wait = STEADY;

  look({ lost, frozen, rate }: Report): Level {
    if (lost > BAD || frozen > 1) {
      this.#good = 0;
      if (this.level < SOUND_ONLY) {
        // pictures that only stand still may come from a busy machine at either end: one step at a time then
        this.level = lost > BAD && rate < THIN ? SOUND_ONLY : ((this.level + 1) as Level);
        this.#wait = Math.min(this.#wait * 2, 64);
      }
    } else if (lost < GOOD && frozen === 0) {
      this.#good += 1;
      if (this.#good >= this.#wait && this.level > 0) {
        this.#good = 0;
        this.level = (this.level - 1) as Level;
      }
    } else this.#good = 0;
    return this.level;
  }
}
