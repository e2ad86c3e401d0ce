/** Showing messages in this browser: asking for it, telling the server, and giving it up when one is no longer its owner. */

import { HouseError } from "../kernel/errors";
import { get, post } from "../kernel/http";
import { uuid } from "../kernel/ids";
import { deviceName } from "../offline/taking";
import { bytesOf, keysOf } from "./keys";

const WORKER = "/ngoai-tuyen.js";
/** The signing-in that the server last heard of from this browser; absent when it shows no messages. */
const FLAG = "giaoban.push";

/** What stands between this browser and messages: nothing, or why not. */
export type Hindrance = "" | "insecure" | "unable" | "denied";

interface Told {
  key: string;
}

export function hindrance(): Hindrance {
  if (!isSecureContext) return "insecure";
  if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) return "unable";
  return Notification.permission === "denied" ? "denied" : "";
}

async function current(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker.getRegistration("/");
  return (await registration?.pushManager?.getSubscription()) ?? null;
}

/** Whether this browser shows the messages of who is signed in. */
export async function isOn(): Promise<boolean> {
  return Boolean(localStorage.getItem(FLAG)) && !hindrance() && (await current()) !== null;
}

/** Ask the person, subscribe, tell the server. False: the person said no. */
export async function turnOn(): Promise<boolean> {
  if ((await Notification.requestPermission()) !== "granted") return false;
  const { key } = await get<Told>("/api/push");
  await navigator.serviceWorker.register(WORKER);
  const { pushManager } = await navigator.serviceWorker.ready;
  const old = await pushManager.getSubscription();
  if (old && !hasKey(old, key)) await old.unsubscribe(); // the server has a new key: the old one pushes no more
  const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(key) });
  await post("/api/push", { id: uuid(), name: deviceName(), ...keysOf(made) });
  localStorage.setItem(FLAG, document.body.dataset.visit ?? "");
  return true;
}

function hasKey(subscription: PushSubscription, key: string): boolean {
  const used = subscription.options.applicationServerKey;
  return used !== null && bytesOf(key).join() === new Uint8Array(used).join();
}

/** At the first page of each signing-in: whose messages does this browser show? Somebody else's go at once. */
export async function check(): Promise<void> {
  const visit = document.body.dataset.visit ?? "";
  if (!visit || localStorage.getItem(FLAG) === visit || hindrance()) return;
  const subscription = await current();
  try {
    const { mine } = subscription
      ? await post<{ mine: boolean }>("/api/push/seen", { endpoint: subscription.endpoint })
      : { mine: false };
    if (mine) {
      localStorage.setItem(FLAG, visit);
      return;
    }
  } catch (error) {
    if (error instanceof HouseError) return; // not signed in, or no network: the next page asks again
    throw error;
  }
  localStorage.removeItem(FLAG);
  await subscription?.unsubscribe();
}
