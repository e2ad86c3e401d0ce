/** Notes on a paper that is taken along: without network they are kept on this device and arrive later, once. */
import { HouseError } from "../kernel/errors";
import type { DoneAct, What } from "../offline/acts";
import type { NewNote, Note } from "./paper";

const vault = () => import("../offline/acts");

export const isCarried = (): boolean => localStorage.getItem("giaoban.offline") === "yes";

/** A note that waits to be sent, as the server will tell it. */
export function noteOf(act: DoneAct): Note {
  const body = act.body as unknown as NewNote & { version: number };
  return {
    ...body,
    strokes: body.strokes ?? [],
    thickness: body.thickness ?? 2,
    state: "own",
    reworded: false,
    sharing: "private",
    users: [],
    units: [],
    mine: true,
    by: "",
    created_at: act.at,
  };
}

/** What was told, with what still waits here. */
export async function withWaiting(document: string, notes: Note[]): Promise<Note[]> {
  if (!isCarried()) return notes;
  const { pending, withPending } = await vault();
  return withPending(notes, await pending(), document, noteOf);
}

/** Try; without network keep it here if the paper is taken along, else say that there is none. */
export async function orKept<T>(
  base: string,
  attempt: () => Promise<T>,
  act: { what: What; target: string; body: Record<string, unknown> },
  instead: (act: DoneAct) => T,
): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (!(error instanceof HouseError) || error.status !== 0 || !isCarried()) throw error;
    const { heldFor, keep } = await vault();
    const held = await heldFor(base);
    if (!held) throw error;
    return instead(await keep(held, act));
  }
}
