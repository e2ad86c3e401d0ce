/** My conference in each room of this page: the bar, the pictures and the site's screen share it. */
import type { Store } from "../../kernel/store";
import { Conference } from "./conference";

const calls = new WeakMap<Store, Conference>();

/** Says that a conference began or ended in some room of this page. */
export const moved = new EventTarget();

export function callOf(store: Store): Conference | undefined {
  return calls.get(store);
}

export function begin(store: Store, room: string, me: string): Conference {
  const known = calls.get(store);
  if (known && known.state !== "out") return known;
  const conference = new Conference(room, me);
  calls.set(store, conference);
  conference.join();
  moved.dispatchEvent(new Event("change"));
  return conference;
}

export function end(store: Store): void {
  calls.get(store)?.leave();
  calls.delete(store);
  moved.dispatchEvent(new Event("change"));
}
