/** What is taken along is searched on the device: with and without accents, phrases, pages, one letter wrong. */
import { beforeEach, describe, expect, it } from "vitest";
import {
  type BookPage,
  foldInPlace,
  isOneOff,
  openBook,
  pageOf,
  type Sought,
  seek,
} from "../src/offline/seek";
import { close, keyFrom, newPen, type Open, openHeld, putFile, putHeld, setWho } from "../src/offline/vault";
import { fakeStore } from "./fake-store";

const store = fakeStore();
const DECREE = "0198aaaa-0000-7000-8000-000000000001";
const REPORT = "0198aaaa-0000-7000-8000-000000000002";
const BOOK: BookPage[] = [
  pageOf(
    "m1",
    DECREE,
    "Nghị định số 134/2026/NĐ-CP",
    1,
    "Quyền tác giả, quyền liên quan; đăng ký\nquyền tác giả.",
  ),
  pageOf("m1", DECREE, "Nghị định số 134/2026/NĐ-CP", 7, "Tổ chức đại diện tập thể. Đường truyền dự phòng."),
  pageOf(
    "m1",
    REPORT,
    "Báo cáo thu ngân sách quý IV",
    2,
    "Số thu đạt 8.120 tỷ đồng; đầu tư công tăng. Giả mạo tác phẩm.",
  ),
];
const places = (sought: Sought) =>
  sought.papers.flatMap((one) => one.places.map((place) => `${one.title.slice(0, 7)} ${place.page}`));
const found = (asked: string) => places(seek(BOOK, asked));
const marks = (asked: string) =>
  seek(BOOK, asked)
    .papers[0]?.places[0]?.around.filter((piece) => piece.hit)
    .map((piece) => piece.text);

describe("finding on the device", () => {
  it.each(["đầu tư", "dau tu", "ĐẦU TƯ", "đầu tu", "đầu tư cô"])(
    "finds %s with and without accents",
    (asked) => {
      expect(found(asked)).toEqual(["Báo cáo 2"]);
    },
  );

  it("names paper and page, and shows the words as they are written", () => {
    expect(found("duong truyen")).toEqual(["Nghị đị 7"]);
    expect(marks("duong truyen")).toEqual(["Đường truyền"]);
    expect(
      seek(BOOK, "du phong")
        .papers[0]?.places[0]?.around.map((one) => one.text)
        .join(""),
    ).toContain("Đường truyền dự phòng");
  });

  it("takes a phrase whole, also over the end of a line", () => {
    expect(found('"dang ky quyen tac gia"')).toEqual(["Nghị đị 1"]);
    expect(found('"tac gia quyen"')).toEqual(["Nghị đị 1"]); // a comma stands between
    expect(found('"gia tac"')).toEqual([]);
  });

  it("puts the page first that says it in the words typed", () => {
    expect(found("tac gia")).toEqual(["Nghị đị 1", "Báo cáo 2"]);
    expect(found("tac pham gia")).toEqual(["Báo cáo 2"]);
  });

  it("lets words of the title narrow it", () => {
    expect(found("134 dai dien")).toEqual(["Nghị đị 7"]);
    expect(found("135 dai dien")).toEqual([]);
  });

  it("forgives one letter, and says that it only comes near", () => {
    const sought = seek(BOOK, "duong truyne");
    expect(sought.near).toBe(true);
    expect(places(sought)).toEqual(["Nghị đị 7"]);
    expect(seek(BOOK, "duong truyen").near).toBe(false);
    expect(found("zebra")).toEqual([]);
  });

  it.each(["", " ", '"', "(", "a.*", "\\", "[đ"])("takes %s quietly", (asked) => {
    expect(() => seek(BOOK, asked)).not.toThrow();
  });

  it("knows one slip from two", () => {
    expect(["truyne", "truyn", "truyeen", "truyem"].every((word) => isOneOff(word, "truyen"))).toBe(true);
    expect(["truyen", "tryne", "truyenab", "abuyen"].some((word) => isOneOff(word, "truyen"))).toBe(false);
  });

  it("folds letter for letter", () => {
    const text = "Đặng Thị Hường – ½ €";
    expect(foldInPlace(text)).toHaveLength(text.length);
    expect(foldInPlace(text).startsWith("dang thi huong")).toBe(true);
  });
});

describe("the book", () => {
  beforeEach(() => store.clear());

  it("is opened from the sealed texts of what may be read, and is gone with the key", async () => {
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const [key, pen] = await Promise.all([keyFrom(btoa("k".repeat(32))), newPen()]);
    const held: Open = {
      id: "t1",
      me: "me",
      meeting: "m1",
      until,
      bytes: 0,
      files: 0,
      whole: true,
      key,
      pen,
    };
    const told = JSON.stringify({ done: 2, pages: [{ number: 2, text: "Thu ngân sách" }] });
    await putFile(
      held,
      `/api/documents/${REPORT}/text?version=1&first=1&last=20`,
      new TextEncoder().encode(told).buffer,
    );
    await putHeld(held);
    await setWho("me");
    const titles = new Map([[REPORT, "Báo cáo"]]);
    const book = await openBook([{ held, titles }]);
    expect(seek(book, "ngan sach").papers[0]?.places[0]?.page).toBe(2);
    await close("t1");
    expect(await openHeld()).toEqual([]);
    expect(await openBook([{ held, titles }])).toEqual([]);
  });
});
