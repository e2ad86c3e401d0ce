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
  starts_at: string;
  ends_at: string;
  started_at: string | null;
  closed_at: string | null;
  item: string | null;
  next: { do: "start" | "item" | "conclude" | "close" | ""; item: string | null };
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
  task: string | null;
}

export interface Line {
  id: string;
  item: string | null;
  kind: "event" | "statement" | "note";
  speaker: Named | null;
  text: string;
  at: string;
}

/** Verb → message key of the reason why not; empty when allowed. */
export type Can = Record<string, string>;
