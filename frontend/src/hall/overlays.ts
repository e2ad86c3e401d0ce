/** What may take the stage of every screen for a while (a vote, …): the first that wants it has it. */
import type { TemplateResult } from "lit";
import type { Place } from "./place";

export interface Overlay {
  name: string;
  /** The first parts of the keys that it watches. */
  keys: readonly string[];
  wants: (place: Place) => boolean;
  draw: (place: Place) => TemplateResult;
}

export const OVERLAYS: readonly Overlay[] = [];

export function overlayOf(place: Place): Overlay | undefined {
  return OVERLAYS.find((overlay) => overlay.wants(place));
}
