/// <reference types="vite/client" />
/** Who speaks and what is shown: the sums, the elements, the words. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import "../src/hall/floor/gb-board-speaker";
import "../src/hall/floor/gb-floor";
import "../src/hall/floor/gb-hand";
import type { GbAsk } from "../src/hall/floor/gb-ask";
import { placeInWords } from "../src/hall/floor/gb-hand";
import {
  clockOf,
  following,
  holding,
  length,
  myPlace,
  spokenOf,
  type Turn,
  usedOf,
} from "../src/hall/floor/turns";
import type { Act, Part } from "../src/hall/part";
import {
  fitted,
  kept,
  placeOn,
  seen,
  showing,
  thinned,
  whole,
  wide,
  zoomed,
} from "../src/hall/stage/geometry";
import "../src/hall/stage/gb-stage";
import type { GbStage } from "../src/hall/stage/gb-stage";
import { addressOf, widthFor } from "../src/hall/stage/pictures";
import floorEnglish from "../src/i18n/floor.en";
import hallEnglish from "../src/i18n/hall.en";
import { type Puts, Store } from "../src/kernel/store";
import { settle } from "./fakes";

const START = Date.parse("2026-03-16T01:00:00Z");
const at = (seconds: number): string => new Date(START + seconds * 1000).toISOString();

const turn = (id: string, more: Partial<Turn> = {}): Turn => ({
  id,
  item: "i1",
  kind: "speech",
  topic: "",
  speaker: id,
  name: `Người ${id}`,
  unit: { id: "u", name: "GSQL" },
  site: null,
  asked: null,
  question: null,
  state: "requested",
  at: at(0),
  since: null,
  used: 0,
  allowed: 0,
  extended: 0,
  written: false,
  reason: "",
  ...more,
});

const meeting = {
  id: "m",
  state: "running",
  item: "i1",
  kind: "Họp",
  title: "Giao ban",
  papers: ["p"],
  chair: { id: "an", name: "An" },
};
const item = {
  id: "i1",
  place: 1,
  title: "Thu ngân sách",
  state: "running",
  secret: false,
  presenter: null,
  papers: ["p"],
  minutes: 20,
  used_seconds: 0,
  started_at: at(0),
  marks: { agree: 0, objection: 0, speak: 0 },
  wanted: "inform",
};
const paper = { id: "p", secret: false, title: "Báo cáo", version: 1, state: "ready", pages: 9 };

function room(turns: Turn[], more: Puts = {}): Store {
  const store = new Store();
  const waiting = turns.filter((one) => one.state === "requested");
  const line = (kind: string) => waiting.filter((one) => one.kind === kind).map((one) => one.id);
  store.replace({
    meeting: meeting as unknown as Puts[string],
    "agenda/i1": item as unknown as Puts[string],
    "paper/p": paper,
    stage: { paper: "p", page: 3, presenter: { id: "an", name: "An" }, handed: null },
    queue: {
      rule: "time",
      minutes: 5,
      open: { speech: true, question: true },
      placed: 0,
      speech: line("speech"),
      question: line("question"),
    },
    ...Object.fromEntries(turns.map((one) => [`turn/${one.id}`, one as unknown as Puts[string]])),
    ...more,
  });
  return store;
}

const desk: Puts = { "can/desk": { go_to_item: "", show_paper: "" } };
const handed: Part[] = [];

async function put<T extends Part>(
  name: string,
  store: Store,
  me = "me",
  more: object = {},
): Promise<{ element: T; acts: Act[] }> {
  const element = document.createElement(name) as T;
  const acts: Act[] = [];
  element.addEventListener("gb-act", (event) => {
    const act = event as Act;
    act.answer = Promise.resolve(true);
    acts.push(act);
  });
  Object.assign(element, { store, me }, more);
  document.body.append(element);
  handed.push(element);
  await element.updateComplete;
  await settle();
  return { element, acts };
}

const text = (element: Element): string => (element.textContent ?? "").replace(/\s+/g, " ").trim();
const button = (element: Element, words: string): HTMLButtonElement => {
  const found = [...element.querySelectorAll("button")].find(
    (one) => text(one).includes(words) || one.getAttribute("aria-label")?.includes(words),
  );
  if (!found) throw new Error(`no button «${words}» in: ${text(element)}`);
  return found;
};

beforeEach(() => {
  vi.useFakeTimers({
    now: START,
    toFake: ["Date", "setTimeout", "clearTimeout", "setInterval", "clearInterval"],
  });
});

afterEach(() => {
  for (const element of handed.splice(0)) element.remove();
  vi.useRealTimers();
});

describe("the clock of a turn", () => {
  const speaking = turn("a", { state: "speaking", since: at(0), used: 30, allowed: 300 });

  it("says in words and colour how much is left", () => {
    expect(usedOf(speaking, START + 10_000)).toBe(40);
    expect(clockOf(speaking, START + 10_000)).toMatchObject({
      left: 260,
      text: "04:20",
      words: "còn lại",
      tone: "done",
    });
    expect(clockOf(speaking, START + 210_000)).toMatchObject({
      text: "01:00",
      words: "sắp hết giờ",
      tone: "warning",
    });
    expect(clockOf(speaking, START + 270_000)).toMatchObject({
      text: "00:00",
      words: "hết giờ",
      tone: "live",
    });
    expect(clockOf(speaking, START + 300_000)).toMatchObject({ text: "−00:30", tone: "live", share: 1 });
  });

  it("stands still while paused, whatever the clock of this machine says", () => {
    const paused = turn("a", { state: "paused", used: 130, allowed: 300 });
    expect(clockOf(paused, START + 900_000)).toMatchObject({ left: 170, words: "tạm dừng", tone: "neutral" });
    expect(usedOf(speaking, START - 5_000)).toBe(30);
  });

  it("is written as an office says it", () => {
    expect([length(35), length(120), length(275.4)]).toEqual(["35 giây", "2 phút", "4 phút 35 giây"]);
  });
});

describe("the queue", () => {
  it("knows who has the floor, who was stopped, who was called and who is next", () => {
    const store = room([
      turn("a", { state: "paused", used: 10 }),
      turn("b", { state: "speaking", since: at(0), allowed: 300 }),
      turn("c", { state: "called" }),
      turn("d"),
    ]);
    const { floor, stopped, called } = holding(store);
    expect([floor?.id, stopped.map((one) => one.id), called?.id]).toEqual(["b", ["a"], "c"]);
    expect(following(store)?.id).toBe("c");
    expect(following(room([turn("x", { item: "later" }), turn("d")]))?.id).toBe("d");
    expect(following(room([turn("x", { item: "later" })]))).toBeUndefined();
  });

  it("tells me my place and about how long", () => {
    const store = room([
      turn("b", { state: "speaking", since: at(0), allowed: 300 }),
      turn("c"),
      turn("d"),
      turn("me"),
    ]);
    expect(myPlace(store, "me")).toMatchObject({ place: 3, minutes: 15 });
    expect(placeInWords({ turn: turn("me"), place: 3, minutes: 10 })).toBe("Thứ 3, khoảng 10 phút nữa");
    expect(placeInWords({ turn: turn("me"), place: 1, minutes: 0 })).toBe("Thứ 1, sắp đến lượt");
    expect(myPlace(room([turn("me", { item: "later" })]), "me")).toBeUndefined();
    expect(myPlace(room([turn("me", { state: "ended" })]), "me")).toBeUndefined();
  });

  it("adds up who has spoken how long", () => {
    const store = room([
      turn("a", { state: "ended", used: 100 }),
      turn("a2", { speaker: "a", name: "Người a", state: "speaking", since: at(-50), used: 10 }),
      turn("b", { state: "ended", used: 20 }),
      turn("c"),
    ]);
    expect(spokenOf(store, START)).toEqual([
      { name: "Người a", unit: "GSQL", seconds: 160, turns: 2 },
      { name: "Người b", unit: "GSQL", seconds: 20, turns: 1 },
    ]);
  });
});

describe("<gb-hand>", () => {
  it("asks for the floor with a topic, on the running item, with an id of its own", async () => {
    const { element, acts } = await put("gb-hand", room([]));
    button(element, "Đăng ký phát biểu").click();
    const ask = element.querySelector<GbAsk>("gb-ask");
    await ask?.updateComplete;
    const area = ask?.querySelector("textarea");
    if (area) area.value = "  Vướng mắc C/O ";
    area?.dispatchEvent(new Event("input"));
    ask?.querySelector("form")?.dispatchEvent(new Event("submit", { cancelable: true }));
    await settle();
    expect(acts[0]?.path).toBe("turns");
    expect(acts[0]?.body).toMatchObject({ kind: "speech", topic: "Vướng mắc C/O", item: "i1" });
    expect(String(Object(acts[0]?.body).id)).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("opens by Alt + H, and shows where I stand once I wait", async () => {
    const { element } = await put("gb-hand", room([turn("me")]));
    const shown: string[] = [];
    element.addEventListener("gb-show", (event) => shown.push((event as Event & { pane: string }).pane));
    expect(text(element)).toContain("Thứ 1, sắp đến lượt");
    document.dispatchEvent(new KeyboardEvent("keydown", { altKey: true, code: "KeyH" }));
    expect(shown).toEqual(["floor"]);
  });

  it("lets me begin when I am called, and shows my own clock while I speak", async () => {
    const called = await put("gb-hand", room([turn("me", { state: "called" })]));
    button(called.element, "Mời đồng chí: bắt đầu").click();
    expect(called.acts[0]?.path).toBe("/api/turns/me/start");
    const speaks = await put(
      "gb-hand",
      room([turn("me", { state: "speaking", since: at(-100), allowed: 300 })]),
    );
    expect(text(speaks.element)).toContain("03:20");
    button(speaks.element, "03:20").click();
    expect(speaks.acts[0]?.path).toBe("/api/turns/me/end");
  });

  it("is not there when nobody takes names", async () => {
    const closed = room([], {
      queue: {
        rule: "time",
        minutes: 5,
        open: { speech: false, question: false },
        placed: 0,
        speech: [],
        question: [],
      },
    });
    expect((await put("gb-hand", closed)).element.querySelector("button.hand")).toBeNull();
    const over = room([], { meeting: { ...meeting, state: "closed" } as unknown as Puts[string] });
    expect((await put("gb-hand", over)).element.querySelector("button.hand")).toBeNull();
  });
});

describe("<gb-floor>", () => {
  it("says the rule, and lists who waits to a member without the desk's tools", async () => {
    const { element } = await put("gb-floor", room([turn("b"), turn("me", { topic: "Cơ chế một cửa" })]));
    expect(text(element)).toContain("Thứ tự: theo thời điểm đăng ký · mỗi lượt 5 phút");
    expect(element.querySelectorAll(".waiting-row").length).toBe(2);
    expect(text(element)).toContain("Cơ chế một cửa");
    expect(element.querySelector(".waiting-handle")).toBeNull();
    expect(text(element)).not.toContain("Mời phát biểu");
    expect(button(element, "Rút đăng ký")).toBeTruthy();
  });

  it("lets the desk call the next by rule instead of whoever speaks, by Alt + M too", async () => {
    const store = room([turn("b", { state: "speaking", since: at(0), allowed: 300 }), turn("c")], desk);
    const { element, acts } = await put("gb-floor", store);
    expect(text(element)).toContain("kết thúc lượt của Người b");
    button(element, "Mời tiếp: Người c").click();
    expect(acts[0]).toMatchObject({ path: "turns/next", body: { expect: "c", instead_of: "b" } });
    await settle();
    document.dispatchEvent(new KeyboardEvent("keydown", { altKey: true, code: "KeyM" }));
    expect(acts.length).toBe(2);
  });

  it("moves a row by Alt and an arrow, and never out of the list", async () => {
    const { element, acts } = await put("gb-floor", room([turn("b"), turn("c"), turn("d")], desk));
    const handle = element.querySelectorAll(".waiting-handle")[1];
    for (const key of ["ArrowUp", "ArrowDown"])
      handle?.dispatchEvent(new KeyboardEvent("keydown", { key, altKey: true }));
    element
      .querySelectorAll(".waiting-handle")[2]
      ?.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown", altKey: true }));
    handle?.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowUp" }));
    expect(acts.map((act) => [act.path, act.body])).toEqual([
      ["/api/turns/c/move", { place: 0 }],
      ["/api/turns/c/move", { place: 2 }],
      ["/api/turns/d/move", { place: 2 }],
    ]);
  });

  it("takes somebody off the list only with a reason", async () => {
    const { element, acts } = await put("gb-floor", room([turn("b")], desk));
    button(element, "Đưa ra khỏi danh sách").click();
    await settle();
    const input = element.querySelector<HTMLInputElement>(".waiting-why input");
    if (input) input.value = "Trùng nội dung";
    input?.dispatchEvent(new Event("input"));
    element.querySelector(".waiting-why")?.dispatchEvent(new Event("submit", { cancelable: true }));
    await settle();
    expect(acts[0]).toMatchObject({ path: "/api/turns/b/withdraw", body: { reason: "Trùng nội dung" } });
  });

  it("tells me why my request is gone, until I have read it", async () => {
    const told = { "told/x": { kind: "speech", topic: "", reason: "Trùng nội dung", at: at(0) } };
    const { element } = await put("gb-floor", room([], told));
    expect(text(element)).toContain("ra khỏi danh sách: Trùng nội dung");
    button(element, "Đã đọc").click();
    await element.updateComplete;
    expect(text(element)).not.toContain("Trùng nội dung");
  });

  it("offers the rest in writing to who has spoken and to who was not called, and the answer to who was asked", async () => {
    const mine = turn("t1", { speaker: "me", state: "ended", used: 300, topic: "Biên chế" });
    const asked = turn("q", {
      kind: "question",
      state: "ended",
      asked: { id: "me", name: "Tôi" },
      topic: "Bao giờ xong?",
    });
    const { element } = await put("gb-floor", room([mine, asked]));
    expect(text(element)).toContain("Gửi phần còn lại");
    expect(text(element)).toContain("Người q hỏi: Bao giờ xong?");
    expect(text(element)).toContain("Chưa trả lời");
  });
});

describe("<gb-speaker> and the board", () => {
  const speaking = turn("b", { state: "speaking", since: at(-290), allowed: 300, topic: "Biên chế" });

  it("shows the clock to everybody and the means to stop it to the desk", async () => {
    const seat = await put("gb-speaker", room([speaking]));
    expect(text(seat.element)).toContain("00:10");
    expect(text(seat.element)).toContain("sắp hết giờ");
    expect(seat.element.querySelector(".speaker-verbs")).toBeNull();
    const { element, acts } = await put("gb-speaker", room([speaking], desk));
    button(element, "Tạm dừng").click();
    button(element, "Thêm 1 phút").click();
    button(element, "Kết thúc").click();
    expect(acts.map((act) => act.path)).toEqual(
      ["pause", "extend", "end"].map((verb) => `/api/turns/b/${verb}`),
    );
    expect(acts[1]?.once).toBe(true);
  });

  it("shows the own clock large and lets me end", async () => {
    const { element, acts } = await put("gb-speaker", room([speaking]), "b");
    expect(element.querySelector(".speaker-mine")).not.toBeNull();
    button(element, "Tôi đã nói xong").click();
    expect(acts[0]?.path).toBe("/api/turns/b/end");
  });

  it("says it once to a screen reader, not every second", async () => {
    const { element } = await put(
      "gb-speaker",
      room([turn("b", { state: "speaking", since: at(0), allowed: 300 })]),
    );
    const said = () => text(element.querySelector("[role=status]") as Element);
    const first = said();
    vi.setSystemTime(START + 5_000);
    element.requestUpdate();
    await element.updateComplete;
    expect([first, said()]).toEqual(["Người b đang phát biểu", "Người b đang phát biểu"]);
  });

  it("is on the big screen with who is next", async () => {
    const { element } = await put("gb-board-speaker", room([speaking, turn("c")]));
    expect(text(element)).toContain("Người b");
    expect(text(element)).toContain("Tiếp theo: Người c");
    expect((await put("gb-board-speaker", room([turn("c")]))).element.querySelector("section")).toBeNull();
  });
});

describe("a page in its window", () => {
  const window = { w: 800, h: 600 };
  const fit = fitted({ w: 1240, h: 1754 }, window);

  it("is seen whole first, in the middle", () => {
    expect(Math.round(fit.h)).toBe(600);
    const view = whole(fit, window);
    expect(view.scale).toBe(1);
    expect(view.x).toBeCloseTo((800 - fit.w) / 2);
    expect(seen(view, fit, window)).toEqual({ x: 0, y: 0, w: 10_000, h: 10_000 });
    expect(fitted({ w: 0, h: 0 }, window)).toEqual({ w: 0, h: 0 });
  });

  it("grows around the finger and leaves no gap", () => {
    const at = { x: 400, y: 300 };
    const view = zoomed(whole(fit, window), 3, at, fit, window);
    expect(view.scale).toBe(3);
    const under = (one: typeof view) => (at.y - one.y) / one.scale;
    expect(under(view)).toBeCloseTo(under(whole(fit, window)));
    expect(kept({ ...view, x: 500, y: 500 }, fit, window)).toMatchObject({ x: 0, y: 0 });
    expect(zoomed(view, 99, at, fit, window).scale).toBe(6);
    expect(wide(fit, window).scale).toBeCloseTo(800 / fit.w);
  });

  it("shows the presenter's part in a window of another shape", () => {
    const small = { w: 360, h: 500 };
    const theirs = zoomed(whole(fit, window), 4, { x: 500, y: 100 }, fit, window);
    const region = seen(theirs, fit, window);
    const mine = fitted({ w: 1240, h: 1754 }, small);
    const shown = seen(showing(region, mine, small), mine, small);
    expect(shown.x).toBeLessThanOrEqual(region.x + 2);
    expect(shown.x + shown.w).toBeGreaterThanOrEqual(region.x + region.w - 2);
    expect(shown.y).toBeLessThanOrEqual(region.y + 2);
    expect(shown.y + shown.h).toBeGreaterThanOrEqual(region.y + region.h - 2);
  });

  it("knows the place under a finger, and draws with few points", () => {
    expect(placeOn({ left: 100, top: 50, width: 200, height: 400 }, 150, 250)).toEqual({ x: 2500, y: 5000 });
    expect(placeOn({ left: 100, top: 50, width: 200, height: 400 }, 0, 9_999)).toEqual({ x: 0, y: 10_000 });
    const long = Array.from({ length: 2_000 }, (_, n) => n);
    const short = thinned(long, 300);
    expect(short.length / 2).toBeLessThanOrEqual(300);
    expect([short.slice(0, 2), short.slice(-2)]).toEqual([
      [0, 1],
      [1998, 1999],
    ]);
  });

  it("is fetched in one of few sizes", () => {
    expect([widthFor(320), widthFor(1100), widthFor(9_000)]).toEqual([800, 1240, 2480]);
    expect(addressOf({ paper: "p", page: 2, version: 3 }, 800)).toBe(
      "/api/documents/p/pages/2.webp?w=800&version=3",
    );
  });
});

describe("<gb-stage>", () => {
  const page = (element: Element) => element.querySelector("gb-sheet")?.getAttribute("page");

  it("follows the presenter, and stays where I am when I read on my own", async () => {
    const store = room([]);
    const { element } = await put<GbStage>("gb-stage", store);
    expect(page(element)).toBe("3");
    element.turn(1);
    await element.updateComplete;
    expect([element.following, page(element)]).toEqual([false, "4"]);
    store.apply({ stage: { paper: "p", page: 7, presenter: { id: "an", name: "An" }, handed: null } });
    await element.updateComplete;
    expect(page(element)).toBe("4");
    expect(text(element)).toContain("An đang trình chiếu: Báo cáo, trang 7");
    button(element, "Về trang trình chiếu").click();
    await element.updateComplete;
    expect([element.following, page(element)]).toEqual([true, "7"]);
  });

  it("turns for everybody when I present, also when the desk has handed it to me", async () => {
    const desk_ = await put<GbStage>("gb-stage", room([], desk));
    desk_.element.turn(1);
    expect(desk_.acts[0]).toMatchObject({ path: "stage", body: { page: 4 } });
    const given = room([], {
      stage: { paper: "p", page: 3, presenter: { id: "an", name: "An" }, handed: { id: "me", name: "Tôi" } },
    });
    const mine = await put<GbStage>("gb-stage", given);
    mine.element.turn(-1);
    expect(mine.acts[0]).toMatchObject({ path: "stage", body: { page: 2 } });
    expect(mine.element.querySelector(".stage-pens")).not.toBeNull();
    expect((await put<GbStage>("gb-stage", room([]))).element.querySelector(".stage-pens")).toBeNull();
  });

  it("shows the pointer on its page only, and forgets it after two seconds of silence", async () => {
    const store = room([]);
    const { element } = await put<GbStage>("gb-stage", store);
    const dot = async () => {
      await element.updateComplete;
      await settle();
      return element.querySelector(".sheet-pointer");
    };
    store.pass({ pointer: { x: 100, y: 100, by: "An", paper: "p", page: 9 } });
    expect(await dot()).toBeNull();
    store.pass({ pointer: { x: 100, y: 100, by: "An", paper: "p", page: 3 } });
    expect(await dot()).not.toBeNull();
    vi.advanceTimersByTime(2_100);
    expect(await dot()).toBeNull();
    store.pass({ pointer: { x: 200, y: 100, by: "An", paper: "p", page: 3 } });
    expect(await dot()).not.toBeNull();
  });

  it("shows marks to who follows, at their place of the page", async () => {
    const store = room([], {
      "highlight/h": { id: "h", paper: "p", page: 3, kind: "box", points: [5000, 100, 1000, 900] },
    });
    const { element } = await put<GbStage>("gb-stage", store);
    const rect = element.querySelector("rect.mark-box");
    expect(["x", "y", "width", "height"].map((name) => rect?.getAttribute(name))).toEqual([
      "1000",
      "100",
      "4000",
      "800",
    ]);
    element.open("p", 3);
    element.turn(1);
    await element.updateComplete;
    await settle();
    expect(element.querySelector("rect")).toBeNull();
  });

  it("says that a paper was withdrawn or replaced", async () => {
    const store = room([]);
    const { element } = await put<GbStage>("gb-stage", store);
    store.apply({ "paper/p": { ...paper, version: 2 } });
    await element.updateComplete;
    expect(text(element)).toContain("thay bằng bản 2");
    store.apply({ "paper/p": null });
    await element.updateComplete;
    expect(text(element)).toContain("đã được thu hồi");
    expect(text(element)).toContain("Thu ngân sách");
  });

  it("is worked by keys", async () => {
    const { element, acts } = await put<GbStage>("gb-stage", room([], desk));
    const view = element.querySelector(".stage-view");
    for (const key of ["ArrowRight", "PageUp", "Home", "End", "x"])
      view?.dispatchEvent(new KeyboardEvent("keydown", { key }));
    expect(acts.map((act) => act.body)).toEqual([{ page: 4 }, { page: 2 }, { page: 1 }, { page: 9 }]);
  });
});

describe("the words of the floor", () => {
  const sources = import.meta.glob<string>(["../src/hall/floor/*.ts", "../src/hall/stage/*.ts"], {
    query: "?raw",
    import: "default",
    eager: true,
  });
  const used = new Set<string>();
  for (const source of Object.values(sources))
    for (const [, sentence] of source.matchAll(/\bt\(\s*"((?:[^"\\]|\\.)*)"/g))
      if (sentence) used.add(sentence);

  it("are English too, every one, and none too many", () => {
    expect([...used].filter((sentence) => !(sentence in floorEnglish) && !(sentence in hallEnglish))).toEqual(
      [],
    );
    expect(Object.keys(floorEnglish).filter((sentence) => !used.has(sentence))).toEqual([]);
  });

  it("keep the same fields in both languages", () => {
    const fields = (words: string) => [...words.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
    for (const [vietnamese, other] of Object.entries(floorEnglish))
      expect(fields(other)).toEqual(fields(vietnamese));
  });
});
