/// <reference types="vite/client" />
/** The room's sums and words. The same cases hold the server's sum: hall/tests/test_budget.py. */
import { describe, expect, it } from "vitest";
import cases from "../../src/giaoban/hall/tests/budgets.json";
import { budget } from "../src/hall/budget";
import type { Item } from "../src/hall/shapes";
import { pace, signed } from "../src/hall/words";
import { uuid } from "../src/kernel/ids";
import { at, item, meeting, START } from "./rooms";

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
      const until = at(Math.min(one.started ?? 0, 0) + 5400); // the server's sum: sooner when it began sooner
      const held = meeting({ started_at: one.started === null ? null : at(one.started), until });
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

describe("ids of the browser", () => {
  it("are UUIDs of version 7 and never the same", () => {
    const made = new Set(Array.from({ length: 500 }, uuid));
    expect(made.size).toBe(500);
    for (const id of made)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

describe("the room's words", () => {
  const sources = import.meta.glob<string>("../src/hall/**/*.ts", {
    query: "?raw",
    import: "default",
    eager: true,
  });
  const dictionaries = import.meta.glob<Record<string, string>>(
    [
      "../src/i18n/*.en.ts",
      "!../src/i18n/site.en.ts",
      "!../src/i18n/viewer.en.ts",
      "!../src/i18n/seats.en.ts",
      "!../src/i18n/offline.en.ts",
    ],
    { import: "default", eager: true },
  );
  const english: Record<string, string> = Object.assign({}, ...Object.values(dictionaries));
  const used = new Set<string>();
  for (const text of Object.values(sources))
    for (const [, sentence] of text.matchAll(/\bt\(\s*"((?:[^"\\]|\\.)*)"/g))
      if (sentence) used.add(sentence);

  it("are English too, every one, and none too many", () => {
    expect(used.size).toBeGreaterThan(100);
    expect([...used].filter((sentence) => !(sentence in english))).toEqual([]);
    expect(Object.keys(english).filter((sentence) => !used.has(sentence))).toEqual([]);
  });

  it("keep the same fields in both languages", () => {
    const fields = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
    for (const [vietnamese, other] of Object.entries(english))
      expect(fields(other)).toEqual(fields(vietnamese));
  });
});
