/** Rooms, items and people as the server describes them, for the tests of the room. */
import type { Item, Line, Meeting, Person, Script, Step } from "../src/hall/shapes";
import { Store } from "../src/kernel/store";

export const START = Date.parse("2026-03-16T01:00:00Z");
export const at = (seconds: number): string => new Date(START + seconds * 1000).toISOString();

export const meeting = (more: Partial<Meeting> = {}): Meeting => ({
  id: "m",
  title: "Giao ban",
  kind: "Họp giao ban",
  form: "on_site",
  state: "running",
  location: "",
  chair: { id: "an", name: "An" },
  secretary: { id: "binh", name: "Bình" },
  assistants: [],
  starts_at: at(0),
  ends_at: at(5400),
  until: at(5400),
  extended: 0,
  max_minutes: 240,
  started_at: at(0),
  closed_at: null,
  item: null,
  next: { do: "", item: null },
  consent_adopted_at: null,
  papers: [],
  ...more,
});

export const item = (more: Partial<Item> = {}): Item => ({
  id: "i",
  place: 1,
  title: "Nội dung",
  secret: false,
  presenter: null,
  unit: null,
  minutes: 20,
  wanted: "inform",
  consent: false,
  carried: false,
  state: "waiting",
  in_writing: false,
  started_at: null,
  ended_at: null,
  used_seconds: 0,
  papers: [],
  marks: { agree: 0, objection: 0, speak: 0 },
  ...more,
});

export const person = (more: Partial<Person> = {}): Person => ({
  id: "chi",
  place: 1,
  name: "Lê Thị Chi",
  position: "Chi cục trưởng",
  unit: "HQ Nội Bài",
  capacity: "member",
  site: null,
  answer: "",
  reason: "",
  for: "",
  state: "",
  method: "",
  late: false,
  at: null,
  left_at: null,
  before: [],
  ...more,
});

export const line = (more: Partial<Line> = {}): Line => ({
  id: "l",
  item: null,
  kind: "note",
  speaker: null,
  text: "Một",
  at: at(60),
  place: 1,
  revision: 1,
  by: { id: "binh", name: "Bình" },
  conclusion: null,
  task: null,
  ...more,
});

export const step = (more: Partial<Step> = {}): Step => ({
  key: "item:b@",
  do: "item",
  subject: null,
  item: null,
  number: null,
  title: "",
  fields: {},
  ...more,
});

/** What the desk may do while the meeting runs. */
export const DESK = {
  go_to_item: "",
  add_line: "",
  conclude: "",
  open_round: "",
  extend_item: "",
  replan: "",
  appoint_assistants: "",
};

type Puts = Record<string, unknown>;

/** A store with a running meeting, seen from the desk. */
export function room(more: Puts = {}, script: Partial<Script> = {}): Store {
  const store = new Store();
  const state: Puts = {
    meeting: meeting(),
    "can/desk": DESK,
    script: { steps: [], open: [], ...script },
    ...more,
  };
  store.replace(state as Parameters<Store["replace"]>[0]);
  return store;
}
