/// <reference types="vite/client" />
/** Picture and sound: which pictures are worth their bandwidth, when a line gets fewer, and the words. */
import { describe, expect, it } from "vitest";
import { choose, Patience } from "../src/hall/video/choosing";
import { type Feed, mayBeHeard, SILENCE, type Voices } from "../src/hall/video/shapes";
import english from "../src/i18n/video.en";

const feed = (id: string, more: Partial<Feed> = {}): Feed => ({
  id,
  name: id,
  unit: "",
  role: "",
  streams: [
    { mid: "0", what: "mic", layers: false },
    { mid: "1", what: "camera", layers: true },
  ],
  ...more,
});
const voices = (more: Partial<Voices>): Voices => ({ ...SILENCE, ...more });
const usual = { level: 0, most: 2, me: "me" } as const;
const nobody = new Map<string, number>();

describe("which pictures", () => {
  const feeds = [feed("a"), feed("b"), feed("c"), feed("d"), feed("me")];

  it("shows who has the floor large, some others small, and hears all but me", () => {
    const found = choose(feeds, voices({ speaker: "c" }), nobody, usual);
    expect(found).toEqual({ large: "c/1", small: ["a/1", "b/1"], sound: ["a/0", "b/0", "c/0", "d/0"] });
  });

  it("prefers a shared screen, and what I pinned before that", () => {
    const shares = feed("b", { streams: [{ mid: "2", what: "screen", layers: false }] });
    expect(choose([feed("a"), shares], voices({ speaker: "a" }), nobody, usual).large).toBe("b/2");
    expect(choose([feed("a"), shares], SILENCE, nobody, { ...usual, pinned: "a" }).large).toBe("a/1");
  });

  it("puts the chair, then who was heard last, in front", () => {
    const found = choose(
      [feed("a"), feed("b"), feed("z", { role: "chair" })],
      SILENCE,
      new Map([["b", 5]]),
      usual,
    );
    expect([found.large, ...found.small]).toEqual(["z/1", "b/1", "a/1"]);
  });

  it("on a weak line shows the speaker alone, then nobody; sound stays", () => {
    expect(choose(feeds, SILENCE, nobody, { ...usual, level: 2 }).small).toEqual([]);
    const sound = choose(feeds, SILENCE, nobody, { ...usual, level: 3 });
    expect(sound.large).toBe("");
    expect(sound.sound).toHaveLength(4);
  });
});

describe("patience with a line", () => {
  const bad = { lost: 0.2, frozen: 0, rate: 900 };
  const good = { lost: 0, frozen: 0, rate: 900 };

  it("takes pictures away at once and gives them back slowly", () => {
    const patience = new Patience();
    expect(patience.look(bad)).toBe(1);
    expect(patience.look(bad)).toBe(2);
    for (let look = 0; look < 31; look += 1) expect(patience.look(good)).toBe(2);
    expect(patience.look(good)).toBe(1);
  });

  it("keeps papers and sound alone where pictures overflow under 300 kbit/s", () => {
    const patience = new Patience();
    expect(patience.look({ ...good, rate: 240 })).toBe(0); // little came because little was sent
    expect(new Patience().look({ lost: 0, frozen: 3, rate: 240 })).toBe(1); // a busy machine is no thin line
    expect(patience.look({ ...bad, rate: 240 })).toBe(3);
  });

  it("never goes below sound", () => {
    const patience = new Patience();
    for (let look = 0; look < 9; look += 1) patience.look(bad);
    expect(patience.level).toBe(3);
  });
});

it("who is silenced is not heard, whatever else is open", () => {
  expect(mayBeHeard(voices({ everybody: true, closed: ["a"] }), "a")).toBe(false);
  expect(mayBeHeard(voices({ everybody: true }), "a")).toBe(true);
  expect(mayBeHeard(voices({ open: ["a"] }), "b")).toBe(false);
});

it("every sentence has its English", () => {
  const sources = import.meta.glob("../src/hall/video/*.ts", {
    query: "?raw",
    import: "default",
    eager: true,
  });
  const missing = Object.values(sources as Record<string, string>)
    .flatMap((source) => [...source.matchAll(/\bt\(\s*"([^"]+)"/g)].map((found) => found[1] ?? ""))
    .filter((sentence) => !(sentence in english));
  expect(missing).toEqual([]);
});
