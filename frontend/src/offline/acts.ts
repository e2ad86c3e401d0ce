/** What is done without network: kept sealed in order, sent when there is one, done once however often it is sent. */
import { uuid } from "../kernel/ids";
import {
  allHeld,
  close,
  dropPapers,
  dropWaiting,
  type Held,
  nameOf,
  type Open,
  ownHeld,
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

/** An act that the server said no to, with its words: kept until its author sends it again or lets it go. */
export interface RefusedAct {
  act: DoneAct;
  words: string;
}

export interface Sent {
  sent: number;
  refused: string[];
  left: number;
}

/** The meeting that this address was taken along with. */
export const heldFor = async (address: string): Promise<Open | undefined> => (await readFile(address))?.held;

export async function keep(held: Held, act: Pick<DoneAct, "what" | "target" | "body">): Promise<DoneAct> {
  const full: DoneAct = { ...act, id: uuid(), at: new Date().toISOString() };
  const sealed = await seal(held.pen, full.id, new TextEncoder().encode(JSON.stringify(full)));
  await putWaiting({ id: full.id, held: held.id, at: full.at, ...sealed }, held);
  return full;
}

async function opened(row: Waiting, held: Held[]): Promise<DoneAct | undefined> {
  const owner = held.find((one) => one.id === row.held);
  if (!owner) return undefined; // another person's
  try {
    return JSON.parse(new TextDecoder().decode(await unseal(owner.pen, row.id, row))) as DoneAct;
  } catch {
    return undefined; // broken on the disk: it stays, nobody can tell what it was
  }
}

async function ownActs(): Promise<{ row: Waiting; act: DoneAct }[]> {
  const held = await ownHeld();
  const found = [];
  for (const row of await waiting()) {
    const act = await opened(row, held);
    if (act) found.push({ row, act });
  }
  return found;
}

/** Everything of the person who is here that still waits, in the order in which it was done. */
export async function pending(): Promise<DoneAct[]> {
  return (await ownActs()).filter(({ row }) => !row.refused).map(({ act }) => act);
}

/** What the server said no to. */
export async function refused(): Promise<RefusedAct[]> {
  const found = await ownActs();
  return found.flatMap(({ row, act }) => (row.refused ? [{ act, words: row.refused }] : []));
}

/** Its author wants it sent once more. */
export async function sendAgain(id: string): Promise<void> {
  const row = (await waiting()).find((one) => one.id === id);
  const owner = (await ownHeld()).find((one) => one.id === row?.held);
  if (!row || !owner) return;
  const { refused: _words, ...fresh } = row;
  await putWaiting(fresh, owner);
}

/** Its author lets it go. */
export async function letGo(id: string): Promise<void> {
  const row = (await waiting()).find((one) => one.id === id);
  if (row) await dropWaiting(row);
}

export interface Standing {
  csrf: string;
  me: string;
  /** ``here``: this session took it along; ``papers``: what may lie here of it. */
  taken: { id: string; until: string; here: boolean; papers: string[] }[];
}

/**
 * Send what waits. Two tabs do not send at once; a broken line leaves the rest for the next time; what the server
 * refuses for good is put aside with its words.
 */
export async function flush(standing: Standing, send: typeof fetch = fetch): Promise<Sent> {
  const held = (await allHeld()).filter((one) => one.me === standing.me);
  const result: Sent = { sent: 0, refused: [], left: 0 };
  for (const row of await waiting()) {
    const owner = held.find((one) => one.id === row.held);
    const act = owner && !row.refused ? await opened(row, held) : undefined;
    if (!owner || !act) continue;
    const fate = await sent(act, standing.csrf, send);
    if (fate === "later") break;
    if (fate === "arrived") {
      await dropWaiting(row);
      result.sent += 1;
    } else {
      await putWaiting({ ...row, refused: fate.words }, owner);
      result.refused.push(fate.words);
    }
  }
  result.left = (await waiting()).filter((row) => !row.refused).length;
  return result;
}

type Fate = "arrived" | "later" | { words: string };

async function sent(act: DoneAct, csrf: string, send: typeof fetch): Promise<Fate> {
  try {
    const reply = await send("/api/offline/acts", {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-CSRFToken": csrf },
      body: JSON.stringify(act),
    });
    return fateOf(act, reply.status, await reply.text());
  } catch {
    return "later"; // no line
  }
}

/** Only the house's own words count: a hotel's page that answers in its place has taken nothing and refused nothing. */
export function fateOf(act: DoneAct, status: number, text: string): Fate {
  const said = told(text);
  if (status >= 200 && status < 300) return said.id === act.id ? "arrived" : "later";
  if (status < 400 || status >= 500 || [401, 408, 429].includes(status)) return "later";
  if (!said.code || !said.message || said.code === "kernel.stale_page") return "later"; // a fresh token helps
  return { words: said.message };
}

function told(text: string): { id?: string; code?: string; message?: string } {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}

export interface Settled {
  /** Meetings that may no longer be read here. */
  gone: number;
  /** Papers that may no longer lie here. */
  wiped: number;
  /** What papers were wiped of. */
  touched: Open[];
}

/** What the server does not name is closed, so is what another person left here; papers that it does not name are wiped. */
export async function settle(standing: Standing): Promise<Settled> {
  const there = new Map(standing.taken.filter((one) => one.here).map((one) => [one.id, one]));
  const found: Settled = { gone: 0, wiped: 0, touched: [] };
  for (const held of await allHeld()) {
    if (held.key === undefined) continue; // closed before: it waits for its acts alone
    const told = held.me === standing.me ? there.get(held.id) : undefined;
    if (!told) {
      await close(held.id);
      found.gone += 1;
      continue;
    }
    const open = { ...held, key: held.key };
    const wiped = await dropPapers(open, new Set(told.papers));
    found.wiped += wiped;
    if (wiped) found.touched.push(open);
  }
  return found;
}

/** Notes on a paper as they will be once everything has arrived. */
export function withPending<N extends { id: string }>(
  notes: N[],
  acts: DoneAct[],
  document: string,
  made: (act: DoneAct) => N,
): N[] {
  let found = [...notes];
  const removed = new Map<string, N>();
  for (const act of acts) {
    if (act.what === "note" && act.target === document) {
      const note = made(act);
      if (!found.some((one) => one.id === note.id)) found.push(note);
    } else if (act.what === "note_changed")
      found = found.map((one) => (one.id === act.target ? { ...one, ...act.body } : one));
    else if (act.what === "note_removed") {
      const gone = found.find((one) => one.id === act.target);
      if (gone) removed.set(gone.id, gone);
      found = found.filter((one) => one.id !== act.target);
    } else if (act.what === "note_restored") {
      const back = removed.get(act.target);
      if (back && !found.some((one) => one.id === back.id)) found.push(back);
    }
  }
  return found;
}

export { nameOf };
