/** Taking a meeting along: what the server lists is fetched, sealed and kept; removing, and asking whether one may still read. */

import { HouseError } from "../kernel/errors";
import { ask, get, post } from "../kernel/http";
import { uuid } from "../kernel/ids";
import { flush, type Sent, type Standing, settle } from "./acts";
import { allHeld, dropFiles, forget, type Held, isValid, keyFrom, putFile, putHeld } from "./vault";

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
  const before = (await allHeld()).filter((one) => one.meeting === meeting);
  const { me } = await get<Standing>("/api/offline");
  const given = await post<Given>("/api/offline", { id: uuid(), meeting, device: deviceName() });
  const key = await keyFrom(given.key);
  const { id, until } = given;
  const held: Held = { id, me, meeting, until, bytes: 0, files: 0, whole: false, key };
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
  held: Held,
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
  const reply = await ask("GET", address, undefined, { signal });
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

/** Forget it here, and say so to the server. */
export async function remove(id: string): Promise<void> {
  await forget(id);
  await tidy();
  try {
    await ask("DELETE", `/api/offline/${id}`);
  } catch {
    // the server drops it with the session; here nothing of it is left
  }
}

async function tidy(): Promise<void> {
  if ((await allHeld()).length === 0) localStorage.removeItem(FLAG);
}

export interface Checked extends Sent {
  /** Meetings that may no longer be read here. */
  gone: number;
}

/** Ask the server what may still be read here, and send what was done without it. Undefined: no line. */
export async function check(): Promise<Checked | undefined> {
  const before = await allHeld();
  for (const held of before) if (!isValid(held)) await dropFiles(held.id);
  let standing: Standing;
  try {
    standing = await get<Standing>("/api/offline");
  } catch (error) {
    if (!(error instanceof HouseError) || ![401, 404].includes(error.status)) return undefined;
    for (const held of before) await dropFiles(held.id); // signed out: what waits to be sent stays, under its key
    return { sent: 0, refused: [], left: 0, gone: before.length };
  }
  const sent = await navigator.locks.request("giaoban.offline", () => flush(standing));
  const gone = (await settle(standing)).length;
  await tidy();
  return { ...sent, gone };
}
