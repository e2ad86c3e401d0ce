/** Shows what the house pushes, and opens the page it leads to. What is said comes sealed, in the reader's language. */
/// <reference lib="webworker" />
import { bytesOf, keysOf } from "../push/keys";

interface Said {
  tag: string;
  title: string;
  body: string;
  url: string;
  urgent: boolean;
  answers: { label: string; url: string }[];
}

interface Shown extends NotificationOptions {
  actions: { action: string; title: string }[];
  renotify: boolean;
}

/** Only pages of the house are opened. */
export function pageOf(url: string | undefined, origin: string): string {
  const page = new URL(url ?? "/", origin);
  return page.origin === origin ? page.href : `${origin}/`;
}

export function shownAs(said: Said): Shown {
  const answers = said.answers ?? [];
  return {
    body: said.body,
    tag: said.tag, // handed over twice, it is shown once
    renotify: false,
    requireInteraction: said.urgent,
    data: { url: said.url, answers: answers.map((one) => one.url) },
    actions: answers.map((one, place) => ({ action: String(place), title: one.label })),
  };
}

async function open(worker: ServiceWorkerGlobalScope, notice: Notification, action: string): Promise<void> {
  const { url, answers } = notice.data as { url: string; answers: string[] };
  const page = pageOf(action ? answers[Number(action)] : url, worker.location.origin);
  const windows = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = windows.find((one) => one.url === page);
  await (there ? there.focus() : worker.clients.openWindow(page));
}

/** The push service gave the browser another address: the server hears of it, if somebody is signed in. */
async function moved(worker: ServiceWorkerGlobalScope): Promise<void> {
  const reply = await fetch("/api/push");
  if (!reply.ok) return;
  const { key, csrf } = (await reply.json()) as { key: string; csrf: string };
  const made = await worker.registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: bytesOf(key),
  });
  await fetch("/api/push", {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": csrf },
    body: JSON.stringify({ id: crypto.randomUUID(), ...keysOf(made) }),
  });
}

export function listen(worker: ServiceWorkerGlobalScope): void {
  worker.addEventListener("push", (event) => {
    const said = event.data?.json() as Said | undefined;
    if (said) event.waitUntil(worker.registration.showNotification(said.title, shownAs(said)));
  });
  worker.addEventListener("notificationclick", (event) => {
    event.notification.close();
    event.waitUntil(open(worker, event.notification, event.action));
  });
  worker.addEventListener("pushsubscriptionchange", (event) =>
    (event as ExtendableEvent).waitUntil(moved(worker)),
  );
}
