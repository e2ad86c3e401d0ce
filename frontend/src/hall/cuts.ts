/** How to come out in time when the meeting is behind (LIVE-2): cuts in words, each one tap, none done by itself. */
import { t } from "../kernel/i18n";
import { budget, used } from "./budget";
import type { Item, Meeting } from "./shapes";

/** New values as `POST …/plan` takes them. */
export interface Plan {
  minutes?: Record<string, number>;
  in_writing?: string[];
  extended_minutes?: number;
}

export interface Cut {
  words: string;
  /** Minutes that it wins. */
  wins: number;
  plan: Plan;
}

const WORTH = 180; // seconds behind from which it is worth to say something
const STEP = 5; // minutes
const LEAST = 5; // minutes that an item keeps
const SHARE = 2; // an item gives at most one half of its length

const waitingItems = (items: readonly Item[]): Item[] =>
  items.filter((item) => item.state === "waiting" && !item.consent);

/** Nobody asked to speak on it and nobody decides: it can be read instead. */
const readable = (item: Item): boolean =>
  item.wanted === "inform" && !item.marks.objection && !item.marks.speak && !item.secret && !item.carried;

const numbered = (items: readonly Item[], chosen: readonly Item[]): string =>
  chosen.map((item) => items.indexOf(item) + 1).join(", ");

/** The cuts that this moment suggests, the gentlest first; none while the meeting is about on time. */
export function cuts(meeting: Meeting, items: readonly Item[], now: number): Cut[] {
  const behind = meeting.state === "running" ? budget(meeting, items, now).behind : 0;
  if (behind < WORTH) return [];
  const minutes = Math.ceil(behind / 60);
  return [shorter(items, minutes, now), written(items, minutes), longer(meeting, minutes)].filter(
    (cut) => cut !== undefined,
  );
}

/** Take five minutes each from the longest items that can spare them, reports before discussions. */
function shorter(items: readonly Item[], minutes: number, now: number): Cut | undefined {
  const ranks = { inform: 0, discuss: 1, decide: 2 };
  const spare = (item: Item) => {
    const left = item.minutes - Math.ceil(used(item, now) / 60);
    return Math.floor(Math.min(left / SHARE, left - LEAST) / STEP) * STEP;
  };
  const able = waitingItems(items)
    .filter((item) => spare(item) >= STEP)
    .sort((a, b) => ranks[a.wanted] - ranks[b.wanted] || b.minutes - a.minutes);
  const chosen = able.slice(0, Math.ceil(minutes / STEP)).sort((a, b) => items.indexOf(a) - items.indexOf(b));
  if (!chosen.length) return undefined;
  return {
    words: t("Rút {n} phút ở nội dung {items}", { n: STEP, items: numbered(items, chosen) }),
    wins: STEP * chosen.length,
    plan: { minutes: Object.fromEntries(chosen.map((item) => [item.id, item.minutes - STEP])) },
  };
}

/** Settle in writing what is only to be informed of: the last items first, as few as are needed. */
function written(items: readonly Item[], minutes: number): Cut | undefined {
  const able = waitingItems(items).filter(readable).reverse();
  const enough = able.find((item) => item.minutes >= minutes);
  const chosen = enough ? [enough] : able.slice(0, 2);
  if (!chosen.length) return undefined;
  return {
    words: t("Chuyển nội dung {items} sang xử lý bằng văn bản", {
      items: numbered(items, [...chosen].reverse()),
    }),
    wins: chosen.reduce((sum, item) => sum + item.minutes, 0),
    plan: { in_writing: chosen.map((item) => item.id) },
  };
}

function longer(meeting: Meeting, minutes: number): Cut {
  const more = Math.ceil(minutes / STEP) * STEP;
  return {
    words: t("Kéo dài cuộc họp {n} phút", { n: more }),
    wins: more,
    plan: { extended_minutes: meeting.extended + more },
  };
}

/** Minutes by which the meeting is, or is going to be, longer than its kind may be by law (R-45-03); 0: within. */
export function overLegal(meeting: Meeting, items: readonly Item[], now: number): number {
  if (meeting.started_at === null || meeting.state !== "running") return 0;
  const begun = Date.parse(meeting.started_at);
  const ends = Math.max(
    Date.parse(meeting.until) + Math.max(budget(meeting, items, now).behind, 0) * 1000,
    now,
  );
  return Math.max(Math.ceil((ends - begun) / 60_000) - meeting.max_minutes, 0);
}
