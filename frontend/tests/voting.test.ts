/// <reference types="vite/client" />
/** A vote in the browser: what is sent, what is kept, what is counted, the words. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import "../src/elements/gb-check-ballot";
import type { Act } from "../src/hall/part";
import type { GbBallot, Given } from "../src/hall/voting/gb-ballot";
import "../src/hall/voting/gb-board-vote";
import { bodyOf } from "../src/hall/voting/gb-draft-vote";
import "../src/hall/voting/gb-vote";
import type { GbVote } from "../src/hall/voting/gb-vote";
import "../src/hall/voting/gb-votes";
import type { GbVotes } from "../src/hall/voting/gb-votes";
import { barsOf, type Poll, type Result, ruleOf, secondsLeft, wordsOf } from "../src/hall/voting/polls";
import { asMade, fingerprint, inFours, newCode, Receipts } from "../src/hall/voting/receipts";
import { sha256 } from "../src/hall/voting/sha256";
import hallEnglish from "../src/i18n/hall.en";
import votingEnglish from "../src/i18n/voting.en";
import { HouseError } from "../src/kernel/errors";
import type { Store } from "../src/kernel/store";
import { settle } from "./fakes";
import { meeting, room } from "./rooms";

const NOW = Date.parse("2026-03-16T01:00:00Z");

const poll = (more: Partial<Poll> = {}): Poll => ({
  id: "p",
  item: null,
  first: null,
  round: 1,
  question: "Thông qua phương án luồng xanh",
  kind: "agree",
  options: [],
  most: 1,
  top_score: 10,
  other: true,
  secrecy: "secret",
  base: "all",
  threshold: "1/2",
  at_least: false,
  quorum: "",
  tie: "not_passed",
  may_change: false,
  absent: false,
  live_tally: false,
  weights: {},
  seconds: 0,
  state: "open",
  opened_at: "2026-03-16T01:00:00Z",
  ends_at: null,
  left: null,
  closed_at: null,
  published_at: null,
  members: 5,
  voters: 4,
  reason: "",
  result: null,
  ...more,
});

const result = (more: Partial<Result> = {}): Result => ({
  votes: { agree: 3, disagree: 1, other: 0 },
  blank: 0,
  cast: 4,
  base: 5,
  needed: 3,
  outcome: "passed",
  winners: [],
  tie: false,
  by_chair: false,
  people: { members: 5, may: 4, cast: 4 },
  ...more,
});

const vote = (more = {}) => ({
  voter: "v",
  member: "",
  may: true,
  voted: false,
  weight: 1,
  choice: null,
  text: "",
  ...more,
});

/** A room as a member sees it. */
const asMember = (more: Record<string, unknown> = {}): Store =>
  room({ "can/desk": null, "poll/p": poll(), "me/poll/p": { ready: false, votes: [vote()] }, ...more });

async function put<Kind extends HTMLElement>(
  name: string,
  store: Store,
): Promise<{ element: Kind; acts: Act[] }> {
  const element = document.createElement(name) as Kind & { store: Store; me: string };
  Object.assign(element, { store, me: "chi" });
  const acts: Act[] = [];
  element.addEventListener("gb-act", (event) => {
    acts.push(event as Act);
    (event as Act).answer = Promise.resolve(true);
  });
  document.body.append(element);
  await settle();
  return { element, acts };
}

const press = async (root: ParentNode, words: string): Promise<void> => {
  const button = [...root.querySelectorAll("button")].find((one) => one.textContent?.includes(words));
  if (!button) throw new Error(`no button «${words}»`);
  button.click();
  await settle();
};

beforeEach(() => {
  vi.useFakeTimers({
    now: NOW,
    toFake: ["Date", "setTimeout", "clearTimeout", "setInterval", "clearInterval"],
  });
  localStorage.clear();
});

afterEach(() => {
  vi.useRealTimers();
  document.body.replaceChildren();
});

describe("codes", () => {
  it("has the fingerprint that the server computes", () => {
    expect(sha256("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    expect(sha256("")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    const long = "Cục Hải quan thành phố Hà Nội ".repeat(9);
    expect(sha256(long)).toBe("8484ae49260634da20f5699af617f100ac36848ed4f62b8395a367f7bc0a6ef4");
  });

  it("reads a code however it was written down", () => {
    const code = newCode();
    expect(code).toMatch(/^[A-Z2-7]{16}$/);
    expect(asMade(inFours(code).toLowerCase().replaceAll(" ", " - "))).toBe(code);
    expect(fingerprint(inFours(code))).toBe(fingerprint(code));
  });

  it("keeps a ballot on its way, and afterwards the code alone", () => {
    const kept = new Receipts("chi");
    const first = kept.start("p", "v", "agree", "");
    expect(kept.start("p", "v", "disagree", "")).toEqual(first);
    kept.arrived("p", "v", first.code);
    expect(kept.pending("p", "v")).toBeUndefined();
    expect(kept.code("p", "v")).toBe(first.code);
    expect(JSON.stringify({ ...localStorage })).not.toContain("agree");
  });
});

describe("a ballot", () => {
  it("is chosen, read once more, and only then sent with its own code's fingerprint", async () => {
    const { element, acts } = await put<GbVote>("gb-vote", asMember());
    await press(element, "Tán thành");
    expect(acts).toEqual([]);
    expect(element.querySelector(".ballot-confirm")?.textContent).toContain("Đồng chí chọn: Tán thành");
    await press(element, "Gửi phiếu");
    const [act] = acts;
    expect(act?.path).toBe("/api/polls/p/ballots");
    expect(act?.headers["Idempotency-Key"]).toMatch(/^[0-9a-f-]{36}$/);
    const body = act?.body as { choice: string; commitment: string; voter: string };
    expect([body.choice, body.voter]).toEqual(["agree", "v"]);
    expect(body.commitment).toBe(fingerprint(new Receipts("chi").code("p", "v")));
  });

  it("goes again with the same attempt after a lost answer, and never another one meanwhile", async () => {
    const store = asMember();
    const { element } = await put<GbVote>("gb-vote", store);
    const acts: Act[] = [];
    const lost = new HouseError(0, { code: "net.offline", message: "" });
    element.addEventListener("gb-act", (event) => {
      const act = event as Act;
      if (!act.path.endsWith("/ballots")) return;
      acts.push(act);
      if (acts.length === 1) {
        act.error = lost;
        act.answer = Promise.resolve(false);
      }
    });
    await press(element, "Tán thành");
    await press(element, "Gửi phiếu");
    expect(element.textContent).toContain("Đang gửi phiếu: Tán thành");
    await vi.advanceTimersByTimeAsync(3_100);
    expect(acts).toHaveLength(2);
    expect(acts[1]?.headers).toEqual(acts[0]?.headers);
    expect(acts[1]?.body).toEqual(acts[0]?.body);
    expect(new Receipts("chi").pending("p", "v")).toBeUndefined();
  });

  it("shows the code after it was taken, and does not offer a change of a secret one", async () => {
    new Receipts("chi").arrived("p", "v", "ABCDEFGHIJKLMNOP");
    const own = { ready: false, votes: [vote({ voted: true })] };
    const { element } = await put<GbVote>("gb-vote", asMember({ "me/poll/p": own }));
    expect(element.textContent).toContain("Phiếu đã được nhận");
    expect(element.querySelector("code")?.textContent).toBe("ABCD EFGH IJKL MNOP");
    expect(element.textContent).not.toContain("Đổi phiếu");
  });

  it("is given for each member one stands in for, and not by who looks on", async () => {
    const votes = [vote({ voted: true, choice: "agree" }), vote({ voter: "w", member: "Ngô Thị Lan" })];
    const open = poll({ secrecy: "open", may_change: true });
    const store = asMember({ "poll/p": open, "me/poll/p": { ready: false, votes } });
    const { element } = await put<GbVote>("gb-vote", store);
    expect(element.textContent).toContain("Bỏ phiếu thay Ngô Thị Lan");
    expect(element.querySelectorAll("gb-ballot")).toHaveLength(1);
    const guest = await put<GbVote>("gb-vote", asMember({ "me/poll/p": null }));
    expect(guest.element.textContent).toContain("không bỏ phiếu ở lần biểu quyết này");
  });

  it("holds at most so many, and points for every option", async () => {
    const options = ["A", "B", "C"].map((label, place) => ({ key: String(place + 1), label }));
    const several = poll({ kind: "several", most: 2, options });
    const { element } = await put<GbVote>("gb-vote", asMember({ "poll/p": several }));
    await press(element, "A");
    await press(element, "B");
    const third = [...element.querySelectorAll<HTMLButtonElement>(".ballot-line")].find((one) =>
      one.textContent?.includes("C"),
    );
    expect(third?.disabled).toBe(true);
    const scored = document.createElement("gb-ballot") as GbBallot;
    scored.poll = poll({ kind: "score", options });
    const given: Given[] = [];
    scored.addEventListener("gb-given", (event) => given.push((event as CustomEvent<Given>).detail));
    document.body.append(scored);
    await settle();
    for (const plus of scored.querySelectorAll<HTMLButtonElement>('[aria-label="Thêm điểm"]')) plus.click();
    await settle();
    await press(scored, "Gửi phiếu");
    expect(given).toEqual([{ choice: { "1": 0, "2": 0, "3": 0 }, text: "" }]);
  });
});

describe("what is shown", () => {
  it("says the rule before it opens", () => {
    expect(ruleOf(poll({ tie: "chair_side" }))).toBe("quá nửa tổng số thành viên; hòa: theo phía chủ trì");
    const chosen = poll({
      kind: "election",
      threshold: "2/3",
      at_least: true,
      most: 3,
      quorum: "1/2",
      base: "cast",
    });
    expect(ruleOf(chosen)).toBe(
      "ít nhất 2/3 số phiếu đã bỏ; bầu 3 người; hợp lệ khi ít nhất một nửa thành viên bỏ phiếu",
    );
  });

  it("counts down while it runs and stands still while it is paused", () => {
    expect(secondsLeft(poll({ ends_at: "2026-03-16T01:00:30Z" }), NOW)).toBe(30);
    expect(secondsLeft(poll({ state: "paused", left: 12 }), NOW)).toBe(12);
    expect(secondsLeft(poll(), NOW)).toBeUndefined();
  });

  it("shows the result on the stage and on the big screen, until it is put away", async () => {
    const told = poll({
      state: "published",
      closed_at: "2026-03-16T00:59:50Z",
      published_at: "2026-03-16T00:59:55Z",
      result: result(),
    });
    const store = asMember({ "poll/p": told });
    const { element } = await put<GbVote>("gb-vote", store);
    expect(element.querySelector(".vote-outcome")?.textContent).toBe("Được thông qua");
    expect(barsOf(told, result()).map((bar) => [bar.votes, bar.share])).toEqual([
      [3, 60],
      [1, 20],
      [0, 0],
      [0, 0],
    ]);
    const board = await put<HTMLElement>("gb-board-vote", store);
    expect(board.element.textContent).toContain("Được thông qua");
    await press(element, "Cất kết quả");
    expect(element.textContent?.trim()).toBe("");
  });

  it("keeps the result from everybody until it is published", async () => {
    const closed = poll({ state: "closed", closed_at: "2026-03-16T00:59:50Z" });
    const { element } = await put<GbVote>("gb-vote", asMember({ "poll/p": closed }));
    expect(element.textContent).toContain("Chờ chủ trì công bố kết quả");
    const desk = await put<GbVote>("gb-vote", room({ "poll/p": closed, "pollresult/p": result() }));
    expect(desk.element.textContent).toContain("Được thông qua");
    expect(desk.element.textContent).toContain("Công bố kết quả");
  });

  it("gives the desk its drafts, and a member none of the tools", async () => {
    const state = { meeting: meeting(), "polldraft/d": poll({ id: "d", state: "draft" }) };
    const desk = await put<GbVotes>("gb-votes", room(state));
    expect(desk.element.textContent).toContain("Mở biểu quyết");
    await press(desk.element, "Mở biểu quyết");
    expect(desk.acts[0]?.path).toBe("/api/polls/d/open");
    const member = await put<GbVotes>(
      "gb-votes",
      asMember({ "poll/p": poll({ state: "void", reason: "Nhầm" }) }),
    );
    expect(member.element.querySelectorAll("button")).toHaveLength(0);
    expect(member.element.textContent).toContain("Nhầm");
  });

  it("asks for nothing that could tell whose a secret ballot was", () => {
    const draft = {
      question: " Bầu ",
      item: "",
      kind: "election" as const,
      options: "An\n\nBình",
      most: 1,
      top_score: 10,
    };
    const rules = {
      other: true,
      base: "all" as const,
      threshold: ">1/2",
      quorum: "",
      tie: "chair_side" as const,
    };
    const body = bodyOf({
      ...draft,
      ...rules,
      secrecy: "secret",
      may_change: true,
      absent: false,
      live_tally: true,
      seconds: 0,
    });
    expect(body).toMatchObject({
      options: ["An", "Bình"],
      may_change: false,
      live_tally: false,
      tie: "not_passed",
    });
  });

  it("says a choice in words", () => {
    const options = [{ key: "1", label: "Xanh" }];
    expect(wordsOf(poll({ kind: "several", options }), [])).toBe("Phiếu trắng");
    expect(wordsOf(poll({ kind: "score", options }), { "1": 7 })).toBe("Xanh: 7");
  });
});

describe("checking and counting again", () => {
  const page = (votes: Record<string, number>) => {
    const code = "ABCDEFGHIJKLMNOP";
    document.body.innerHTML = `<gb-check-ballot for="lines" data-votes='${JSON.stringify(votes)}' data-cast="3">
      <form data-check><input><button>Tìm</button></form><button type="button" data-recount>Kiểm</button>
      <p class="vote-check-said"></p></gb-check-ballot><table id="lines"><tbody>
      <tr data-choice='"agree"' data-words="Tán thành" data-weight="1" data-commitment="${fingerprint(code)}"></tr>
      <tr data-choice='"agree"' data-words="Tán thành" data-weight="1" data-commitment="x"></tr>
      <tr data-choice='"abstain"' data-words="Không biểu quyết" data-weight="1" data-commitment="y"></tr></tbody></table>`;
    return { code, said: () => document.querySelector(".vote-check-said")?.textContent ?? "" };
  };
  const submit = () =>
    document.querySelector("form")?.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));

  it("finds the own ballot by its code, and says so when there is none", () => {
    const { code, said } = page({ agree: 2 });
    const input = document.querySelector("input") as HTMLInputElement;
    input.value = inFours(code);
    submit();
    expect(said()).toContain("Tán thành");
    expect(document.querySelectorAll("[data-own]")).toHaveLength(1);
    input.value = "ZZZZ";
    submit();
    expect(said()).toContain("Không có phiếu nào");
  });

  it("adds the lines up and compares", () => {
    const good = page({ agree: 2, disagree: 0 });
    document.querySelector<HTMLButtonElement>("[data-recount]")?.click();
    expect(good.said()).toContain("khớp");
    const bad = page({ agree: 3 });
    document.querySelector<HTMLButtonElement>("[data-recount]")?.click();
    expect(bad.said()).toContain("không khớp");
  });
});

describe("words", () => {
  it("speaks English too", () => {
    const sources = import.meta.glob("../src/hall/voting/*.ts", {
      query: "?raw",
      import: "default",
      eager: true,
    });
    const said = Object.values(sources).flatMap((text) =>
      [...String(text).matchAll(/\bt\(\s*"((?:[^"\\]|\\.)+)"/g)].map((found) => found[1] ?? ""),
    );
    expect(said.length).toBeGreaterThan(80);
    const known = { ...hallEnglish, ...votingEnglish };
    expect(said.filter((text) => !(text in known))).toEqual([]);
  });
});
