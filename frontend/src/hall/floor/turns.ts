/** The speaking queue as the room has it, and the sums that every part of it shows alike. */
import { t } from "../../kernel/i18n";
import type { Store } from "../../kernel/store";
import { clock, now } from "../../kernel/time";
import type { Meeting, Named } from "../shapes";

export type Kind = "speech" | "question";
export type Rule = "time" | "units" | "least";

export interface Turn {
  id: string;
  item: string | null;
  kind: Kind | "answer";
  topic: string;
  /** The person's id; null for somebody without an account. */
  speaker: string | null;
  name: string;
  unit: Named | null;
  site: Named | null;
  asked: Named | null;
  /** Of an answer: the question. */
  question: string | null;
  state: "requested" | "called" | "speaking" | "paused" | "ended" | "passed_over";
  at: string;
  since: string | null;
  /** Seconds before `since`. */
  used: number;
  allowed: number;
  extended: number;
  written: boolean;
  reason: string;
}

export interface Queue {
  rule: Rule;
  minutes: number;
  open: Record<Kind, boolean>;
  /** How many the desk has placed by hand, in front. */
  placed: number;
  speech: string[];
  question: string[];
}

/** Why the desk took my request off the list. */
export interface Told {
  kind: Kind;
  topic: string;
  reason: string;
  at: string;
}

export const KEYS = ["queue", "turn", "told", "meeting", "agenda", "can", "attendance"] as const;
const WARNING = 60; // seconds before the end at which the clock warns
const HELD = new Set(["called", "speaking", "paused"]);

export const RULES: Record<Rule, () => string> = {
  time: () => t("theo thời điểm đăng ký"),
  units: () => t("luân phiên giữa các đơn vị"),
  least: () => t("người phát biểu ít được mời trước"),
};

export function turnsOf(store: Store): Turn[] {
  return [...store.under<Turn>("turn").values()].sort(
    (a, b) => Date.parse(a.at) - Date.parse(b.at) || (a.id < b.id ? -1 : 1),
  );
}

export function queueOf(store: Store): Queue | undefined {
  return store.get<Queue>("queue");
}

/** Who waits in one list, in the order in which they are called. */
export function waiting(store: Store, kind: Kind): Turn[] {
  return (queueOf(store)?.[kind] ?? []).flatMap((id) => store.get<Turn>(`turn/${id}`) ?? []);
}

/** Whether a request may be called now: on the running item, or on none. */
export function isNow(turn: Turn, meeting: Meeting | undefined): boolean {
  return turn.item === null || turn.item === meeting?.item;
}

export interface Holding {
  /** Whose clock runs, else who was stopped last. */
  floor: Turn | undefined;
  /** Others who were stopped and go on later. */
  stopped: Turn[];
  /** Who has been called to be ready. */
  called: Turn | undefined;
}

export function holding(store: Store): Holding {
  const turns = turnsOf(store);
  const speaking = turns.find((turn) => turn.state === "speaking");
  const paused = turns.filter((turn) => turn.state === "paused");
  const floor = speaking ?? paused.at(-1);
  return {
    floor,
    stopped: paused.filter((turn) => turn !== floor),
    called: turns.find((turn) => turn.state === "called"),
  };
}

/** Who is called next by the rule: whoever is called already, else the first who may be. */
export function following(store: Store, kind: Kind = "speech"): Turn | undefined {
  const meeting = store.get<Meeting>("meeting");
  const called = turnsOf(store).find((turn) => turn.state === "called" && turn.kind === kind);
  return called ?? waiting(store, kind).find((turn) => isNow(turn, meeting));
}

/** Seconds that a turn has lasted. */
export function usedOf(turn: Turn, at: number): number {
  const run = turn.since ? (at - Date.parse(turn.since)) / 1000 : 0;
  return turn.used + Math.max(run, 0);
}

export type Tone = "done" | "warning" | "live" | "neutral";

export interface ClockFace {
  /** Whole seconds left; negative when over. */
  left: number;
  text: string;
  words: string;
  tone: Tone;
  /** Part of the time that is used, 0 to 1. */
  share: number;
}

/** What the clock of a turn says, never by colour alone. */
export function clockOf(turn: Turn, at: number): ClockFace {
  const used = usedOf(turn, at);
  const left = Math.ceil(turn.allowed - used);
  const share = turn.allowed ? Math.min(used / turn.allowed, 1) : 0;
  const text = `${left < 0 ? "−" : ""}${clock(left * 1000)}`;
  if (turn.state === "paused") return { left, text, words: t("tạm dừng"), tone: "neutral", share };
  if (left <= 0) return { left, text, words: t("hết giờ"), tone: "live", share: 1 };
  if (left <= WARNING) return { left, text, words: t("sắp hết giờ"), tone: "warning", share };
  return { left, text, words: t("còn lại"), tone: "done", share };
}

/** A length in words: 4 phút 35 giây. */
export function length(seconds: number): string {
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  if (!minutes) return t("{n} giây", { n: whole });
  return whole % 60 ? t("{m} phút {s} giây", { m: minutes, s: whole % 60 }) : t("{n} phút", { n: minutes });
}

export interface MyPlace {
  turn: Turn;
  /** 1 in front. */
  place: number;
  /** Minutes until it is about my turn. */
  minutes: number;
}

/** Where I stand now, and how long it may take. What waits for another item keeps nobody from asking on this one. */
export function myPlace(store: Store, me: string): MyPlace | undefined {
  const meeting = store.get<Meeting>("meeting");
  const minutes = queueOf(store)?.minutes ?? 5;
  const held = turnsOf(store).find((turn) => turn.speaker === me && HELD.has(turn.state));
  if (held) return { turn: held, place: 1, minutes: 0 };
  for (const kind of ["speech", "question"] as const) {
    const line = waiting(store, kind).filter((turn) => isNow(turn, meeting));
    const place = line.findIndex((turn) => turn.speaker === me);
    const turn = line[place];
    if (turn) return { turn, place: place + 1, minutes: Math.ceil(ahead(store, place, minutes)) };
  }
  return undefined;
}

function ahead(store: Store, before: number, minutes: number): number {
  const { floor, called } = holding(store);
  const left = floor ? Math.max(clockOf(floor, now()).left, 0) / 60 : 0;
  return left + (called ? minutes : 0) + before * minutes;
}

/** The answer turns of a question, the newest last. */
export function answersOf(store: Store, question: string): Turn[] {
  return turnsOf(store).filter((turn) => turn.question === question);
}

export interface Spoken {
  name: string;
  unit: string;
  seconds: number;
  turns: number;
}

/** Who has spoken how long so far, the longest first. */
export function spokenOf(store: Store, at: number): Spoken[] {
  const found = new Map<string, Spoken>();
  for (const turn of turnsOf(store)) {
    const seconds = usedOf(turn, at);
    if (!seconds) continue;
    const key = turn.speaker ?? turn.name;
    const one = found.get(key) ?? { name: turn.name, unit: turn.unit?.name ?? "", seconds: 0, turns: 0 };
    one.seconds += seconds;
    one.turns += 1;
    found.set(key, one);
  }
  return [...found.values()].sort((a, b) => b.seconds - a.seconds);
}

/** Unit and site under the name. */
export function whence(turn: Turn): string {
  if (turn.site) return t("Điểm cầu {site}", { site: turn.site.name });
  return turn.unit?.name ?? "";
}
