/** What stands under the keys of votes (voting/live.py), and what screens read out of it. */
import { t } from "../../kernel/i18n";
import type { Store } from "../../kernel/store";
import type { Meeting } from "../shapes";

export type Kind = "agree" | "one" | "several" | "score" | "election";
export type Secrecy = "open" | "closed" | "secret";
export type State = "draft" | "checking" | "open" | "paused" | "closed" | "published" | "void";
/** What is on a ballot: a key, keys, or points by key. */
export type Choice = string | string[] | Record<string, number>;

export interface Option {
  key: string;
  label: string;
}

export interface Result {
  votes: Record<string, number>;
  blank: number;
  cast: number;
  base: number;
  needed: number | null;
  outcome: string;
  winners: string[];
  tie: boolean;
  by_chair: boolean;
  people: { members: number; may: number; cast: number };
}

export interface Poll {
  id: string;
  item: string | null;
  first: string | null;
  round: number;
  question: string;
  kind: Kind;
  options: Option[];
  /** How many may be chosen; the seats of an election. */
  most: number;
  top_score: number;
  other: boolean;
  secrecy: Secrecy;
  base: "all" | "present" | "cast";
  threshold: string;
  at_least: boolean;
  quorum: string;
  tie: "chair_side" | "not_passed";
  may_change: boolean;
  absent: boolean;
  live_tally: boolean;
  weights: Record<string, number>;
  seconds: number;
  state: State;
  opened_at: string | null;
  ends_at: string | null;
  left: number | null;
  closed_at: string | null;
  published_at: string | null;
  members: number;
  voters: number;
  reason: string;
  result: Result | null;
}

/** One member for whom I vote: myself, or who sent me. */
export interface Vote {
  voter: string;
  /** Whose substitute I am; empty: my own vote. */
  member: string;
  may: boolean;
  voted: boolean;
  weight: number;
  choice: Choice | null;
  text: string;
}

export interface Own {
  ready: boolean;
  votes: Vote[];
}

/** Passes by while a vote goes on. */
export interface Turnout {
  cast: number;
  of: number;
  ready?: number;
  votes?: Record<string, number>;
}

/** The first parts of the keys of votes. */
export const KEYS = ["poll", "polldraft", "pollresult", "me", "turnout", "meeting", "agenda", "can"] as const;
const GOING: readonly State[] = ["checking", "open", "paused"];

const byTime = (one: Poll, other: Poll): number => (one.id < other.id ? -1 : 1);

/** Every vote that this person may see, drafts too, in the order in which they were prepared. */
export function pollsOf(store: Store): Poll[] {
  return [...store.under<Poll>("poll").values(), ...store.under<Poll>("polldraft").values()].sort(byTime);
}

/** The vote that goes on; there is one at most. */
export function goingOn(store: Store): Poll | undefined {
  return [...store.under<Poll>("poll").values()].find((poll) => GOING.includes(poll.state));
}

/** The newest vote that is over and whose result is to be told or has just been told. */
export function lastOver(store: Store): Poll | undefined {
  const over = [...store.under<Poll>("poll").values()].filter(
    (poll) => poll.state === "closed" || poll.state === "published",
  );
  return over.sort((one, other) => ((one.closed_at ?? "") < (other.closed_at ?? "") ? 1 : -1))[0];
}

const SHOWN = 90_000; // milliseconds that a result stands on the big screen

/** What the big screen shows: the vote that goes on, one that waits for its result, a result that is new. */
export function onBoard(store: Store, now: number): Poll | undefined {
  const going = goingOn(store);
  if (going) return going;
  const last = lastOver(store);
  if (!last?.closed_at) return undefined;
  const meeting = store.get<Meeting>("meeting");
  if (meeting?.state !== "running") return undefined;
  if (last.state === "closed") return last;
  const over = last.item !== null && last.item !== meeting.item; // the meeting has gone on to something else
  return !over && now - Date.parse(last.published_at ?? last.closed_at) < SHOWN ? last : undefined;
}

/** What takes the stage of every screen: the same, unless I have put the result away. */
export function onStage(store: Store, now: number): Poll | undefined {
  const shown = onBoard(store, now);
  return shown && store.get<string>("vote-read") !== shown.id ? shown : undefined;
}

export const ownOf = (store: Store, poll: string): Own =>
  store.get<Own>(`me/poll/${poll}`) ?? { ready: false, votes: [] };

export const turnoutOf = (store: Store, poll: string): Turnout | undefined =>
  store.get<Turnout>(`turnout/${poll}`);

/** What was counted: for everybody when it is published, for the desk before. */
export const resultOf = (store: Store, poll: Poll): Result | undefined =>
  poll.result ?? store.get<Result>(`pollresult/${poll.id}`);

export const KINDS: Record<Kind, () => string> = {
  agree: () => t("Tán thành, không tán thành"),
  one: () => t("Chọn một phương án"),
  several: () => t("Chọn nhiều phương án"),
  score: () => t("Cho điểm"),
  election: () => t("Bầu chọn"),
};

export const SECRECIES: Record<Secrecy, () => string> = {
  open: () => t("Công khai"),
  closed: () => t("Chỉ thư ký biết tên"),
  secret: () => t("Bỏ phiếu kín"),
};

/** What each way of voting means for who votes: read before the vote opens. */
export const PROMISES: Record<Secrecy, () => string> = {
  open: () => t("Mọi người trong phòng họp thấy ai bỏ phiếu gì."),
  closed: () => t("Mọi người thấy kết quả; chỉ thư ký thấy tên."),
  secret: () => t("Không ai, kể cả người quản trị, biết phiếu của ai. Đồng chí có mã để tự kiểm tra."),
};

export const STATES: Record<State, () => string> = {
  draft: () => t("Chuẩn bị"),
  checking: () => t("Kiểm tra sẵn sàng"),
  open: () => t("Đang biểu quyết"),
  paused: () => t("Tạm dừng"),
  closed: () => t("Đã đóng, chưa công bố"),
  published: () => t("Đã công bố"),
  void: () => t("Đã hủy"),
};

const BASES: Record<Poll["base"], () => string> = {
  all: () => t("tổng số thành viên"),
  present: () => t("số thành viên có mặt"),
  cast: () => t("số phiếu đã bỏ"),
};

function part(fraction: string, atLeast: boolean): string {
  if (fraction === "1") return t("toàn bộ");
  if (fraction === "1/2") return atLeast ? t("ít nhất một nửa") : t("quá nửa");
  return atLeast ? t("ít nhất {part}", { part: fraction }) : t("quá {part}", { part: fraction });
}

/** The rule as it is read out: «quá nửa tổng số thành viên; hòa: theo phía chủ trì». */
export function ruleOf(poll: Poll): string {
  const said: string[] = [];
  if (poll.kind === "score") said.push(t("cho điểm từ 0 đến {n}", { n: poll.top_score }));
  else if (poll.threshold) said.push(`${part(poll.threshold, poll.at_least)} ${BASES[poll.base]()}`);
  else said.push(t("nhiều phiếu nhất"));
  if (poll.kind === "election") said.push(t("bầu {n} người", { n: poll.most }));
  if (poll.kind === "several") said.push(t("chọn tối đa {n}", { n: poll.most }));
  if (poll.quorum) said.push(t("hợp lệ khi {part} thành viên bỏ phiếu", { part: part(poll.quorum, true) }));
  if (poll.kind === "agree" || poll.kind === "one")
    said.push(poll.tie === "chair_side" ? t("hòa: theo phía chủ trì") : t("hòa: không thông qua"));
  return said.join("; ");
}

/** A rule as a sentence of its own. */
export const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;

/** What else is good to know before voting. */
export function notesOf(poll: Poll): string[] {
  const said = [poll.may_change ? t("Được đổi phiếu đến khi đóng.") : t("Phiếu đã gửi không đổi được.")];
  if (poll.absent) said.push(t("Thành viên vắng mặt cũng được bỏ phiếu."));
  if (Object.keys(poll.weights).length) said.push(t("Có thành viên có nhiều hơn một phiếu."));
  return said;
}

export interface Line {
  key: string;
  label: string;
  /** The shape that says the same as the colour. */
  icon: string;
  tone: "agree" | "disagree" | "other" | "blank" | "plain";
}

/** What stands on the ballot, in order; blank last. */
export function linesOf(poll: Poll): Line[] {
  if (poll.kind !== "agree")
    return poll.options.map((option) => ({ ...option, icon: "point", tone: "plain" as const }));
  const lines: Line[] = [
    { key: "agree", label: t("Tán thành"), icon: "check", tone: "agree" },
    { key: "disagree", label: t("Không tán thành"), icon: "x", tone: "disagree" },
    { key: "abstain", label: t("Không biểu quyết"), icon: "minus", tone: "blank" },
  ];
  if (poll.other) lines.push({ key: "other", label: t("Ý kiến khác"), icon: "message", tone: "other" });
  return lines;
}

export const blankWord = (poll: Poll): string =>
  poll.kind === "agree" ? t("Không biểu quyết") : t("Phiếu trắng");

/** A choice in words. */
export function wordsOf(poll: Poll, choice: Choice): string {
  const labels = new Map(linesOf(poll).map((line) => [line.key, line.label]));
  const label = (key: string) => (key === "abstain" ? blankWord(poll) : (labels.get(key) ?? key));
  if (typeof choice === "string") return label(choice);
  if (Array.isArray(choice)) return choice.length ? choice.map(label).join("; ") : blankWord(poll);
  const points = Object.entries(choice).map(([key, score]) => `${label(key)}: ${score}`);
  return points.length ? points.join("; ") : blankWord(poll);
}

const OUTCOMES: Record<string, () => string> = {
  passed: () => t("Được thông qua"),
  not_passed: () => t("Không được thông qua"),
  no_quorum: () => t("Không đủ số người bỏ phiếu"),
  undecided: () => t("Chưa có phương án đạt số phiếu"),
  partly: () => t("Trúng cử một phần, còn khuyết"),
  elected: () => t("Trúng cử"),
  chosen: () => t("Được chọn"),
  counted: () => t("Đã ghi nhận"),
};
const GOOD = new Set(["passed", "chosen", "elected"]);

export const isGood = (result: Result): boolean => GOOD.has(result.outcome);

/** What follows: «Được thông qua», «Trúng cử: An, Bình». */
export function outcomeOf(poll: Poll, result: Result): string {
  const said = OUTCOMES[result.outcome]?.() ?? result.outcome;
  const names = poll.options.filter((option) => result.winners.includes(option.key)).map((one) => one.label);
  return names.length ? `${said}: ${names.join(", ")}` : said;
}

export interface Bar extends Line {
  votes: number;
  /** Of the base, 0 to 100. */
  share: number;
  won: boolean;
}

/** The lines of the chart, blank ballots last. */
export function barsOf(poll: Poll, result: Result): Bar[] {
  const whole = poll.kind === "score" ? result.cast * poll.top_score : result.base;
  const share = (votes: number, of = whole) => (of ? Math.round((1000 * votes) / of) / 10 : 0);
  const won = (key: string) =>
    poll.kind === "agree" ? key === "agree" && result.outcome === "passed" : result.winners.includes(key);
  const bars = linesOf(poll)
    .filter((line) => line.key !== "abstain")
    .map((line) => {
      const votes = result.votes[line.key] ?? 0;
      return { ...line, votes, share: share(votes), won: won(line.key) };
    });
  const blank: Bar = {
    key: "abstain",
    label: blankWord(poll),
    icon: "minus",
    tone: "blank",
    votes: result.blank,
    share: share(result.blank, result.base),
    won: false,
  };
  return [...bars, blank];
}

/** «12/14 người được bỏ phiếu đã bỏ; 15 thành viên». */
export function inWords({ people, needed }: Result): string {
  const said = t("{cast}/{may} người được bỏ phiếu đã bỏ; {members} thành viên.", { ...people });
  return needed === null ? said : `${said} ${t("Cần ít nhất {n}.", { n: needed })}`;
}

/** Seconds that are left; undefined where nothing counts down. */
export function secondsLeft(poll: Poll, now: number): number | undefined {
  if (poll.ends_at) return Math.max(0, Math.ceil((Date.parse(poll.ends_at) - now) / 1000));
  return poll.left ?? undefined;
}
