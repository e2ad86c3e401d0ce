/// <reference types="vite/client" />
import { describe, expect, it } from "vitest";
import english from "../src/i18n/offline.en";
import { type DoneAct, withPending } from "../src/offline/acts";
import { deviceName } from "../src/offline/taking";
import { isValid, keyFrom, nameOf, seal, typeOf, unseal } from "../src/offline/vault";
import { noteOf } from "../src/viewer/carried";
import type { Note } from "../src/viewer/paper";

const sources = import.meta.glob<string>("../src/offline/*.ts", {
  query: "?raw",
  import: "default",
  eager: true,
});
const KEY = btoa(String.fromCharCode(...Array.from({ length: 32 }, (_, n) => n)));
const letters = new TextEncoder();

describe("words of the offline page", () => {
  it("all have English, and none too many", () => {
    const used = new Set<string>();
    for (const text of Object.values(sources)) {
      for (const [, one] of text.matchAll(/\bt\(\s*"((?:[^"\\]|\\.)*)"/g)) if (one) used.add(one);
      for (const [, one] of text.matchAll(/^ {2}(?:agree|objection|speak): "(.*)",$/gm))
        if (one) used.add(one);
    }
    expect([...used].filter((one) => !(one in english))).toEqual([]);
    expect(Object.keys(english).filter((one) => !used.has(one))).toEqual([]);
  });
});

describe("the vault", () => {
  it("opens what it sealed, under the same name and key alone", async () => {
    const key = await keyFrom(KEY);
    const sealed = await seal(key, "a|/api/x", letters.encode("Kết luận giao ban"));
    expect(new TextDecoder().decode(await unseal(key, "a|/api/x", sealed))).toBe("Kết luận giao ban");
    await expect(unseal(key, "a|/api/y", sealed)).rejects.toThrow();
    const other = await keyFrom(btoa("x".repeat(32)));
    await expect(unseal(other, "a|/api/x", sealed)).rejects.toThrow();
  });

  it("never seals two things alike, and lets nobody take the key out", async () => {
    const key = await keyFrom(KEY);
    const twice = await Promise.all([0, 1].map(() => seal(key, "n", letters.encode("như nhau"))));
    expect(twice[0]?.iv).not.toEqual(twice[1]?.iv);
    expect(new TextDecoder().decode(twice[0]?.data)).not.toContain("như nhau");
    expect(key.extractable).toBe(false);
    await expect(crypto.subtle.exportKey("raw", key)).rejects.toThrow();
  });

  it("knows an address however it is asked", () => {
    expect(nameOf("/api/documents/1/pages/2.webp?w=800&version=3")).toBe(
      nameOf("/api/documents/1/pages/2.webp?version=3&w=1240"),
    );
    expect(nameOf("/api/documents/1/text?version=1&first=1&last=20")).toBe(
      "/api/documents/1/text?first=1&last=20&version=1",
    );
    expect([typeOf("/a/1.webp?version=1"), typeOf("/api/x"), typeOf("/tai-lieu/1/")]).toEqual([
      "image/webp",
      "application/json",
      "text/html; charset=utf-8",
    ]);
  });

  it("is shut when the session is over", () => {
    const until = "2026-11-28T20:00:00Z";
    expect(isValid({ until }, Date.parse("2026-11-28T19:59:59Z"))).toBe(true);
    expect(isValid({ until }, Date.parse(until))).toBe(false);
  });
});

describe("what waits to be sent", () => {
  const act = (what: DoneAct["what"], target: string, body: object = {}): DoneAct => ({
    id: `act-${what}`,
    what,
    target,
    body: body as Record<string, unknown>,
    at: "2026-11-28T10:00:00Z",
  });
  const told = { id: "1", body: "cũ" } as Note;

  it("is shown among the notes as it will be", () => {
    const written = act("note", "paper", {
      id: "2",
      page: 1,
      kind: "note",
      boxes: [],
      body: "mới",
      version: 1,
    });
    const found = withPending(
      [told],
      [written, act("note_changed", "1", { body: "đã sửa" })],
      "paper",
      noteOf,
    );
    expect(found.map((note) => [note.id, note.body])).toEqual([
      ["1", "đã sửa"],
      ["2", "mới"],
    ]);
    expect(found[1]).toMatchObject({ mine: true, sharing: "private", state: "own", strokes: [] });
  });

  it("is not shown twice once it has arrived, nor on another paper, nor when it was removed", () => {
    const written = act("note", "paper", { id: "1" });
    expect(withPending([told], [written], "paper", noteOf)).toHaveLength(1);
    expect(withPending([told], [act("note", "other", { id: "9" })], "paper", noteOf)).toHaveLength(1);
    expect(withPending([told], [act("note_removed", "1")], "paper", noteOf)).toEqual([]);
  });
});

describe("a removal that was taken back", () => {
  const at = "2026-11-28T10:00:00Z";
  const act = (what: DoneAct["what"]): DoneAct => ({ id: what, what, target: "1", body: {}, at });

  it("shows the note again", () => {
    const told = { id: "1", body: "Hỏi" } as Note;
    expect(withPending([told], [act("note_removed"), act("note_restored")], "paper", noteOf)).toEqual([told]);
    expect(withPending([told], [act("note_restored")], "paper", noteOf)).toEqual([told]);
  });
});

describe("a device", () => {
  it("is called by its program and machine", () => {
    const ipad = "Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605 Version/17.5 Safari/604.1";
    expect(deviceName(ipad)).toBe("Safari · iPad");
    expect(deviceName("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0")).toContain(
      "Windows",
    );
  });
});
