import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import "../src/elements/gb-refresh";
import { deafen, TopicEvent } from "../src/kernel/topics";
import { FakeChannel, FakeEventSource, FakeLocks, settle } from "./fakes";

let asked: string[];
let fragment: string;

const later = async () => {
  await vi.advanceTimersByTimeAsync(400);
  await settle();
};

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  fragment = "<p>mới</p>";
  FakeEventSource.all = [];
  vi.stubGlobal("EventSource", FakeEventSource);
  vi.stubGlobal("BroadcastChannel", FakeChannel);
  vi.stubGlobal("navigator", { locks: new FakeLocks(), onLine: true });
  vi.stubGlobal("fetch", async (url: string) => {
    asked.push(url);
    return new Response(fragment);
  });
  document.body.innerHTML = '<gb-refresh src="/tasks" topic="tasks meetings"><p>cũ</p></gb-refresh>';
});

afterEach(() => {
  deafen();
  document.body.innerHTML = "";
  FakeChannel.all = [];
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const sends = (topics: string[]) => FakeEventSource.last.sends("topic", { topics });

describe("gb-refresh", () => {
  it("fetches its fragment when its topic moves, once for several changes", async () => {
    FakeEventSource.last.opens();
    sends(["tasks"]);
    sends(["tasks"]);
    await later();
    expect(asked).toEqual(["/tasks"]);
    expect(document.body.textContent).toBe("mới");
  });

  it("takes one element out of a whole page", async () => {
    document.body.innerHTML =
      '<gb-refresh src="/m" topic="tasks" select="#part"><div id="part">cũ</div></gb-refresh>';
    fragment = '<body class="framed"><nav>menu</nav><div id="part">mới</div></body>';
    sends(["tasks"]);
    await later();
    expect(document.querySelector("gb-refresh")?.innerHTML).toBe('<div id="part">mới</div>');
  });

  it("asks again by itself while work goes on inside, and stops when it is done", async () => {
    document.body.innerHTML = '<gb-refresh src="/m"><i data-refresh-in="5"></i></gb-refresh>';
    fragment = '<i data-refresh-in="5">50 %</i>';
    await vi.advanceTimersByTimeAsync(5_100);
    await settle();
    fragment = "xong";
    await vi.advanceTimersByTimeAsync(5_100);
    await settle();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toEqual(["/m", "/m"]);
    expect(document.body.textContent).toBe("xong");
  });

  it("leaves other topics alone", async () => {
    sends(["vehicles"]);
    await later();
    expect(asked).toEqual([]);
  });

  it("does not pull a form from under somebody's hands", async () => {
    document.querySelector("gb-refresh")?.insertAdjacentHTML("beforeend", '<input id="i" value="đang gõ">');
    document.querySelector<HTMLInputElement>("#i")?.focus();
    sends(["tasks"]);
    await later();
    expect(asked).toEqual([]);
    document.querySelector<HTMLInputElement>("#i")?.blur();
    await vi.advanceTimersByTimeAsync(3_000);
    await settle();
    expect(document.body.textContent).toBe("mới");
  });

  it("looks again when the stream was away", async () => {
    FakeEventSource.last.opens();
    FakeEventSource.last.fails();
    await vi.advanceTimersByTimeAsync(2_000);
    FakeEventSource.last.opens();
    await later();
    expect(asked).toEqual(["/tasks"]);
  });

  it("looks again when the browser itself came back", async () => {
    FakeEventSource.last.opens();
    await later();
    asked = [];
    FakeEventSource.last.opens();
    await later();
    expect(asked).toEqual(["/tasks"]);
  });

  it("looks again when something inside it was changed", async () => {
    document.querySelector("p")?.dispatchEvent(new CustomEvent("gb-changed", { bubbles: true }));
    await later();
    expect(asked).toEqual(["/tasks"]);
  });

  it("keeps what is on the screen when the server does not answer", async () => {
    vi.stubGlobal("fetch", async () => new Response("", { status: 503 }));
    document.dispatchEvent(new TopicEvent(["tasks"]));
    await later();
    expect(document.body.textContent).toBe("cũ");
  });

  it("leaves no timer or listener behind", async () => {
    document.body.innerHTML = "";
    document.dispatchEvent(new TopicEvent(null));
    await later();
    expect(asked).toEqual([]);
  });
});
