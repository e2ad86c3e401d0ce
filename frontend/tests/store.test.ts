import { describe, expect, it, vi } from "vitest";
import { Store, StoreEvent } from "../src/kernel/store";

describe("the store", () => {
  it("holds whole values and forgets what is null", () => {
    const store = new Store();
    store.replace({ meeting: { state: "running" }, "turn/1": { user: "an" } });
    store.apply({ meeting: { state: "closed" }, "turn/1": null });
    expect(store.get("meeting")).toEqual({ state: "closed" });
    expect(store.get("turn/1")).toBeUndefined();
  });

  it("may be told the same change twice", () => {
    const store = new Store();
    store.apply({ stage: { page: 4 } });
    store.apply({ stage: { page: 4 } });
    expect(store.get("stage")).toEqual({ page: 4 });
  });

  it("forgets everything old when replaced", () => {
    const store = new Store();
    store.apply({ "turn/1": 1 });
    store.replace({ meeting: 2 });
    expect(store.get("turn/1")).toBeUndefined();
  });

  it("lists what stands under a prefix, and only that", () => {
    const store = new Store();
    store.replace({ "poll/7": 1, "poll/7/turnout": 2, poll: 3, pollen: 4 });
    expect([...store.under("poll")]).toEqual([
      ["7", 1],
      ["7/turnout", 2],
    ]);
  });

  it("wakes only those whose part has moved, until they leave", () => {
    const store = new Store();
    const life = new AbortController();
    const agenda = vi.fn();
    store.watch(["agenda"], agenda, life.signal);
    store.apply({ stage: 1 });
    expect(agenda).not.toHaveBeenCalled();
    store.apply({ "agenda/7": 1 });
    store.replace({});
    expect(agenda).toHaveBeenCalledTimes(2);
    life.abort();
    store.apply({ agenda: 1 });
    expect(agenda).toHaveBeenCalledTimes(2);
  });

  it("does not take a longer word for the same prefix", () => {
    expect(new StoreEvent(new Set(["agendas/1"])).touches("agenda")).toBe(false);
    expect(new StoreEvent(new Set(["agenda/1"])).touches("agenda")).toBe(true);
  });
});
