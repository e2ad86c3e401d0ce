import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { PaperNotes, toldOn } from "../src/hall/notes/paper-notes";
import { Act } from "../src/hall/part";
import { Store } from "../src/kernel/store";

const PAPER = "p1";
const note = (id: string, page: number) => ({ id, page, kind: "note", boxes: [], body: id });

/** A part of the room whose questions are answered at once. */
class Host extends EventTarget {
  store = new Store();
  asked: string[] = [];
  reply: unknown = [note("a", 1), note("b", 2)];
  requestUpdate = vi.fn();

  override dispatchEvent(event: Event): boolean {
    if (event instanceof Act) {
      this.asked.push(event.path);
      event.reply = this.reply;
      event.answer = Promise.resolve(true);
    }
    return true;
  }
}

const told = (paper: string, changed: string) => ({ paper, version: 0, changed });

describe("notes on the paper before one's eyes", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it("are asked for once, and again when one on this paper has moved", async () => {
    const host = new Host();
    const notes = new PaperNotes(host);
    for (let time = 0; time < 3; time += 1) notes.look(PAPER, 1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(host.asked).toEqual([`/api/documents/${PAPER}/annotations?version=1`]);
    expect(notes.on(2).map((one) => one.id)).toEqual(["b"]);
    host.store.apply({ "annotation/x": told("other", "1") });
    notes.look(PAPER, 1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(host.asked).toHaveLength(1);
    host.store.apply({ "annotation/y": told(PAPER, "1") });
    notes.look(PAPER, 1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(host.asked).toHaveLength(2);
    expect(toldOn(host.store, PAPER)).toBe("y:0:1");
  });

  it("of the paper before do not stay on the next one", async () => {
    const host = new Host();
    const notes = new PaperNotes(host);
    notes.look(PAPER, 1);
    await vi.advanceTimersByTimeAsync(1_000);
    notes.look("p2", 1);
    expect(notes.notes).toEqual([]);
    notes.look(undefined, 1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(host.asked).toHaveLength(1);
  });
});
