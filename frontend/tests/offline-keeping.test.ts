/** What is done without network is never lost, and what may no longer be read is gone. */
import { beforeEach, describe, expect, it, vi } from "vitest";
import {
  type DoneAct,
  fateOf,
  flush,
  keep,
  letGo,
  pending,
  refused,
  type Standing,
  sendAgain,
  settle,
} from "../src/offline/acts";
import "../src/offline/gb-offline";
import type { GbOffline } from "../src/offline/gb-offline";
import { check, remove, takeAlong } from "../src/offline/taking";
import {
  close,
  keyFrom,
  newPen,
  type Open,
  openHeld,
  papersIn,
  putFile,
  putHeld,
  readFile,
  setWho,
} from "../src/offline/vault";
import { fakeStore } from "./fake-store";

const store = fakeStore();
const KEY = btoa("k".repeat(32));
const ME = "me";
const PAPER = "0198aaaa-0000-7000-8000-000000000001";
const OTHER = "0198aaaa-0000-7000-8000-000000000002";
const letters = (text: string) => new TextEncoder().encode(text).buffer as ArrayBuffer;

async function taken(id = "t1", me = ME, papers = [PAPER, OTHER]): Promise<Open> {
  const until = new Date(Date.now() + 3_600_000).toISOString();
  const [key, pen] = await Promise.all([keyFrom(KEY), newPen()]);
  const held: Open = { id, me, meeting: "m1", until, bytes: 0, files: 0, whole: true, key, pen };
  const told = papers.flatMap((paper) => [`/tai-lieu/${paper}/`, `/api/documents/${paper}`]);
  for (const address of ["/api/meetings/m1", "/api/meetings/m1/items", ...told]) {
    await putFile(held, address, letters("[]"));
    held.files += 1;
    held.bytes += 2;
  }
  await putHeld(held);
  await setWho(ME);
  return held;
}

const standing = (...rows: Partial<Standing["taken"][0]>[]): Standing => ({
  csrf: "c",
  me: ME,
  taken: rows.map((row) => ({ id: "t1", until: "", here: true, papers: [PAPER, OTHER], ...row })),
});
const said = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });
const opinion = (held: Open, text = "Nhất trí") =>
  keep(held, { what: "opinion", target: "i1", body: { text } });
const echo: typeof fetch = async (_url, init) =>
  said(200, { id: (JSON.parse(String(init?.body)) as DoneAct).id, fresh: true });

beforeEach(() => {
  store.clear();
  localStorage.setItem("giaoban.offline", "yes");
  const locks = { request: (_name: string, run: () => unknown) => run() };
  vi.stubGlobal("navigator", { locks, onLine: true, userAgent: "Chrome Android" });
});

describe("a right that was taken back", () => {
  it("wipes the paper, keeps the others, and says so", async () => {
    const held = await taken();
    const found = await settle(standing({ papers: [OTHER] }));
    expect([found.gone, found.wiped]).toEqual([0, 1]);
    expect(await readFile(`/tai-lieu/${PAPER}/`)).toBeUndefined();
    expect(await readFile(`/api/documents/${PAPER}`)).toBeUndefined();
    expect(await readFile(`/tai-lieu/${OTHER}/`)).toBeDefined();
    expect(await papersIn(held.id)).toEqual(new Set([OTHER]));
    expect((await openHeld())[0]).toMatchObject({ files: 4, bytes: 8 });
  });

  it("tells the agenda anew after wiping", async () => {
    await taken();
    const fetched: string[] = [];
    vi.stubGlobal("fetch", async (url: string) => {
      fetched.push(url);
      return url === "/api/offline"
        ? said(200, standing({ papers: [OTHER] }))
        : said(200, [{ title: "mới" }]);
    });
    expect(await check()).toMatchObject({ wiped: 1, gone: 0 });
    expect(fetched).toEqual(["/api/offline", "/api/meetings/m1", "/api/meetings/m1/items"]);
    const items = await readFile("/api/meetings/m1/items");
    expect(new TextDecoder().decode(items?.bytes)).toContain("mới");
  });

  it("closes the meeting that is not on the list, or was taken by a session that is over", async () => {
    await taken();
    expect((await settle(standing({}))).gone).toBe(0);
    expect((await settle(standing({ here: false }))).gone).toBe(1);
    expect(store.rows("files")).toEqual([]);
    expect(store.rows("held")).toEqual([]);
    await taken();
    expect((await settle(standing({ id: "another" }))).gone).toBe(1);
    expect(await openHeld()).toEqual([]);
  });
});

describe("signing out, and another person", () => {
  it("leaves nothing that the page could claim", async () => {
    await taken();
    vi.stubGlobal("fetch", async () => said(401, { code: "kernel.sign_in", message: "Hãy đăng nhập" }));
    expect(await check()).toMatchObject({ gone: 1 });
    expect(await openHeld()).toEqual([]);
    expect(store.rows("files")).toEqual([]);
    expect(store.rows("held")).toEqual([]);
    expect(localStorage.getItem("giaoban.offline")).toBeNull();
    expect(await check()).toMatchObject({ gone: 0 });
  });

  it("shows another person neither papers nor acts, and keeps the acts for their author", async () => {
    const held = await taken();
    await opinion(held);
    await setWho("somebody else");
    expect(await openHeld()).toEqual([]);
    expect(await readFile(`/tai-lieu/${PAPER}/`)).toBeUndefined();
    expect(await pending()).toEqual([]);
    const found = await settle({ csrf: "c", me: "somebody else", taken: [] });
    expect(found.gone).toBe(1);
    expect(store.rows("files")).toEqual([]);
    expect(await flush({ csrf: "c", me: "somebody else", taken: [] }, echo)).toMatchObject({
      sent: 0,
      left: 1,
    });
    await setWho(ME);
    expect((await pending()).map((act) => act.body.text)).toEqual(["Nhất trí"]);
    expect(await flush(standing(), echo)).toMatchObject({ sent: 1, left: 0 });
    expect(store.rows("held")).toEqual([]);
  });
});

describe("an act that was not sent", () => {
  it("outlives a withdrawal, without the key of the papers", async () => {
    await opinion(await taken());
    await settle({ csrf: "c", me: ME, taken: [] });
    const [row] = store.rows("held");
    expect(row).not.toHaveProperty("key");
    expect(row).toMatchObject({ whole: false, files: 0 });
    expect(await pending()).toHaveLength(1);
    expect((await settle({ csrf: "c", me: ME, taken: [] })).gone).toBe(0);
    expect(await flush(standing(), echo)).toMatchObject({ sent: 1 });
    expect([store.rows("held"), store.rows("acts")]).toEqual([[], []]);
  });

  it("outlives removing the meeting from the device, and taking it anew", async () => {
    await opinion(await taken("old"), "Một");
    vi.stubGlobal("fetch", async () => said(200, standing()));
    await remove("old");
    expect((await pending()).map((act) => act.body.text)).toEqual(["Một"]);

    await opinion(await taken("older"), "Hai");
    vi.stubGlobal("fetch", async (_url: string, init?: RequestInit) =>
      init?.method === "POST"
        ? said(201, { id: "new", until: new Date(Date.now() + 9e6).toISOString(), key: KEY, addresses: [] })
        : said(200, standing()),
    );
    await takeAlong("m1", () => undefined, new AbortController().signal);
    expect((await openHeld()).map((one) => one.id)).toEqual(["new"]);
    expect((await pending()).map((act) => act.body.text)).toEqual(["Một", "Hai"]);
  });

  it("is kept though another tab has closed the meeting meanwhile", async () => {
    const held = await taken();
    await close(held.id);
    await opinion(held);
    expect(await pending()).toHaveLength(1);
  });

  it("is not taken for sent when something else answers", async () => {
    await opinion(await taken());
    const hotel: typeof fetch = async () =>
      new Response("<html>Xin mời đăng nhập Wi-Fi</html>", { status: 200 });
    expect(await flush(standing(), hotel)).toEqual({ sent: 0, refused: [], left: 1 });
    const act = { id: "1" } as DoneAct;
    expect(fateOf(act, 200, JSON.stringify({ id: "2" }))).toBe("later");
    expect(fateOf(act, 404, "<html>")).toBe("later");
    expect(fateOf(act, 500, "{}")).toBe("later");
    expect(fateOf(act, 403, JSON.stringify({ code: "kernel.stale_page", message: "x" }))).toBe("later");
    expect(fateOf(act, 200, JSON.stringify({ id: "1" }))).toBe("arrived");
    expect(fateOf(act, 409, JSON.stringify({ code: "a", message: "Đã hết hạn" }))).toEqual({
      words: "Đã hết hạn",
    });
  });

  it("is kept with the reason when it is refused, shown, sent again or let go by its author", async () => {
    await opinion(await taken(), "Đề nghị lùi hạn");
    const no: typeof fetch = async () => said(409, { code: "meetings.closed", message: "Đã hết hạn góp ý." });
    expect(await flush(standing(), no)).toMatchObject({ refused: ["Đã hết hạn góp ý."], left: 0 });
    await settle({ csrf: "c", me: ME, taken: [] });
    const [one] = await refused();
    expect([one?.words, one?.act.body.text]).toEqual(["Đã hết hạn góp ý.", "Đề nghị lùi hạn"]);

    const page = document.createElement("gb-offline") as GbOffline;
    document.body.append(page);
    await vi.waitFor(() => expect(page.textContent).toContain("Lý do: Đã hết hạn góp ý."));
    expect(page.textContent).toContain("Đề nghị lùi hạn");
    page.remove();

    await sendAgain(one?.act.id ?? "");
    expect([(await refused()).length, (await pending()).length]).toEqual([0, 1]);
    expect(await flush(standing(), no)).toMatchObject({ refused: ["Đã hết hạn góp ý."] });
    await letGo(one?.act.id ?? "");
    expect([store.rows("acts"), store.rows("held")]).toEqual([[], []]);
  });
});

describe("taking along", () => {
  it("leaves nothing in the browser's own cache", async () => {
    const asked: [string, RequestInit | undefined][] = [];
    vi.stubGlobal("fetch", async (url: string, init?: RequestInit) => {
      asked.push([url, init]);
      if (init?.method !== "POST") return said(200, standing());
      const addresses = ["/api/meetings/m1", `/tai-lieu/${PAPER}/`];
      return said(201, { id: "new", until: new Date(Date.now() + 9e6).toISOString(), key: KEY, addresses });
    });
    await takeAlong("m1", () => undefined, new AbortController().signal);
    const papers = asked.filter(([url]) => url !== "/api/offline");
    expect(papers.map(([url]) => url)).toEqual(["/api/meetings/m1", `/tai-lieu/${PAPER}/`]);
    expect(new Set(papers.map(([, init]) => init?.cache))).toEqual(new Set(["no-store"]));
  });

  it("says of a paper that may not be downloaded that it is not here", async () => {
    const held = await taken("t1", ME, [PAPER]);
    const papers = [PAPER, OTHER].map((id) => ({ id, title: id, pages: 2, state: "ready" }));
    const item = {
      id: "i",
      place: 1,
      title: "Một",
      note: "",
      is_secret: false,
      presenter: null,
      papers,
      my_mark: "",
    };
    await putFile(
      held,
      "/api/meetings/m1",
      letters(JSON.stringify({ title: "Họp", starts_at: held.until, location: "" })),
    );
    await putFile(held, "/api/meetings/m1/items", letters(JSON.stringify([item])));
    const page = document.createElement("gb-offline") as GbOffline;
    document.body.append(page);
    await vi.waitFor(() => expect(page.querySelectorAll(".offline-papers li")).toHaveLength(2));
    expect([...page.querySelectorAll(".offline-papers a")].map((one) => one.getAttribute("href"))).toEqual([
      `/tai-lieu/${PAPER}/`,
    ]);
    expect(page.textContent).toContain("không được tải về nên không mang theo");
    page.remove();
  });
});
