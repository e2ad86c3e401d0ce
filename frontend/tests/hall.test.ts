/// <reference types="vite/client" />
/** The room's sums and words. The same cases hold the server's sum: hall/tests/test_budget.py. */
import { describe, expect, it } from "vitest";
import cases from "../../src/giaoban/hall/tests/budgets.json";
import { budget } from "../src/hall/budget";
import type { Item, Meeting } from "../src/hall/shapes";
import { nextLabel, pace, signed } from "../src/hall/words";
import english from "../src/i18n/hall.en";
import { uuid } from "../src/kernel/ids";

const START = Date.parse("2026-03-16T01:00:00Z");
const at = (seconds: number): string => new Date(START + seconds * 1000).toISOString();

const meeting = (more: Partial<Meeting> = {}): Meeting => ({
  id: "m",
  title: "Giao ban",
  kind: "Họp giao ban",
  form: "on_site",
  state: "running",
  location: "",
  chair: { id: "an", name: "An" },
  secretary: { id: "binh", name: "Bình" },
  starts_at: at(0),
  ends_at: at(5400),
  started_at: at(0),
  closed_at: null,
  item: null,
  next: { do: "", item: null },
  papers: [],
  ...more,
});

const item = (more: Partial<Item> = {}): Item => ({
  id: "i",
  place: 1,
  title: "Nội dung",
  secret: false,
  presenter: null,
  unit: null,
  minutes: 20,
  wanted: "inform",
  consent: false,
  carried: false,
  state: "waiting",
  started_at: null,
  ended_at: null,
  used_seconds: 0,
  papers: [],
  marks: { agree: 0, objection: 0, speak: 0 },
  ...more,
});

describe("time against plan", () => {
  for (const one of cases)
    it(one.name, () => {
      const rows: { minutes: number; used: number; state: string; since?: number }[] = one.items;
      const items = rows.map((row) =>
        item({
          minutes: row.minutes,
          used_seconds: row.used,
          state: row.state as Item["state"],
          started_at: row.since === undefined ? null : at(row.since),
        }),
      );
      const held = meeting({ started_at: one.started === null ? null : at(one.started) });
      const sums = budget(held, items, START + one.now * 1000);
      expect([sums.item, sums.meeting, sums.behind]).toEqual(one.expect);
    });

  it("is written with its sign", () => {
    expect(signed(130)).toBe("02:10");
    expect(signed(-130)).toBe("−02:10");
    expect(pace(20).text).toBe("Đúng kế hoạch");
    expect(pace(400).text).toBe("Chậm 7 phút");
    expect(pace(-400).text).toBe("Sớm 7 phút");
  });
});

describe("the one button", () => {
  const items = [item({ id: "a", title: "Thu ngân sách" }), item({ id: "b", title: "Việc khác" })];

  it("says what it will do", () => {
    const label = (next: Meeting["next"]) => nextLabel(meeting({ next }), items);
    expect(label({ do: "start", item: null })).toBe("Bắt đầu cuộc họp");
    expect(label({ do: "item", item: "b" })).toBe("Tiếp: 2. Việc khác");
    expect(label({ do: "conclude", item: "a" })).toBe("Kết luận nội dung 1");
    expect(label({ do: "close", item: null })).toBe("Kết thúc cuộc họp");
    expect(label({ do: "", item: null })).toBe("");
  });
});

describe("ids of the browser", () => {
  it("are UUIDs of version 7 and never the same", () => {
    const made = new Set(Array.from({ length: 500 }, uuid));
    expect(made.size).toBe(500);
    for (const id of made)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

describe("the room's words", () => {
  const sources = import.meta.glob<string>("../src/hall/*.ts", {
    query: "?raw",
    import: "default",
    eager: true,
  });
  const used = new Set<string>();
  for (const text of Object.values(sources))
    for (const [, sentence] of text.matchAll(/\bt\(\s*"((?:[^"\\]|\\.)*)"/g))
      if (sentence) used.add(sentence);

  it("are English too, every one, and none too many", () => {
    expect(used.size).toBeGreaterThan(150);
    expect([...used].filter((sentence) => !(sentence in english))).toEqual([]);
    expect(Object.keys(english).filter((sentence) => !used.has(sentence))).toEqual([]);
  });

  it("keep the same fields in both languages", () => {
    const fields = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
    for (const [vietnamese, other] of Object.entries(english))
      expect(fields(other)).toEqual(fields(vietnamese));
  });
});
