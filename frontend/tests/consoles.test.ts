/** The consoles: what the button says, what is suggested when it is late, what is written and never lost. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import "../src/hall/gb-minutes";
import "../src/hall/gb-next";
import "../src/hall/gb-people";
import { cuts, overLegal } from "../src/hall/cuts";
import { type Chosen, GbChoose } from "../src/hall/gb-choose";
import type { GbMinutes } from "../src/hall/gb-minutes";
import type { GbNext } from "../src/hall/gb-next";
import type { GbPeople } from "../src/hall/gb-people";
import { Outbox, type Outcome, type Waiting } from "../src/hall/kept";
import type { Act, Show } from "../src/hall/part";
import { unitNamed } from "../src/hall/people-choices";
import { type Facts, filled, isComplete, NOTHING, same } from "../src/hall/result-facts";
import { pointLabel, stepLabel } from "../src/hall/script-words";
import { HouseError } from "../src/kernel/errors";
import type { Store } from "../src/kernel/store";
import { settle } from "./fakes";
import { at, item, line, meeting, person, room, START, step } from "./rooms";

beforeEach(() => {
  localStorage.clear();
  // happy-dom has the element but not these
  HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
    this.open = true;
  };
});

afterEach(() => {
  document.body.replaceChildren();
  vi.useRealTimers();
});

/** What an element asked to be done, answered as the test says. */
function acts(answer: (act: Act) => unknown = () => ({})): Act[] {
  const seen: Act[] = [];
  document.body.addEventListener("gb-act", (event) => {
    const act = event as Act;
    seen.push(act);
    const reply = answer(act);
    act.answer = Promise.resolve(!(reply instanceof HouseError));
    if (reply instanceof HouseError) act.error = reply;
    else act.reply = reply;
  });
  return seen;
}

async function shown<E extends HTMLElement>(name: string, store: Store, me = "binh"): Promise<E> {
  const element = Object.assign(document.createElement(name), { store, me }) as unknown as E & {
    updateComplete: Promise<unknown>;
  };
  document.body.append(element);
  await element.updateComplete;
  await settle();
  return element;
}

const press = (root: ParentNode, words: string): void => {
  const buttons = [...root.querySelectorAll<HTMLElement>("button")];
  const found = buttons.find((button) => button.textContent?.replace(/\s+/g, " ").trim().startsWith(words));
  if (!found)
    throw new Error(`no button «${words}»: ${buttons.map((one) => one.textContent?.trim()).join(" | ")}`);
  found.click();
};

describe("the one button", () => {
  it("says what it will do", () => {
    expect(stepLabel(step({ number: 5, title: "Thu ngân sách" }))).toBe("Sang nội dung 5: Thu ngân sách");
    expect(stepLabel(step({ number: 5, title: "…" }))).toBe("Sang nội dung 5: Nội dung mật");
    expect(stepLabel(step({ do: "round", fields: { number: 1 } }))).toBe("Mở điểm danh");
    expect(stepLabel(step({ do: "round", fields: { number: 2 } }))).toBe("Mở điểm danh lần 2");
    expect(stepLabel(step({ do: "consent", fields: { count: 6 } }))).toBe(
      "Thông qua khối nội dung đồng thuận (6)",
    );
    expect(stepLabel(step({ do: "speaker", fields: { name: "HQ Nội Bài" } }))).toBe(
      "Gọi phát biểu: HQ Nội Bài",
    );
    expect(stepLabel(step({ do: "conclude", number: 4 }))).toBe("Ghi kết luận nội dung 4");
    expect(stepLabel(step({ do: "settle", fields: { number: 2, unit: "HQ Nội Bài" } }))).toBe(
      "Chốt kết luận 2, giao HQ Nội Bài",
    );
    expect(stepLabel(step({ do: "close", fields: { open: 0 } }))).toBe("Kết thúc cuộc họp");
    expect(stepLabel(step({ do: "close", fields: { open: 3 } }))).toBe("Rà soát 3 việc còn mở, kết thúc");
    expect(stepLabel(step({ do: "of_tomorrow", fields: { title: "Việc mới" } }))).toBe("Việc mới");
    expect(pointLabel({ kind: "draft", item: null, number: null, subject: null, words: "" })).toBe(
      "Kết luận chưa chốt",
    );
  });

  const two = [
    step({ key: "item:a@", item: "a", number: 1, title: "Một" }),
    step({ key: "item:b@", item: "b", number: 2, title: "Hai" }),
  ];

  it("sends the key of the step that it shows, and a later one when that is pressed", async () => {
    const sent = acts();
    const store = room(
      { "agenda/a": item({ id: "a" }), "agenda/b": item({ id: "b", place: 2 }) },
      { steps: two },
    );
    const next = await shown<GbNext>("gb-next", store);
    next.querySelector<HTMLElement>(".hall-next")?.click();
    await settle();
    expect(sent.at(-1)?.body).toEqual({ step: "item:a@" });
    next.resting = false;
    await next.updateComplete;
    next.querySelector<HTMLElement>(".ahead-step")?.click();
    await settle();
    expect(sent.at(-1)?.body).toEqual({ step: "item:b@" });
  });

  it("asks before it passes an item that needs a decision, and before it ends", async () => {
    const sent = acts();
    const steps = [
      step({ do: "conclude", key: "conclude:a@a", number: 1 }),
      ...two.slice(1),
      step({ do: "close", key: "close@a", fields: { open: 1 } }),
    ];
    const open = [{ kind: "not_held", item: "b", number: 2, subject: null, words: "Hai" }];
    const store = room(
      { meeting: meeting({ item: "a" }), "agenda/a": item({ id: "a", state: "running", wanted: "decide" }) },
      { steps, open },
    );
    const next = await shown<GbNext>("gb-next", store);
    press(next, "Sang nội dung 2");
    await next.updateComplete;
    expect(sent).toEqual([]);
    expect(next.querySelector<HTMLDialogElement>("#hall-conclude")?.open).toBe(true);
    press(next, "Chuyển tiếp, không kết luận");
    await settle();
    expect(sent.at(-1)?.body).toEqual({ step: "item:b@" });
    next.resting = false;
    await next.updateComplete;
    press(next, "Rà soát 1 việc còn mở");
    await next.updateComplete;
    expect(next.querySelector("#hall-close")?.textContent).toContain("Chưa họp đến");
  });

  it("opens the conclusions instead of sending what only a person can write", async () => {
    const sent = acts();
    let asked: Show | undefined;
    document.body.addEventListener("gb-show", (event) => {
      asked = event as Show;
    });
    const store = room(
      {},
      { steps: [step({ do: "complete", key: "complete:c@", subject: "c", fields: { number: 1 } })] },
    );
    const next = await shown<GbNext>("gb-next", store);
    next.querySelector<HTMLElement>(".hall-next")?.click();
    expect([asked?.pane, asked?.focus, sent.length]).toEqual(["results", "draft:c", 0]);
  });

  it("is not there for those who do not run the meeting", async () => {
    const store = room();
    store.apply({ "can/desk": null });
    expect((await shown("gb-next", store)).querySelector("button")).toBe(null);
  });
});

describe("when it is late", () => {
  const held = meeting({ item: "a" });
  const items = [
    item({ id: "a", state: "running", started_at: at(0), minutes: 20 }),
    item({ id: "b", place: 2, minutes: 20, wanted: "decide" }),
    item({ id: "c", place: 3, minutes: 30, wanted: "inform" }),
    item({ id: "d", place: 4, minutes: 20, wanted: "inform", marks: { agree: 0, objection: 0, speak: 1 } }),
  ];
  const late = (minutes: number) => START + (20 + minutes) * 60_000;

  it("suggests nothing while it is about on time", () => {
    expect(cuts(held, items, late(2))).toEqual([]);
    expect(cuts({ ...held, state: "closed" }, items, late(30))).toEqual([]);
  });

  it("shortens reports first, settles in writing what nobody speaks on, lengthens by whole steps", () => {
    const found = cuts(held, items, late(7));
    expect(found.map((cut) => cut.words)).toEqual([
      "Rút 5 phút ở nội dung 3, 4",
      "Chuyển nội dung 3 sang xử lý bằng văn bản",
      "Kéo dài cuộc họp 10 phút",
    ]);
    expect(found.map((cut) => cut.plan)).toEqual([
      { minutes: { c: 25, d: 15 } },
      { in_writing: ["c"] },
      { extended_minutes: 10 },
    ]);
  });

  it("never touches the consent block nor takes an item below what it needs", () => {
    const tight = [
      items[0] ?? item(),
      item({ id: "b", minutes: 5 }),
      item({ id: "c", minutes: 30, consent: true }),
    ];
    expect(cuts(held, tight, late(30)).map((cut) => Object.keys(cut.plan)[0])).toEqual([
      "in_writing",
      "extended_minutes",
    ]);
  });

  it("warns when the meeting will be longer than its kind may be", () => {
    expect(overLegal(meeting({ max_minutes: 90 }), [], START)).toBe(0);
    expect(overLegal(meeting({ max_minutes: 90, until: at(5400 + 900) }), [], START)).toBe(15);
    expect(overLegal(meeting({ max_minutes: 60, state: "closed" }), [], START)).toBe(0);
  });
});

describe("what is written", () => {
  const note = (id: string, path = "lines"): Waiting => ({
    id,
    path,
    method: "POST",
    body: { id, text: id },
    about: id,
    at: 0,
  });

  it("is sent in order, once, and again until the server has it", async () => {
    vi.useFakeTimers();
    const got: string[] = [];
    let away = true;
    const send = async (act: Waiting): Promise<Outcome> => {
      if (away) return { done: false, again: true };
      got.push(act.id);
      return { done: true, reply: {} };
    };
    const outbox = new Outbox("binh", "m", send);
    outbox.put(note("1"));
    outbox.put(note("2"));
    await vi.advanceTimersByTimeAsync(1);
    expect([got, outbox.all.length]).toEqual([[], 2]);
    away = false;
    await vi.advanceTimersByTimeAsync(5_000);
    expect([got, outbox.all]).toEqual([["1", "2"], []]);
  });

  it("outlives the tab that wrote it", async () => {
    const away = async (): Promise<Outcome> => ({ done: false, again: true });
    const first = new Outbox("binh", "m", away);
    first.put(note("1"));
    await settle();
    first.stop();
    const got: string[] = [];
    const second = new Outbox("binh", "m", async (act) => {
      got.push(act.id);
      return { done: true, reply: {} };
    });
    await second.flush();
    expect(got).toEqual(["1"]);
  });

  it("that is refused stays for its writer, and lets the others pass", async () => {
    const refused = { code: "x", message: "Không", details: {} };
    const outbox = new Outbox("binh", "m", async (act) =>
      act.id === "1" ? { done: false, again: false, refused } : { done: true, reply: {} },
    );
    outbox.put(note("1"));
    outbox.put(note("2"));
    await settle();
    await settle();
    expect(outbox.all.map((act) => [act.id, act.refused?.message])).toEqual([["1", "Không"]]);
  });
});

describe("the minutes", () => {
  it("send a line under the running item with an id of their own, and keep it until it is there", async () => {
    const sent = acts((act) =>
      act.path === "desk"
        ? { units: [], deadlines: [], phrases: [] }
        : new HouseError(0, { code: "net.offline", message: "" }),
    );
    const store = room({ meeting: meeting({ item: "a" }), "agenda/a": item({ id: "a", state: "running" }) });
    const minutes = await shown<GbMinutes>("gb-minutes", store);
    const box = minutes.querySelector<HTMLTextAreaElement>("#line-text");
    if (!box) throw new Error("no box");
    box.value = "Chi cục báo cáo.";
    box.dispatchEvent(new Event("input"));
    box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true }));
    await settle();
    await minutes.updateComplete;
    const posted = sent.find((act) => act.path === "lines");
    expect(posted?.body).toMatchObject({ text: "Chi cục báo cáo.", kind: "note", item: "a" });
    expect(minutes.textContent).toContain("chưa gửi, tự gửi khi có mạng");
    expect(JSON.parse(localStorage.getItem("outbox:binh:m") ?? "[]")).toHaveLength(1);
  });

  it("keep what is being typed through a reload", async () => {
    acts();
    const store = room();
    const first = await shown<GbMinutes>("gb-minutes", store);
    const box = first.querySelector<HTMLTextAreaElement>("#line-text");
    if (!box) throw new Error("no box");
    box.value = "Dở dang";
    box.dispatchEvent(new Event("input"));
    first.remove();
    const second = await shown<GbMinutes>("gb-minutes", store);
    await settle();
    expect(second.querySelector<HTMLTextAreaElement>("#line-text")?.value).toBe("Dở dang");
  });

  it("show both texts where two changed the same paragraph, and join them", async () => {
    const clash = new HouseError(409, {
      code: "meetings.line_changed_meanwhile",
      message: "Lan vừa sửa cùng đoạn này.",
      details: { text: "Lan viết", revision: 2, by: "Lan" },
    });
    const sent = acts((act) => (act.method === "PATCH" && !act.path.endsWith("/none") ? clash : {}));
    const store = room({ "line/l": line({ text: "Lan viết", revision: 2 }) });
    localStorage.setItem(
      "outbox:binh:m",
      JSON.stringify([
        {
          id: "e",
          path: "/api/lines/l",
          method: "PATCH",
          body: { text: "Bình viết", revision: 1, edit: "e" },
          about: "l",
          at: 0,
        },
      ]),
    );
    const minutes = await shown<GbMinutes>("gb-minutes", store);
    for (let turn = 0; turn < 4; turn += 1) await settle();
    await minutes.updateComplete;
    expect(minutes.querySelector(".line-conflict")?.textContent).toContain("Bình viết");
    expect(minutes.querySelector(".line-conflict")?.textContent).toContain("Bản của Lan");
    press(minutes, "Lấy bản của tôi");
    await settle();
    const again = sent.filter((act) => act.method === "PATCH").at(-1);
    expect(again?.body).toMatchObject({ text: "Bình viết", revision: 2 });
    expect(again?.body).not.toMatchObject({ edit: "e" });
  });

  it("say who else is writing", async () => {
    acts();
    const store = room({ "line/l": line() });
    store.pass({
      "writing/lan": { id: "lan", name: "Lan", line: "l", item: null, at: new Date().toISOString() },
    });
    const minutes = await shown<GbMinutes>("gb-minutes", store);
    expect(minutes.textContent).toContain("đang sửa: Lan");
    store.pass({ "writing/lan": null });
    await settle();
    await minutes.updateComplete;
    await settle();
    expect(minutes.textContent).not.toContain("đang sửa: Lan");
  });

  it("are found without diacritics", async () => {
    acts();
    const store = room({
      "line/a": line({ id: "a", text: "Đề nghị bổ sung" }),
      "line/b": line({ id: "b", text: "Việc khác", place: 2 }),
    });
    const minutes = await shown<GbMinutes>("gb-minutes", store);
    minutes.asked = "de nghi";
    await minutes.updateComplete;
    await settle();
    expect(minutes.querySelectorAll("gb-line")).toHaveLength(1);
  });

  it("let the keyboard make a conclusion of a line", async () => {
    const sent = acts((act) => (act.path.endsWith("/conclusion") ? { id: "c" } : {}));
    const minutes = await shown<GbMinutes>("gb-minutes", room({ "line/l": line() }));
    await settle();
    minutes.querySelector(".line")?.dispatchEvent(new KeyboardEvent("keydown", { key: "k" }));
    await settle();
    expect(sent.at(-1)?.path).toBe("/api/lines/l/conclusion");
  });
});

describe("conclusions", () => {
  const facts = (more: Partial<Facts>): Facts => ({ ...NOTHING, content: "Rà soát", ...more });

  it("are complete with unit and day, or without action", () => {
    expect(isComplete(facts({}))).toBe(false);
    expect(isComplete(facts({ lead_unit: "u" }))).toBe(false);
    expect(isComplete(facts({ lead_unit: "u", deadline_on: "2026-03-20" }))).toBe(true);
    expect(isComplete(facts({ no_action: true }))).toBe(true);
    expect(isComplete({ ...NOTHING, no_action: true })).toBe(false);
  });

  it("take what the server filled in where nothing was typed since", () => {
    const sent = facts({});
    const reply = facts({ lead_unit: "u", deadline_on: "2026-03-20" });
    expect(filled(facts({ content: "Rà soát thêm" }), sent, reply)).toEqual(
      facts({ content: "Rà soát thêm", lead_unit: "u", deadline_on: "2026-03-20" }),
    );
    expect(filled(facts({ lead_unit: "v" }), sent, reply).lead_unit).toBe("v");
    expect(filled(facts({ content: "Rà soát " }), facts({ content: "Rà soát " }), reply).content).toBe(
      "Rà soát ",
    );
    expect(same(facts({ content: "Rà soát " }), facts({}))).toBe(true);
  });

  it("find the unit that a sentence names", () => {
    const unit = (id: string, short_name: string, name: string) => ({ id, short_name, name, note: "" });
    const desk = {
      units: [
        unit("n", "HQ Nội Bài", "Chi cục Hải quan cửa khẩu Nội Bài"),
        unit("g", "Phòng GSQL", "Phòng Giám sát quản lý"),
      ],
      deadlines: [],
      phrases: [],
    };
    expect(unitNamed(desk, "Giao chi cục Nội Bài, phối hợp Phòng GSQL")).toBe("n");
    expect(unitNamed(desk, "phong giam sat quan ly bao cao")).toBe("g");
    expect(unitNamed(desk, "Không ai")).toBe("");
  });
});

describe("choosing by typing", () => {
  const options = [
    { id: "n", name: "HQ Nội Bài", note: "Chi cục Hải quan Nội Bài" },
    { id: "v", name: "HQ Vĩnh Phúc" },
  ];

  async function chooser(more: Partial<GbChoose> = {}): Promise<[GbChoose, string[][]]> {
    const told: string[][] = [];
    const element = Object.assign(new GbChoose(), { label: "Đơn vị", options, ...more });
    element.addEventListener("gb-chosen", (event) => told.push((event as Chosen).ids));
    document.body.append(element);
    await element.updateComplete;
    return [element, told];
  }

  it("needs no diacritics and one key to take the first", async () => {
    const [element, told] = await chooser();
    const input = element.querySelector("input");
    if (!input) throw new Error("no input");
    input.value = "noi bai";
    input.dispatchEvent(new Event("input"));
    await element.updateComplete;
    expect(element.querySelectorAll(".picker-option")).toHaveLength(1);
    input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", cancelable: true }));
    expect(told).toEqual([["n"]]);
  });

  it("takes several, drops the last with Backspace", async () => {
    const [element, told] = await chooser({ multiple: true, chosen: ["n", "v"] });
    element.querySelector("input")?.dispatchEvent(new KeyboardEvent("keydown", { key: "Backspace" }));
    expect(told).toEqual([["n"]]);
  });
});

describe("attendance", () => {
  const count = {
    round: 2,
    label: "",
    open: true,
    expected: 2,
    on_site: 1,
    online: 0,
    late: 0,
    left: 0,
    missing: 1,
    rounds: [
      { number: 1, label: "", opened_at: at(0), closed_at: at(600), present: 2 },
      { number: 2, label: "", opened_at: at(3600), closed_at: null, present: 1 },
    ],
  };
  const there = person({ id: "a", name: "Nguyễn Văn An", state: "on_site", at: at(60), before: ["on_site"] });
  const gone = person({ id: "b", place: 2, name: "Lê Thị Chi", before: ["online"] });

  it("shows who has vanished since the last count", async () => {
    acts();
    const store = room({ attendance: count, "attendance/a": there, "attendance/b": gone });
    const people = await shown<GbPeople>("gb-people", store);
    press(people, "1 người có mặt lần trước");
    await people.updateComplete;
    expect([...people.querySelectorAll(".people-row strong")].map((one) => one.textContent)).toEqual([
      "Lê Thị Chi",
    ]);
  });

  it("marks the rest absent in one act, and a unit by one tick", async () => {
    const sent = acts();
    const store = room({ attendance: count, "attendance/a": there, "attendance/b": gone });
    const people = await shown<GbPeople>("gb-people", store);
    press(people, "Còn lại vắng (1)");
    await settle();
    expect(sent.map((act) => act.path)).toEqual(["rest-absent"]);
    people.grouped = true;
    await people.updateComplete;
    people.querySelector<HTMLInputElement>(".people-unit input")?.dispatchEvent(new Event("change"));
    expect(people.chosen.size).toBe(2);
  });
});
