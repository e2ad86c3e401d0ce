/** What was written in the room, and how much of it I have not read. */
import type { Store } from "../../kernel/store";
import type { Place } from "../place";
import type { Meeting, Named } from "../shapes";

export type To = "all" | "chair" | "secretary";

export interface Message {
  id: string;
  author: Named;
  unit: Named | null;
  item: string | null;
  to: To;
  text: string;
  at: string;
  hidden: boolean;
  /** The line of the minutes that it became. */
  line: string | null;
}

export function messagesOf(store: Store): Message[] {
  return [...store.under<Message>("message").values()].sort((a, b) =>
    a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? -1 : 1,
  );
}

const nameOf = (me: string, meeting: string): string => `talk-read:${me}:${meeting}`;
const forgotten = new Map<string, string>(); // where the browser keeps nothing

/** The moment of the newest message that I have seen on this device. */
export function readUntil(me: string, meeting: string): string {
  const name = nameOf(me, meeting);
  try {
    return localStorage.getItem(name) ?? forgotten.get(name) ?? "";
  } catch {
    return forgotten.get(name) ?? "";
  }
}

/** Remember that I have seen all of these; tells whether anything was new. */
export function markRead(me: string, meeting: string, messages: readonly Message[]): boolean {
  const last = messages.at(-1)?.at;
  if (!last || last <= readUntil(me, meeting)) return false;
  const name = nameOf(me, meeting);
  forgotten.set(name, last);
  try {
    localStorage.setItem(name, last);
  } catch {
    // The browser's store is full or closed: what was read is known until the page is left.
  }
  return true;
}

export function unread({ store, me }: Pick<Place, "store" | "me">): number {
  const meeting = store.get<Meeting>("meeting")?.id ?? "";
  const until = readUntil(me, meeting);
  return messagesOf(store).filter((one) => one.author.id !== me && !one.hidden && one.at > until).length;
}
