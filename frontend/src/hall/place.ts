/** What a pane of the room is given besides the store: who I am, and the room's other addresses. */
import type { Store } from "../kernel/store";
import type { Can } from "./shapes";

export interface Place {
  store: Store;
  me: string;
  /** The room in the HTTP API. */
  room: string;
  /** The board screen's page. */
  board: string;
  /** The attendance list as a workbook. */
  sheet: string;
}

/** What the desk (chair, secretary, or in their place) may do now; undefined for everybody else. */
export function deskOf(place: Place): Can | undefined {
  return place.store.get<Can>("can/desk");
}
