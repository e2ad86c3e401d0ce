import { describe, expect, it } from "vitest";
import { found } from "../src/hall/people-filter";
import type { Person } from "../src/hall/shapes";
import { finished, pulled } from "../src/hall/stage/marks";

describe("what a presenter draws", () => {
  it("keeps a box by its corners, whichever way it was pulled", () => {
    const box = pulled(pulled([900, 800], "box", { x: 500, y: 500 }), "box", { x: 100, y: 200 });
    expect(finished(box, "box")).toEqual({ kind: "box", points: [100, 200, 900, 800] });
  });

  it("adds to a line only what is some way off", () => {
    const line = pulled([0, 0], "line", { x: 30, y: 30 });
    expect(line).toEqual([0, 0]);
    expect(pulled(line, "line", { x: 100, y: 0 })).toEqual([0, 0, 100, 0]);
  });

  it("drops a mere touch", () => {
    expect(finished([10, 10], "line")).toBeNull();
    expect(finished([10, 10, 20, 20], "box")).toBeNull();
  });
});

describe("the list of people", () => {
  const person = (values: Partial<Person>): Person =>
    ({
      id: "1",
      name: "Đỗ Thị Hà",
      unit: "Phòng Giám sát",
      position: "Trưởng phòng",
      state: "on_site",
      left_at: null,
      late: false,
      before: [],
      site: null,
      ...values,
    }) as Person;
  const people = [
    person({}),
    person({ id: "2", name: "Lê Văn Nam", state: "", before: ["online"] }),
    person({ id: "3", name: "Trần An", state: "online", left_at: "2026-11-28T03:00:00Z" }),
  ];
  const ids = (list: Person[]) => list.map((one) => one.id);

  it("finds people without diacritics, by every word asked for", () => {
    expect(ids(found(people, "all", "do ha giam"))).toEqual(["1"]);
    expect(found(people, "all", "do nam")).toEqual([]);
  });

  it("tells who is there, who has left and who has vanished since the last count", () => {
    expect(ids(found(people, "here", ""))).toEqual(["1"]);
    expect(ids(found(people, "left", ""))).toEqual(["3"]);
    expect(ids(found(people, "vanished", ""))).toEqual(["2"]);
  });
});
