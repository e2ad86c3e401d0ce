/** Guests and their links as the desk has them. */
import type { Store } from "../../kernel/store";
import type { Place } from "../place";
import type { Named } from "../shapes";

export interface Guest {
  id: string;
  name: string;
  organisation: string;
  phone: string;
  state: "waiting" | "admitted";
  at: string;
  person: string | null;
}

export interface GuestLink {
  id: string;
  expires_at: string;
  by: Named;
}

export function guestsOf(store: Store, state: Guest["state"]): Guest[] {
  const all = [...store.under<Guest>("guest").values()].filter((guest) => guest.state === state);
  return all.sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** How many wait in the lobby: only the desk has their keys. */
export function knocking({ store }: Pick<Place, "store">): number {
  return guestsOf(store, "waiting").length;
}
