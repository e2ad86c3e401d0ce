/// <reference types="vite/client" />
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import english from "../src/i18n/viewer.en";
import { COLOR_NAMES } from "../src/viewer/note-form";
import { Desk, type Paper, sizesOf } from "../src/viewer/paper";
import { Reading } from "../src/viewer/reading";
import { isHeading, paragraphs } from "../src/viewer/reflow";
import { lettersOf } from "../src/viewer/selection";

const sources = import.meta.glob<string>("../src/viewer/*.ts", {
  query: "?raw",
  import: "default",
  eager: true,
});

function sentences(): Set<string> {
  const found = new Set<string>(Object.values(COLOR_NAMES));
  for (const text of Object.values(sources)) {
    for (const [, sentence] of text.matchAll(/\bt\(\s*"((?:[^"\\]|\\.)*)"/g))
      if (sentence) found.add(sentence);
  }
  return found;
}

describe("words of the reader", () => {
  it("all have English, and none too many", () => {
    const used = sentences();
    expect(used.size).toBeGreaterThan(40);
    expect([...used].filter((sentence) => !(sentence in english))).toEqual([]);
    expect(Object.keys(english).filter((sentence) => !used.has(sentence))).toEqual([]);
  });
});

describe("text that flows", () => {
  it("joins the lines of print into paragraphs", () => {
    const page = [
      "Thực hiện Chỉ thị số 02/CT-TTg ngày 30/01/2026 của Thủ tướng Chính",
      "phủ về tăng cường thực thi quyền sở hữu trí tuệ, Chủ tịch Ủy ban nhân dân",
      "tỉnh yêu cầu:",
      "1. Thủ trưởng các sở, ban, ngành chịu trách nhiệm về việc để xảy ra",
      "tình trạng xâm phạm.",
      "- Tăng cường hướng dẫn.",
    ].join("\n");
    expect(paragraphs(page)).toEqual([
      "Thực hiện Chỉ thị số 02/CT-TTg ngày 30/01/2026 của Thủ tướng Chính phủ về tăng cường thực thi quyền sở hữu trí tuệ, Chủ tịch Ủy ban nhân dân tỉnh yêu cầu:",
      "1. Thủ trưởng các sở, ban, ngành chịu trách nhiệm về việc để xảy ra tình trạng xâm phạm.",
      "- Tăng cường hướng dẫn.",
    ]);
  });

  it("knows a heading by its capitals", () => {
    expect(isHeading("ỦY BAN NHÂN DÂN")).toBe(true);
    expect(isHeading("Ủy ban nhân dân")).toBe(false);
  });
});

describe("letters of a page", () => {
  it("are one text although spans break words, and the end of a line is a space", () => {
    const layer = document.createElement("div");
    layer.innerHTML =
      "<span>V/v tri</span><span>ể</span><span>n khai</span><br><span>Chỉ thị Đ</span><span>ất</span>";
    const { text, letters } = lettersOf(layer);
    expect(text).toBe("v/v trien khai chi thi dat");
    expect(letters).toHaveLength(text.length);
    expect(letters[text.indexOf("dat")]?.node.data).toBe("Chỉ thị Đ");
  });
});

describe("sizes", () => {
  it("come as runs and are unrolled", () => {
    const paper = {
      pages: 4,
      sizes: [
        [1, 595, 842],
        [3, 842, 595],
      ],
    } as unknown as Paper;
    expect(sizesOf(paper).map((size) => size.width)).toEqual([595, 595, 842, 842]);
  });
});

describe("reading", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  function reader(visible: { page: number; share: number }[]) {
    const life = new AbortController();
    const desk = new Desk("d", life.signal);
    const read = vi.spyOn(desk, "read").mockResolvedValue();
    const scroller = document.body.appendChild(document.createElement("div"));
    const pages = { scroller, current: 1, visible: () => visible } as never;
    const counts: number[] = [];
    const reading = new Reading(desk, 1, pages, [], (count) => counts.push(count));
    return { life, read, counts, reading };
  }

  it("counts a page that is looked at, not one that flies past", () => {
    const seen = [
      { page: 1, share: 0.9 },
      { page: 2, share: 0.2 },
    ];
    const { life, read, counts } = reader(seen);
    vi.advanceTimersByTime(1_000);
    expect(counts).toEqual([]);
    vi.advanceTimersByTime(8_000);
    expect(counts).toEqual([1]);
    expect(read).toHaveBeenCalledWith(1, [1], 1);
    life.abort();
  });

  it("tells once, and tells again what could not be sent", async () => {
    const { life, read, reading } = reader([{ page: 1, share: 1 }]);
    read.mockRejectedValueOnce(new Error("offline"));
    vi.advanceTimersByTime(8_000);
    await vi.advanceTimersByTimeAsync(0);
    reading.tell();
    expect(read.mock.calls.map(([, pages]) => pages)).toEqual([[1], [1]]);
    reading.tell();
    expect(read).toHaveBeenCalledTimes(2);
    life.abort();
  });
});
