/** What may take the stage of every screen for a while (a vote, …): the first that wants it has it. */
import { html, type TemplateResult } from "lit";
import { now } from "../kernel/time";
import type { Place } from "./place";
import { onStage } from "./voting/polls";

export interface Overlay {
  name: string;
  /** The first parts of the keys that it watches. */
  keys: readonly string[];
  wants: (place: Place) => boolean;
  draw: (place: Place) => TemplateResult;
}

export const OVERLAYS: readonly Overlay[] = [
  {
    name: "vote",
    keys: ["poll", "pollresult", "vote-read"],
    wants: ({ store }) => onStage(store, now()) !== undefined,
    draw: ({ store, me }) => {
      void import("./voting/gb-vote");
      return html`<gb-vote .store=${store} me=${me}></gb-vote>`;
    },
  },
];

export function overlayOf(place: Place): Overlay | undefined {
  return OVERLAYS.find((overlay) => overlay.wants(place));
}
