/** Taking a meeting along: what the server lists is fetched, sealed and kept; removing, and asking whether one may still read. */

import { HouseError } from "../kernel/errors";
import { ask, get, post } from "../kernel/http";
import { uuid } from "../kernel/ids";
import { flush, type Sent, type Settled, type Standing, settle } from "./acts";
import {
  allHeld,
  close,
  type Held,
  isValid,
  keyFrom,
  newPen,
  type Open,
  openHeld,
  putFile,
  putHeld,
  setWho,
} from "./vault";

const AT_ONCE = 3;
const FLAG = "giaoban.offline";
const WORKER = "/ngoai-tuyen.js";

export interface Progress {
  done: number;
  total: number;
  bytes: number;
}

interface Given {
  id: string;
  until: string;
  key: string;
  addresses: string[];
}

export const isUsed = (): boolean => localStorage.getItem(FLAG) === "yes";

/** How the browser calls this device, for the list of devices. */
export function deviceName(agent = navigator.userAgent): string {
  const machine = /iPad|iPhone|Android|Windows|Mac OS X|Linux/.exec(agent)?.[0] ?? "";
  const program = /Edg|Firefox|Chrome|Safari/.exec(agent)?.[0] ?? "";
  return [program.replace("Edg", "Edge"), machine.replace("Mac OS X", "macOS")].filter(Boolean).join(" · ");
}

export async function takeAlong(
  meeting: string,
  tell: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<Held> {
  const { me } = await get<Standing>("/api/offline");
  await setWho(me);
  const before = (await openHeld()).filter((one) => one.meeting === meeting);
  const given = await post<Given>("/api/offline", { id: uuid(), meeting, device: deviceName() });
  const [key, pen] = await Promise.all([keyFrom(given.key), newPen()]);
  const { id, until } = given;
  const held: Open = { id, me, meeting, until, bytes: 0, files: 0, whole: false, key, pen };
  await putHeld(held);
  localStorage.setItem(FLAG, "yes");
  try {
    await fetchAll(held, given.addresses, tell, signal);
    await standBy(signal);
  } catch (error) {
    await remove(id);
    throw error;
  }
  held.whole = true;
  await putHeld(held);
  for (const old of before) await remove(old.id); // what was taken before is replaced when the new one is whole
  void navigator.storage?.persist?.();
  return held;
}

async function fetchAll(
  held: Open,
  addresses: string[],
  tell: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<void> {
  const left = [...addresses];
  const one = async () => {
    for (let address = left.shift(); address; address = left.shift()) {
      signal.throwIfAborted();
      const bytes = await fetched(address, signal);
      await putFile(held, address, bytes);
      held.files += 1;
      held.bytes += bytes.byteLength;
      tell({ done: held.files, total: addresses.length, bytes: held.bytes });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}

async function fetched(address: string, signal: AbortSignal): Promise<ArrayBuffer> {
  // nothing of it may lie in the browser's own cache, in the open and after it was withdrawn
  const reply = await ask("GET", address, undefined, { signal, cache: "no-store" });
  return await reply.arrayBuffer();
}

/** Let the worker keep what pages are built of: nothing of anybody's is in it. */
async function standBy(signal: AbortSignal): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register(WORKER);
  const ready = await navigator.serviceWorker.ready;
  const folder = new URL(document.body.dataset.icons ?? "", location.href).pathname.replace(
    /icons\.svg.*$/,
    "",
  );
  const files = await get<string[]>(`${folder}offline-files.json`, { signal });
  const kept = new MessageChannel();
  const answer = new Promise<void>((yes, no) => {
    kept.port1.onmessage = ({ data }) =>
      data === "kept" ? yes() : no(new HouseError(0, { code: "net.offline", message: String(data) }));
  });
  ready.active?.postMessage({ keep: files.map((file) => folder + file) }, [kept.port2]);
  await answer;
}

/** Close it here, and say so to the server. What was done and has not arrived stays, and goes when it can. */
export async function remove(id: string): Promise<void> {
  await close(id);
  await tidy();
  try {
    const { csrf } = await get<Standing>("/api/offline"); // this page may have been opened without network
    await ask("DELETE", `/api/offline/${id}`, undefined, { headers: { "X-CSRFToken": csrf } });
  } catch {
    // the server drops it with the session; here nothing of it is left
  }
}

async function tidy(): Promise<void> {
  if ((await allHeld()).length === 0) localStorage.removeItem(FLAG);
}

export type Checked = Sent & Pick<Settled, "gone" | "wiped">;

/** Ask the server what may still be read here, and send what was done without it. Undefined: no line. */
export async function check(): Promise<Checked | undefined> {
  const before = (await allHeld()).filter((held) => held.key);
  for (const held of before) if (!isValid(held)) await close(held.id);
  let standing: Standing;
  try {
    standing = await get<Standing>("/api/offline", { cache: "no-store" });
  } catch (error) {
    if (!(error instanceof HouseError) || ![401, 404].includes(error.status)) return undefined;
    await setWho(""); // signed out: what waits to be sent stays, for the same person alone
    for (const held of before) await close(held.id);
    await tidy();
    return { sent: 0, refused: [], left: 0, gone: before.length, wiped: 0 };
  }
  await setWho(standing.me);
  const sent = await navigator.locks.request("giaoban.offline", () => flush(standing));
  const { gone, wiped, touched } = await settle(standing);
  for (const held of touched) await agendaAnew(held);
  await tidy();
  return { ...sent, gone, wiped };
}

/** The agenda names papers: when some were wiped it is told anew. */
async function agendaAnew(held: Open): Promise<void> {
  const { signal } = new AbortController();
  for (const address of [`/api/meetings/${held.meeting}`, `/api/meetings/${held.meeting}/items`]) {
    try {
      await putFile(held, address, await fetched(address, signal));
    } catch {
      return; // the line is gone again: the papers are wiped, the next look tells the agenda
    }
  }
}
