import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { HouseError } from "../src/kernel/errors";
import { Store } from "../src/kernel/store";
import { type Connection, follow } from "../src/kernel/stream";
import { type Answers, answer, FakeChannel, FakeEventSource, FakeLocks, server, settle } from "./fakes";

const ROOM = "/api/meetings/7";
let life: AbortController;
let connections: Connection[];
let store: Store;

const snapshot = (seq: number, state: object) => () => answer({ seq, state });

async function enter(answers: Answers): Promise<void> {
  vi.stubGlobal("fetch", server(answers));
  await follow(ROOM, store, life.signal, { connection: (connection) => connections.push(connection) });
  await settle();
}

beforeEach(() => {
  vi.useFakeTimers();
  life = new AbortController();
  connections = [];
  store = new Store();
  FakeEventSource.all = [];
  vi.stubGlobal("EventSource", FakeEventSource);
  vi.stubGlobal("BroadcastChannel", FakeChannel);
  vi.stubGlobal("navigator", { locks: new FakeLocks(), onLine: true });
});

afterEach(() => {
  life.abort();
  FakeChannel.all = [];
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("a room", () => {
  it("is loaded once and then followed from its number", async () => {
    await enter({ [`${ROOM}/live`]: snapshot(41, { meeting: { item: "a" } }) });
    expect(store.get("meeting")).toEqual({ item: "a" });
    expect(FakeEventSource.last.url).toBe(`${ROOM}/events?after=41`);
    FakeEventSource.last.opens();
    FakeEventSource.last.sends("change", { meeting: { item: "b" } }, "42");
    expect(store.get("meeting")).toEqual({ item: "b" });
    expect(connections.at(-1)).toBe("live");
  });

  it("ignores a number it has already seen, and takes gaps: other people's changes are numbered too", async () => {
    await enter({ [`${ROOM}/live`]: snapshot(41, { stage: 1 }) });
    FakeEventSource.last.opens();
    FakeEventSource.last.sends("change", { stage: 9 }, "50");
    FakeEventSource.last.sends("change", { stage: 2 }, "42");
    expect(store.get("stage")).toBe(9);
  });

  it("takes signals beside the room's own keys", async () => {
    await enter({ [`${ROOM}/live`]: snapshot(1, { meeting: { item: "a" } }) });
    FakeEventSource.last.sends("signal", { puts: { "turnout/7": 5, meeting: { item: "b" } } });
    expect(store.get("turnout/7")).toBe(5);
    expect(store.get("meeting")).toEqual({ item: "a" });
    FakeEventSource.last.sends("signal", { puts: { "turnout/7": null } });
    expect(store.get("turnout/7")).toBeUndefined();
  });

  it("is loaded anew on reset", async () => {
    let times = 0;
    await enter({
      [`${ROOM}/live`]: () => {
        times += 1;
        return answer({ seq: times * 10, state: { can: times } });
      },
    });
    FakeEventSource.last.opens();
    FakeEventSource.last.sends("reset", {});
    await settle();
    expect(store.get("can")).toBe(2);
  });

  it("says so when it is no longer this person's", async () => {
    let mine = true;
    await enter({
      [`${ROOM}/live`]: () =>
        mine ? answer({ seq: 1, state: {} }) : answer({ code: "x", message: "x" }, 404),
    });
    mine = false;
    FakeEventSource.last.sends("reset", {});
    await settle();
    expect(connections.at(-1)).toBe("gone");
    expect(FakeEventSource.open).toHaveLength(0);
  });

  it("rejects when it may not be seen at all", async () => {
    const going = enter({});
    await expect(going).rejects.toBeInstanceOf(HouseError);
    await settle();
    expect(FakeEventSource.all).toHaveLength(0);
    expect(FakeChannel.all).toHaveLength(0);
  });
});

describe("a bad connection", () => {
  it("polls for what was missed, then streams again from the last number", async () => {
    await enter({
      [`${ROOM}/live`]: snapshot(41, { stage: 1 }),
      [`${ROOM}/events?after=41`]: () => answer({ seq: 43, events: [{ seq: 43, puts: { stage: 3 } }] }),
      [`${ROOM}/events?after=43`]: () => answer({ seq: 43, events: [] }),
    });
    FakeEventSource.last.fails();
    await settle();
    expect(connections.at(-1)).toBe("polling");
    expect(store.get("stage")).toBe(3);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(FakeEventSource.last.url).toBe(`${ROOM}/events?after=43`);
    FakeEventSource.last.opens();
    expect(connections.at(-1)).toBe("live");
    expect(FakeEventSource.open).toHaveLength(1);
  });

  it("falls back when a proxy holds the stream back", async () => {
    await enter({
      [`${ROOM}/live`]: snapshot(1, {}),
      [`${ROOM}/events?after=1`]: () => answer({ seq: 2, events: [{ seq: 2, puts: { stage: 2 } }] }),
      [`${ROOM}/events?after=2`]: () => answer({ seq: 2, events: [] }),
    });
    await vi.advanceTimersByTimeAsync(8_500);
    expect(store.get("stage")).toBe(2);
    expect(connections.at(-1)).toBe("polling");
  });

  it("goes on polling while the stream tries again and again", async () => {
    let seq = 1;
    const answers: Answers = { [`${ROOM}/live`]: snapshot(1, {}) };
    for (let after = 1; after < 60; after += 1) {
      answers[`${ROOM}/events?after=${after}`] = () => {
        seq = after + 1;
        return answer({ seq, events: [{ seq, puts: { stage: seq } }] });
      };
    }
    await enter(answers);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(Number(store.get("stage"))).toBeGreaterThan(10);
    expect(connections.slice(2)).not.toContain("connecting");
  });

  it("is called offline when nothing answers", async () => {
    let there = true;
    await enter({
      [`${ROOM}/live`]: snapshot(1, {}),
      [`${ROOM}/events?after=1`]: () => {
        if (!there) throw new TypeError("network");
        return answer({ seq: 1, events: [] });
      },
    });
    there = false;
    FakeEventSource.last.fails();
    await settle();
    expect(connections.at(-1)).toBe("offline");
  });

  it("starts anew when the server counts from before: it was restored", async () => {
    let seq = 41;
    await enter({
      [`${ROOM}/live`]: () => answer({ seq, state: { seq } }),
      [`${ROOM}/events?after=41`]: () => answer({ seq: 5, events: [] }),
    });
    seq = 5;
    FakeEventSource.last.fails();
    await settle();
    expect(store.get("seq")).toBe(5);
  });

  it("keeps changes that arrive while the room is being loaded", async () => {
    let release: (reply: Response) => void = () => undefined;
    let first = true;
    await enter({
      [`${ROOM}/live`]: () => {
        if (first) {
          first = false;
          return answer({ seq: 1, state: { stage: 1 } });
        }
        return new Promise<Response>((resolve) => {
          release = resolve;
        });
      },
    });
    FakeEventSource.last.opens();
    FakeEventSource.last.sends("reset", {});
    await settle();
    FakeEventSource.last.sends("change", { stage: 9 }, "9");
    release(answer({ seq: 8, state: { stage: 8 } }));
    await settle();
    expect(store.get("stage")).toBe(9);
  });
});

describe("two tabs in one room", () => {
  it("hold one stream and stay equal", async () => {
    await enter({ [`${ROOM}/live`]: snapshot(41, { stage: 1 }) });
    const other = new Store();
    await follow(ROOM, other, life.signal);
    await settle();
    expect(FakeEventSource.open).toHaveLength(1);
    FakeEventSource.last.opens();
    FakeEventSource.last.sends("change", { stage: 2 }, "42");
    expect([store.get("stage"), other.get("stage")]).toEqual([2, 2]);
  });

  it("leave nothing open behind", async () => {
    await enter({ [`${ROOM}/live`]: snapshot(41, {}) });
    life.abort();
    await settle();
    expect(FakeEventSource.open).toHaveLength(0);
    expect(FakeChannel.all).toHaveLength(0);
  });
});
