/**
 * What others add to the big screen: the speaker with the own clock beneath the item, a vote in its place. A new part
 * is one entry here.
 */
import { html, type TemplateResult } from "lit";
import type { Store } from "../kernel/store";
import { now } from "../kernel/time";
import "./floor/gb-board-speaker";
import { following, holding, KEYS as SPEAKING } from "./floor/turns";
import { onBoard, KEYS as VOTING } from "./voting/polls";

export interface BoardPart {
  name: string;
  /** The first parts of the keys that it watches. */
  keys: readonly string[];
  /** In the place of the item, or beneath it. */
  place: "main" | "beneath";
  wants: (store: Store) => boolean;
  draw: (store: Store) => TemplateResult;
}

export const BOARD_PARTS: readonly BoardPart[] = [
  {
    name: "vote",
    keys: VOTING,
    place: "main",
    wants: (store) => onBoard(store, now()) !== undefined,
    draw: (store) => {
      void import("./voting/gb-board-vote");
      return html`<gb-board-vote .store=${store}></gb-board-vote>`;
    },
  },
  {
    name: "speaker",
    keys: SPEAKING,
    place: "beneath",
    wants: (store) => Boolean(holding(store).floor ?? holding(store).called ?? following(store)),
    draw: (store) => html`<gb-board-speaker .store=${store}></gb-board-speaker>`,
  },
];

export function boardPart(store: Store, place: BoardPart["place"]): BoardPart | undefined {
  return BOARD_PARTS.find((part) => part.place === place && part.wants(store));
}
