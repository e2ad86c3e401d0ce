/** What is done without network: kept sealed in order, sent when there is one, done once however often it is sent. */
import { uuid } from "../kernel/ids";
import {
  allHeld,
  dropWaiting,
  forget,
  type Held,
  isValid,
  nameOf,
  putWaiting,
  readFile,
  seal,
  unseal,
  type Waiting,
  waiting,
} from "./vault";

export type What = "note" | "note_changed" | "note_removed" | "note_restored" | "mark" | "opinion";

export interface DoneAct {
  id: string;
  what: What;
  target: string;
  body: Record<string, unknown>;
  at: string;
}

export interface Sent {
  sent: number;
  refused: string[];
  left: number;
}

/** The meeting that this address was taken along with. */
export const heldFor = async (address: string): Promise<Held | undefined> => (await readFile(address))?.held;

export async function keep(held: Held, act: Pick<DoneAct, "what" | "target" | "body">): Promise<DoneAct> {
  const full: DoneAct = { ...act, id: uuid(), at: new Date().toISOString() };
  const sealed = await seal(held.key, full.id, new TextEncoder().encode(JSON.stringify(full)));
  await putWaiting({ id: full.id, held: held.id, at: full.at, ...sealed });
  return full;
}

async function opened(row: Waiting, held: Held[]): Promise<DoneAct | undefined> {
  const owner = held.find((one) => one.id === row.held);
  if (!owner) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(await unseal(owner.key, row.id, row))) as DoneAct;
  } catch {
    return undefined; // sealed with a key that is gone
  }
}

/** Everything that still waits, in the order in which it was done. */
export async function pending(): Promise<DoneAct[]> {
  const held = await allHeld();
  const rows = (await waiting()).filter((row) => !row.refused);
  const acts = await Promise.all(
    rows.map((row) =>
      opened(
        row,
        held.filter((one) => isValid(one)),
      ),
    ),
  );
  return acts.filter((act) => act !== undefined);
}

export interface Standing {
  csrf: string;
  me: string;
  taken: { id: string; until: string }[];
}

/**
 * Send what waits. Two tabs do not send at once; a broken line leaves the rest for the next time; what the server
 * refuses for good is put aside with its words.
 */
export async function flush(standing: Standing, send: typeof fetch = fetch): Promise<Sent> {
  const held = (await allHeld()).filter((one) => one.me === standing.me);
  const result: Sent = { sent: 0, refused: [], left: 0 };
  const rows = (await waiting()).filter((row) => !row.refused);
  for (const row of rows) {
    const act = await opened(row, held);
    if (!act) continue;
    const reply = await sent(act, standing.csrf, send);
    if (!reply || reply.status >= 500 || [401, 403, 408, 429].includes(reply.status)) {
      if (reply?.status === 403 && (await isRefusal(reply))) {
        result.refused.push(await aside(row, reply));
        continue;
      }
      break;
    }
    if (reply.ok) {
      await dropWaiting(row.id);
      result.sent += 1;
    } else result.refused.push(await aside(row, reply));
  }
  result.left = (await waiting()).filter((row) => !row.refused).length;
  return result;
}

async function sent(act: DoneAct, csrf: string, send: typeof fetch): Promise<Response | undefined> {
  try {
    return await send("/api/offline/acts", {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-CSRFToken": csrf },
      body: JSON.stringify(act),
    });
  } catch {
    return undefined; // no line
  }
}

/** A page that has grown stale is no refusal: a fresh token helps. */
async function isRefusal(reply: Response): Promise<boolean> {
  try {
    const { code } = (await reply.clone().json()) as { code: string };
    return code !== "kernel.stale_page";
  } catch {
    return false;
  }
}

async function aside(row: Waiting, reply: Response): Promise<string> {
  let words = String(reply.status);
  try {
    words = ((await reply.json()) as { message: string }).message;
  } catch {
    // no words came with it
  }
  await putWaiting({ ...row, refused: words });
  return words;
}

/** What the server says is no longer held is forgotten; so is what another person left here. */
export async function settle(standing: Standing): Promise<string[]> {
  const there = new Set(standing.taken.map((one) => one.id));
  const gone: string[] = [];
  for (const held of await allHeld()) {
    if (there.has(held.id)) continue;
    await forget(held.id);
    gone.push(held.id);
  }
  return gone;
}

/** Notes on a paper as they will be once everything has arrived. */
export function withPending<N extends { id: string }>(
  notes: N[],
  acts: DoneAct[],
  document: string,
  made: (act: DoneAct) => N,
): N[] {
  let found = [...notes];
  for (const act of acts) {
    if (act.what === "note" && act.target === document) {
      const note = made(act);
      if (!found.some((one) => one.id === note.id)) found.push(note);
    } else if (act.what === "note_changed")
      found = found.map((one) => (one.id === act.target ? { ...one, ...act.body } : one));
    else if (act.what === "note_removed") found = found.filter((one) => one.id !== act.target);
  }
  return found;
}

export { nameOf };
