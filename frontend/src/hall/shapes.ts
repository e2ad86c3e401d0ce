/** What stands under the room's keys; the prose is at the top of meetings/live.py and floor/live.py. */

export interface Named {
  id: string;
  name: string;
}

export interface Meeting {
  id: string;
  title: string;
  kind: string;
  form: "on_site" | "online" | "hybrid";
  state: "published" | "running" | "closed" | "concluded" | "cancelled";
  location: string;
  chair: Named;
  secretary: Named;
  assistants: Named[];
  starts_at: string;
  ends_at: string;
  /** The planned end and what was given while the meeting ran. */
  until: string;
  extended: number;
  /** The longest that this kind of meeting may be by law. */
  max_minutes: number;
  started_at: string | null;
  closed_at: string | null;
  item: string | null;
  /** What everybody may know of the script: the item that comes next. The desk's steps are under «script». */
  next: { do: "start" | "item" | "close" | ""; item: string | null };
  consent_adopted_at: string | null;
  papers: string[];
}

export interface Item {
  id: string;
  place: number;
  title: string;
  secret: boolean;
  presenter: Named | null;
  unit: Named | null;
  minutes: number;
  wanted: "inform" | "discuss" | "decide";
  consent: boolean;
  carried: boolean;
  state: "waiting" | "running" | "done" | "skipped";
  in_writing: boolean;
  started_at: string | null;
  ended_at: string | null;
  used_seconds: number;
  papers: string[];
  marks: { agree: number; objection: number; speak: number };
}

export interface Paper {
  id: string;
  secret: boolean;
  title: string;
  version?: number;
  state: "converting" | "ready" | "failed" | "secret";
  pages: number;
}

export interface Stage {
  paper: string | null;
  page: number;
  presenter: Named | null;
  /** To whom the desk has handed the stage until the item ends. */
  handed: Named | null;
}

export interface Attendance {
  round: number;
  label: string;
  open: boolean;
  expected: number;
  on_site: number;
  online: number;
  late: number;
  left: number;
  missing: number;
  rounds: Round[];
}

export interface Round {
  number: number;
  label: string;
  opened_at: string;
  closed_at: string | null;
  present: number;
}

/** A unit that joins as a site: who of the list is there, and how many heads it counted. */
export interface Site {
  id: string;
  name: string;
  expected: number;
  present: number;
  heads: number | null;
  at: string | null;
}

export interface Person {
  id: string;
  place: number;
  name: string;
  position: string;
  unit: string;
  capacity: string;
  site: Named | null;
  answer: string;
  reason: string;
  for: string;
  state: "" | "on_site" | "online" | "absent";
  method: string;
  late: boolean;
  at: string | null;
  left_at: string | null;
  /** How each earlier round found the person: a state, «left», or nothing. */
  before: string[];
}

/** One step of the script: pressing it does what it says, and only while its key is due. */
export interface Step {
  key: string;
  do: string;
  subject: string | null;
  item: string | null;
  number: number | null;
  title: string;
  fields: Record<string, string | number>;
}

/** Something still open, read out before the end. */
export interface Point {
  kind: string;
  item: string | null;
  number: number | null;
  subject: string | null;
  words: string;
}

export interface Script {
  steps: Step[];
  open: Point[];
}

/** The last change of the plan, which can be taken back. */
export interface Replan {
  id: string;
  words: string;
  at: string;
}

export interface Conclusion {
  id: string;
  item: string | null;
  place: number;
  content: string;
  state: "draft" | "final";
  lead_unit: Named | null;
  responsible: Named | null;
  coordinating: Named[];
  deadline_on: string | null;
  product: string;
  no_action: boolean;
  revision: number;
  line: string | null;
  task: string | null;
}

export interface Line {
  id: string;
  item: string | null;
  kind: "event" | "statement" | "note";
  speaker: Named | null;
  text: string;
  at: string;
  place: number;
  revision: number;
  by: Named | null;
  conclusion: string | null;
  task: string | null;
}

/** Who is writing which line just now; passes by and is not kept. */
export interface Writing {
  id: string;
  name: string;
  line: string | null;
  item: string | null;
  at: string;
}

/** My own notes. */
export interface Note {
  text: string;
  revision: number;
  at: string;
}

/** What the forms of the desk offer. */
export interface Desk {
  units: { id: string; name: string; short_name: string; note: string }[];
  deadlines: { code: string; on: string }[];
  phrases: { id: string; text: string; own: boolean }[];
}

/** Verb → message key of the reason why not; empty when allowed. */
export type Can = Record<string, string>;
