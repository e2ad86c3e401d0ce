import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { share } from "../src/kernel/leader";
import { FakeChannel, FakeLocks, settle } from "./fakes";

interface Tab {
  heard: string[];
  publish: ((message: string) => void) | undefined;
  life: AbortController;
  leads: () => boolean;
  close: () => void;
}

function tab(name = "room"): Tab {
  const life = new AbortController();
  let until: AbortSignal | undefined;
  const one: Tab = {
    heard: [],
    publish: undefined,
    life,
    leads: () => until !== undefined && !until.aborted,
    close: () => life.abort(),
  };
  share<string>(
    name,
    (publish, signal) => {
      one.publish = publish;
      until = signal;
    },
    (message) => one.heard.push(message),
    life.signal,
  );
  return one;
}

const opened: Tab[] = [];
const open = (name?: string): Tab => {
  const one = tab(name);
  opened.push(one);
  return one;
};

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("BroadcastChannel", FakeChannel);
});

afterEach(() => {
  for (const one of opened.splice(0)) one.close();
  FakeChannel.all = [];
  FakeChannel.frozen.clear();
  localStorage.clear();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe.each(["locks", "a lease"])("tabs that share by %s", (by) => {
  beforeEach(() => {
    if (by === "locks") vi.stubGlobal("navigator", { locks: new FakeLocks(), onLine: true });
    else vi.stubGlobal("navigator", { onLine: true });
  });

  it("have one leader, and all hear it once", async () => {
    const [first, second, third] = [open(), open(), open()];
    await settle();
    expect([first.leads(), second.leads(), third.leads()]).toEqual([true, false, false]);
    first.publish?.("khai mạc");
    expect([first.heard, second.heard, third.heard]).toEqual([["khai mạc"], ["khai mạc"], ["khai mạc"]]);
  });

  it("hand the lead on when the leader closes", async () => {
    const [first, second] = [open(), open()];
    await settle();
    first.close();
    await settle();
    await vi.advanceTimersByTimeAsync(16_000);
    expect(second.leads()).toBe(true);
    second.publish?.("tiếp");
    expect(second.heard).toEqual(["tiếp"]);
  });

  it("say nothing more after they close", async () => {
    const [first, second] = [open(), open()];
    await settle();
    const { publish } = first;
    first.close();
    publish?.("muộn");
    expect(first.heard).toEqual([]);
    expect(second.heard).toEqual([]);
  });

  it("do not mix two rooms", async () => {
    const [one, other] = [open("a"), open("b")];
    await settle();
    expect([one.leads(), other.leads()]).toEqual([true, true]);
    one.publish?.("a");
    expect(other.heard).toEqual([]);
  });
});

describe("a leader that sleeps", () => {
  it("loses the lead to a tab that is looked at", async () => {
    vi.stubGlobal("navigator", { locks: new FakeLocks(), onLine: true });
    const first = open();
    const second = open();
    await settle();
    const [channel] = FakeChannel.all;
    if (channel) FakeChannel.frozen.add(channel);
    await vi.advanceTimersByTimeAsync(26_000);
    expect(second.leads()).toBe(true);
    expect(first.leads()).toBe(false);
  });

  it("keeps the lead while it answers", async () => {
    vi.stubGlobal("navigator", { locks: new FakeLocks(), onLine: true });
    const first = open();
    const second = open();
    await settle();
    await vi.advanceTimersByTimeAsync(120_000);
    expect([first.leads(), second.leads()]).toEqual([true, false]);
  });
});
