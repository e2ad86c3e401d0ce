/** The worker keeps the page of nobody, and answers for nothing but what can be in the vault. */
import { beforeAll, describe, expect, it, vi } from "vitest";
import { fakeStore } from "./fake-store";

const ID = "0198aaaa-0000-7000-8000-000000000001";
const ORIGIN = "https://hop.example.vn";

class Scope extends EventTarget {
  location = { origin: ORIGIN };
  clients = { claim: async () => undefined };
  skipWaiting = async () => undefined;
}

const scope = new Scope();
const kept: { file: string; credentials: string }[] = [];
const dropped: string[] = [];

beforeAll(async () => {
  fakeStore();
  vi.stubGlobal("self", scope);
  vi.stubGlobal(
    "Request",
    class {
      constructor(
        readonly url: string,
        readonly init: RequestInit,
      ) {}
    },
  );
  const cache = {
    addAll: async (asked: { url: string; init: RequestInit }[]) =>
      void kept.push(...asked.map(({ url, init }) => ({ file: url, credentials: init.credentials ?? "" }))),
  };
  vi.stubGlobal("caches", {
    keys: async () => ["giaoban-open", "giaoban-open-2"],
    delete: async (name: string) => void dropped.push(name),
    open: async () => cache,
  });
  await import("../src/worker/offline-worker");
});

/** Whether the worker steps in for an address. */
function stepsIn(path: string, mode = "cors"): boolean {
  const request = { url: `${ORIGIN}${path}`, method: "GET", mode };
  let mine = false;
  const respondWith = (answer: Promise<unknown>) => {
    mine = true;
    answer.catch(() => undefined);
  };
  scope.dispatchEvent(Object.assign(new Event("fetch"), { request, respondWith }));
  return mine;
}

describe("the worker", () => {
  it("asks for the page that opens without network as nobody", async () => {
    const port = { postMessage: vi.fn() };
    const waits: Promise<unknown>[] = [];
    const waitUntil = (one: Promise<unknown>) => void waits.push(one);
    scope.dispatchEvent(
      Object.assign(new Event("message"), { data: { keep: ["/static/a.js"] }, ports: [port], waitUntil }),
    );
    await Promise.all(waits);
    expect(port.postMessage).toHaveBeenCalledWith("kept");
    expect(kept).toEqual([
      { file: "/ngoai-tuyen/", credentials: "omit" },
      { file: "/static/a.js", credentials: "omit" },
    ]);
  });

  it("drops what an older one kept, which named a person", async () => {
    dropped.length = 0;
    const waits: Promise<unknown>[] = [];
    const waitUntil = (one: Promise<unknown>) => void waits.push(one);
    scope.dispatchEvent(Object.assign(new Event("activate"), { waitUntil }));
    await Promise.all(waits);
    expect(dropped).toEqual(["giaoban-open"]);
  });

  it("steps in for what can be in the vault, and lets streams, video and downloads be", () => {
    vi.stubGlobal("fetch", async () => new Response(""));
    const inVault = [
      `/api/meetings/${ID}`,
      `/api/meetings/${ID}/items`,
      `/api/documents/${ID}`,
      `/api/documents/${ID}/annotations?version=1`,
      `/api/documents/${ID}/text?first=1&last=20`,
      `/api/documents/${ID}/pages/3.webp?w=1240`,
      `/api/documents/${ID}/pages/3/words?version=1`,
    ];
    expect(inVault.filter((path) => !stepsIn(path))).toEqual([]);
    const others = [
      `/api/meetings/${ID}/video?after=1`,
      `/api/meetings/${ID}/events?after=1`,
      `/api/documents/${ID}/pdf?download=true`,
      "/api/me/events",
    ];
    expect(others.filter((path) => stepsIn(path))).toEqual([]);
  });
});
