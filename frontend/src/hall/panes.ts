/** The room's panes, in the order of their tabs. A new pane is one entry here. */
import { html, type TemplateResult } from "lit";
import { t } from "../kernel/i18n";
import "./floor/gb-floor";
import { knocking } from "./guests/guests";
import { deskOf, type Place } from "./place";
import type { Meeting } from "./shapes";
import "./stage/gb-stage";
import { unread } from "./talk/messages";
import "./gb-agenda";
import "./gb-minutes";
import "./gb-notes";
import "./gb-people";
import "./gb-results";
import { goingOn } from "./voting/polls";

export interface Pane {
  name: string;
  label: () => string;
  /** Left column, middle, or one of those on the right. */
  side: "left" | "middle" | "right";
  draw: (place: Place) => TemplateResult;
  /** Who has it; everybody when not said. */
  for?: (place: Place) => boolean;
  /** How soon it is a tab of its own where there is room for few: the lightest first. */
  weight?: (place: Place) => number;
  /** How many new things it holds; beside the name of its tab. */
  fresh?: (place: Place) => number;
  /** The first parts of the keys that the name of its tab depends on. */
  keys?: readonly string[];
}

/** Of a pane that says nothing. */
export const WEIGHT = 45;

export const PANES: readonly Pane[] = [
  {
    name: "agenda",
    label: () => t("Chương trình"),
    side: "left",
    draw: ({ store, me }) => html`<gb-agenda .store=${store} me=${me}></gb-agenda>`,
    weight: () => 10,
  },
  {
    name: "stage",
    label: () => t("Trình chiếu"),
    side: "middle",
    draw: ({ store, me, room }) => html`<gb-stage .store=${store} me=${me} room=${room}></gb-stage>
      <gb-pictures .store=${store} me=${me} room=${room}></gb-pictures>`,
    weight: () => 20,
  },
  {
    name: "floor",
    label: () => t("Phát biểu"),
    side: "right",
    draw: ({ store, me }) => html`<gb-floor .store=${store} me=${me}></gb-floor>`,
    weight: () => 25,
  },
  {
    name: "talk",
    label: () => t("Trao đổi"),
    side: "right",
    draw: ({ store, me }) => {
      void import("./talk/gb-talk");
      return html`<gb-talk .store=${store} me=${me}></gb-talk>`;
    },
    weight: (place) => (deskOf(place) ? 35 : 28),
    fresh: unread,
    keys: ["message"],
  },
  {
    name: "votes",
    label: () => t("Biểu quyết"),
    side: "right",
    draw: ({ store, me }) => {
      void import("./voting/gb-votes");
      return html`<gb-votes .store=${store} me=${me}></gb-votes>`;
    },
    weight: ({ store }) => (goingOn(store) ? 15 : 42),
    keys: ["poll"],
  },
  {
    name: "people",
    label: () => t("Điểm danh"),
    side: "right",
    draw: ({ store, me, board, sheet }) =>
      html`<gb-people .store=${store} me=${me} board=${board} sheet=${sheet}></gb-people>`,
    weight: (place) => (deskOf(place) ? 50 : 70),
    fresh: knocking,
    keys: ["guest"],
  },
  {
    name: "seats",
    label: () => t("Chỗ ngồi"),
    side: "right",
    draw: ({ store, me }) => {
      void import("./seats/gb-seats");
      return html`<gb-seats .store=${store} me=${me}></gb-seats>`;
    },
    for: (place) => place.store.get("hall") !== undefined || deskOf(place) !== undefined,
    weight: () => 80,
    keys: ["hall"],
  },
  {
    name: "results",
    label: () => t("Kết luận"),
    side: "right",
    draw: ({ store, me }) => html`<gb-results .store=${store} me=${me}></gb-results>`,
    weight: () => 40,
  },
  {
    name: "minutes",
    label: () => t("Biên bản"),
    side: "right",
    draw: ({ store, me }) => html`<gb-minutes .store=${store} me=${me}></gb-minutes>`,
    for: (place) => deskOf(place) !== undefined,
    weight: () => 30,
  },
  {
    name: "notes",
    label: () => t("Ghi chú"),
    side: "right",
    draw: ({ store, me }) => {
      void import("./notes/gb-paper-notes");
      return html`<gb-notes .store=${store} me=${me}></gb-notes>
        <gb-paper-notes .store=${store} me=${me}></gb-paper-notes>`;
    },
    weight: () => 60,
  },
];

export function panesOf(place: Place): Pane[] {
  return PANES.filter((pane) => pane.for?.(place) ?? true);
}

/** What the right column opens with: the secretaries' console, the chair's conclusions, before it begins the list. */
export function sideFirst(place: Place): string | undefined {
  const meeting = place.store.get<Meeting>("meeting");
  if (!deskOf(place) || meeting?.state === "published") return undefined;
  return meeting?.chair.id === place.me ? "results" : "minutes";
}
