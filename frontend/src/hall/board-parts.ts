/**
 * What others add to the big screen: the speaker with the own clock beneath the item, a vote in its place. A new part
 * is one entry here.
 */
import type { TemplateResult } from "lit";
import type { Store } from "../kernel/store";

export interface BoardPart {
  name: string;
  /** The first parts of the keys that it watches. */
  keys: readonly string[];
  /** In the place of the item, or beneath it. */
  place: "main" | "beneath";
  wants: (store: Store) => boolean;
  draw: (store: Store) => TemplateResult;
}

export const BOARD_PARTS: readonly BoardPart[] = [];

export function boardPart(store: Store, place: BoardPart["place"]): BoardPart | undefined {
  return BOARD_PARTS.find((part) => part.place === place && part.wants(store));
}
