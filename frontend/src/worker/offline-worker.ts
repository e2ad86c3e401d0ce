/**
 * Answers where there is no network: pages are built of what is kept in the open (nobody's), papers and agenda are
 * opened from the vault. With a network it stands aside. It is the one worker of the house: pushed messages too.
 */
/// <reference lib="webworker" />
import { readFile, typeOf } from "../offline/vault";
import { listen } from "./push";

declare const self: ServiceWorkerGlobalScope;

const SHELL = "/ngoai-tuyen/";
const OPEN = "giaoban-open-2";
const PAPER = /^\/tai-lieu\/[0-9a-f-]{36}\/$/;
/** What can be in the vault, and nothing else: streams, video and downloads go their own way. */
const TOLD =
  /^\/api\/(?:meetings\/[0-9a-f-]{36}(?:\/items)?|documents\/[0-9a-f-]{36}(?:\/(?:annotations|text|pages\/\d+(?:\.webp|\/words)))?)$/;

listen(self);
self.addEventListener("install", () => void self.skipWaiting());
self.addEventListener("activate", (event) =>
  event.waitUntil(Promise.all([self.clients.claim(), dropOlder()])),
);

self.addEventListener("message", (event) => {
  const { keep } = event.data as { keep?: string[] };
  if (!keep) return;
  event.waitUntil(
    keepOpen(keep)
      .then(() => event.ports[0]?.postMessage("kept"))
      .catch((error: unknown) => event.ports[0]?.postMessage(String(error))),
  );
});

async function dropOlder(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== OPEN).map((name) => caches.delete(name)));
}

/**
 * A new build has new addresses: the old ones go. They are asked for without saying who one is: what lies in the open
 * is the page of nobody.
 */
async function keepOpen(files: string[]): Promise<void> {
  await caches.delete(OPEN);
  const cache = await caches.open(OPEN);
  await cache.addAll(
    [SHELL, ...files].map((file) => new Request(file, { credentials: "omit", cache: "no-cache" })),
  );
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith("/static/")) event.respondWith(kept(request));
  else if (request.mode === "navigate") event.respondWith(page(request, url));
  else if (TOLD.test(url.pathname)) event.respondWith(told(request, url));
});

async function kept(request: Request): Promise<Response> {
  return (await caches.match(request, { cacheName: OPEN, ignoreVary: true })) ?? (await fetch(request));
}

async function page(request: Request, url: URL): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const found = PAPER.test(url.pathname) ? await fromVault(url.pathname) : undefined;
    const shell = found ?? (await caches.match(SHELL, { cacheName: OPEN, ignoreVary: true }));
    if (!shell) throw error;
    return shell;
  }
}

async function told(request: Request, url: URL): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const found = await fromVault(url.pathname + url.search);
    if (!found) throw error;
    return found;
  }
}

async function fromVault(address: string): Promise<Response | undefined> {
  const found = await readFile(address);
  if (!found) return undefined;
  return new Response(found.bytes, {
    headers: {
      "Content-Type": typeOf(address),
      "Cache-Control": "no-store",
      // the page is as strict from here as it was from the server
      "Content-Security-Policy":
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    },
  });
}
