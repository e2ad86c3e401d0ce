import { render } from "lit";
import { describe, expect, it } from "vitest";
import { boxesAt, fatesOf, wordsOfFates, wordsOfState } from "../src/viewer/moved";
import { chosenOf, Noting } from "../src/viewer/noting";
import type { Note, Stroke } from "../src/viewer/paper";
import { nearest, sharedWith } from "../src/viewer/sharing";
import { changedPages, nextOf } from "../src/viewer/since";
import { drawing, isPressed, thicknessAt, thinned, touches } from "../src/viewer/strokes";
import { wordLayer } from "../src/viewer/word-layer";

const base = {
  sharing: "private",
  users: [],
  units: [],
  mine: true,
  by: "Lê Thị Chi",
} as unknown as Note;

describe("a note that has no place on this version", () => {
  it("names no page", () => {
    const viewer = Object.assign(document.createElement("div"), {
      requestUpdate: () => undefined,
      panel: "",
    });
    const noting = new Noting(viewer as unknown as ConstructorParameters<typeof Noting>[0]);
    const note = {
      ...base,
      id: "1",
      page: 0,
      state: "waiting",
      kind: "note",
      boxes: [],
      quote: "",
      body: "Hỏi",
      color: "pink",
    };
    noting.notes = [note as unknown as Note, { ...note, id: "2", page: 4 } as unknown as Note];
    render(noting.panel(), viewer);
    expect(viewer.textContent).not.toContain("Trang 0");
    expect(viewer.textContent).toContain("Trang 4");
  });
});

describe("ink", () => {
  const line: Stroke = [
    [0.1, 0.1, 0.5],
    [0.1002, 0.1, 0.5],
    [0.3, 0.1, 0.5],
    [0.3004, 0.1, 0.5],
  ];

  it("keeps the ends and drops points that lie together", () => {
    expect(thinned(line).map(([x]) => x)).toEqual([0.1, 0.3, 0.3004]);
    expect(thinned([[1.2, -0.3, 0.333]])).toEqual([[1, 0, 0.33]]);
  });

  it("is thicker where the pen is pressed, and one line where nothing tells how hard", () => {
    const pressed: Stroke = [
      [0.1, 0.1, 0.2],
      [0.2, 0.1, 0.9],
      [0.3, 0.1, 0.9],
    ];
    expect([isPressed(line), isPressed(pressed)]).toEqual([false, true]);
    expect(thicknessAt(2, 0.5)).toBe(2);
    expect(thicknessAt(2, 1)).toBe(3);
    const paths = (strokes: Stroke[]) =>
      drawing({ strokes, thickness: 2 }, 595, 842).querySelectorAll("path");
    expect(paths([line])).toHaveLength(1);
    expect(paths([pressed])).toHaveLength(2);
    expect(paths([[[0.5, 0.5, 0.5]]])[0]?.getAttribute("d")).toBe("M297.5 421l0 0");
  });

  it("is touched on its line, not anywhere in its box", () => {
    const note = { strokes: [line] };
    expect(touches(note, [0.2, 0.105], 0.012)).toBe(true);
    expect(touches(note, [0.2, 0.2], 0.012)).toBe(false);
  });
});

describe("whose notes", () => {
  const notes = [base, { ...base, mine: false }];

  it("are all, mine or those of others", () => {
    expect(chosenOf(notes, "all")).toHaveLength(2);
    expect(chosenOf(notes, "mine").map((note) => note.mine)).toEqual([true]);
    expect(chosenOf(notes, "theirs").map((note) => note.mine)).toEqual([false]);
  });

  it("say with whom they are shared, and to others whose they are", () => {
    expect(sharedWith(base)).toBe("Chỉ mình tôi");
    expect(sharedWith({ ...base, sharing: "all" })).toBe("Mọi người xem được tài liệu");
    const units = [{ id: "1", name: "Phòng Giám sát" }];
    const users = [{ id: "2", name: "An" }];
    expect(sharedWith({ ...base, sharing: "some", users })).toBe("An");
    expect(sharedWith({ ...base, sharing: "some", users, units })).toContain("Phòng Giám sát");
    expect(sharedWith({ ...base, mine: false })).toBe("Lê Thị Chi");
  });

  it("finds the unit that is asked for before the units inside it", () => {
    const units = ["Đội Tổng hợp", "Chi cục Hải quan Nội Bài"].map((name) => ({ id: name, name }));
    expect(nearest(units, "noi bai")[0]?.name).toBe("Chi cục Hải quan Nội Bài");
  });
});

describe("a new version", () => {
  const note = (state: string, more: object = {}) => ({ ...base, state, ...more }) as unknown as Note;
  const notes = [
    note("own"),
    note("moved"),
    note("moved"),
    note("orphaned"),
    note("orphaned", { mine: false }),
  ];

  it("says how many of my notes went along and how many could not be placed", () => {
    const fates = fatesOf(notes);
    expect([fates.moved, fates.lost.length, fates.waiting]).toEqual([2, 1, 0]);
    expect(wordsOfFates(fates)).toBe("2 ghi chú đã chuyển theo bản mới, 1 ghi chú chưa đặt được.");
    expect(wordsOfFates(fatesOf([note("kept"), note("own")]))).toBe("");
    expect(wordsOfFates(fatesOf([note("waiting")]))).toContain("1");
    expect(wordsOfState(note("moved", { reworded: true }))).toBe("Chữ đã sửa ở bản mới");
  });

  it("places ink where it is pointed at, whole and on the page", () => {
    const ink = note("orphaned", { kind: "ink" });
    expect(boxesAt(ink, [0.5, 0.5], [0.2, 0.1])).toEqual([[0.4, 0.45, 0.2, 0.1]]);
    expect(boxesAt(ink, [0.99, 0], [0.2, 0.1])).toEqual([[0.8, 0, 0.2, 0.1]]);
    expect(boxesAt(note("orphaned", { kind: "note" }), [0.3, 0.4], [1, 1])).toEqual([[0.3, 0.4, 0, 0]]);
  });
});

describe("changed since you read", () => {
  it("names the pages that are not as they were, and leads from one to the next", () => {
    const pages = changedPages([
      { state: "same", page: 1, before: 1 },
      { state: "changed", page: 2, before: 2 },
      { state: "gone", page: null, before: 3 },
      { state: "new", page: 5, before: null },
    ]);
    expect(pages).toEqual([2, 5]);
    expect([nextOf(pages, 1), nextOf(pages, 2), nextOf(pages, 5), nextOf([], 1)]).toEqual([
      2,
      5,
      2,
      undefined,
    ]);
  });
});

describe("words over a picture", () => {
  it("lie where they stand, a space between two of a line, a break between lines", () => {
    const layer = wordLayer(
      [
        [0, 0.1, 0.2, 0.1, 0.02, "Kết"],
        [0, 0.22, 0.2, 0.1, 0.02, "luận"],
        [1, 0.1, 0.24, 0.1, 0.02, "giao"],
      ],
      600,
      800,
    );
    expect(layer?.querySelectorAll("span")).toHaveLength(3);
    expect(layer?.querySelectorAll("br")).toHaveLength(1);
    const first = layer?.querySelector("span");
    expect([first?.textContent, first?.style.left, first?.style.top]).toEqual(["Kết ", "10%", "20%"]);
    expect(first?.style.getPropertyValue("--font-height")).toBe("16px");
    expect(wordLayer([], 600, 800)).toBeNull();
  });
});
