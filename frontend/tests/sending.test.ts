import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Parcel, send } from "../src/elements/sending";

/** A server that keeps parts, and a line that breaks where the test says so. */
class Server {
  offset = 0;
  got: string[] = [];
  sent: string[] = [];
  finished = 0;
  /** What happens to each request, in turn: «ok», «lost» (never arrives), «mute» (arrives, the answer does not). */
  fates: string[] = [];

  take(method: string, url: string, body: unknown): { status: number; text: string } {
    this.sent.push(`${method} ${url.split("?")[0]}`);
    if (url === "/api/uploads" || (method === "GET" && url.startsWith("/api/uploads/"))) return this.state();
    if (method === "PUT") return this.part(url, body as Blob);
    if (url.endsWith("/finish")) {
      this.finished += 1;
      return { status: 201, text: '{"id":"d1"}' };
    }
    return { status: 201, text: '{"id":"d0"}' };
  }

  state() {
    const state = { offset: this.offset, part: 3 * 1024 * 1024, done: false };
    return { status: 200, text: JSON.stringify(state) };
  }

  part(url: string, body: Blob) {
    const asked = Number(new URL(url, "http://x").searchParams.get("offset"));
    if (asked !== this.offset) {
      const refusal = { code: "documents.upload_elsewhere", message: "…", details: { offset: this.offset } };
      return { status: 409, text: JSON.stringify(refusal) };
    }
    this.offset += body.size;
    this.got.push(`${asked}+${body.size}`);
    return this.state();
  }
}

let server: Server;

class FakeXhr extends EventTarget {
  upload = new EventTarget();
  status = 0;
  responseText = "";
  #method = "";
  #url = "";
  open(method: string, url: string) {
    this.#method = method;
    this.#url = url;
  }
  setRequestHeader() {}
  abort() {}
  send(body: unknown) {
    const fate = server.fates.shift() ?? "ok";
    queueMicrotask(() => {
      if (fate === "lost") return void this.dispatchEvent(new Event("error"));
      const { status, text } = server.take(this.#method, this.#url, body);
      if (fate === "mute") return void this.dispatchEvent(new Event("error"));
      this.status = status;
      this.responseText = text;
      this.dispatchEvent(new Event("load"));
    });
  }
}

const watcher = () => ({ progress: vi.fn(), waiting: vi.fn() });
const parcel = (size: number): Parcel => ({
  id: "u1",
  file: new File([new Uint8Array(size)], "a.pdf"),
  fields: { vouched: "true" },
  place: "p",
});
const MB = 1024 * 1024;

beforeEach(() => {
  server = new Server();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  vi.stubGlobal("XMLHttpRequest", FakeXhr);
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    const { status, text } = server.take(init.method ?? "GET", url, init.body);
    return new Response(text, { status });
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const go = (size: number, seen = watcher()) =>
  send("/api/documents", "file", parcel(size), seen, new AbortController().signal);

describe("sending a file", () => {
  it("posts a small one whole", async () => {
    expect(await go(1000)).toEqual({ id: "d0" });
    expect(server.sent).toEqual(["POST /api/documents"]);
  });

  it("sends a large one in parts and finishes once", async () => {
    expect(await go(8 * MB)).toEqual({ id: "d1" });
    expect(server.got).toEqual([`0+${3 * MB}`, `${3 * MB}+${3 * MB}`, `${6 * MB}+${2 * MB}`]);
    expect(server.finished).toBe(1);
  });

  it("goes on where the server is when a part, or its answer, was lost", async () => {
    server.fates = ["ok", "lost", "mute", "ok"];
    const seen = watcher();
    const sent = go(8 * MB, seen);
    for (let round = 0; round < 10; round += 1) await vi.advanceTimersByTimeAsync(5000);
    await sent;
    expect(server.got).toEqual([`0+${3 * MB}`, `${3 * MB}+${3 * MB}`, `${6 * MB}+${2 * MB}`]);
    expect(seen.waiting).toHaveBeenCalledTimes(2);
  });

  it("begins where an earlier visit ended", async () => {
    server.offset = 6 * MB;
    await go(8 * MB);
    expect(server.got).toEqual([`${6 * MB}+${2 * MB}`]);
  });

  it("takes a no for a no", async () => {
    vi.stubGlobal(
      "fetch",
      async () => new Response('{"code":"documents.too_large","message":"Lớn quá"}', { status: 413 }),
    );
    await expect(go(8 * MB)).rejects.toThrow("Lớn quá");
    expect(server.sent).toEqual([]);
  });
});
