/** A pushed message is shown once, opens pages of the house only, and a browser is given up when it is somebody else's. */
import { beforeEach, describe, expect, it, vi } from "vitest";
import { bytesOf, keysOf } from "../src/push/keys";
import { listen, pageOf, shownAs } from "../src/worker/push";

const ORIGIN = "https://hop.example.vn";
const SAID = {
  tag: "0198",
  title: "Mời họp",
  body: "14:00",
  url: "/thong-bao/1/",
  urgent: false,
  answers: [{ label: "Đang làm", url: "/nhac-viec/tra-loi/abc" }],
};

const shown: [string, NotificationOptions][] = [];
const opened: string[] = [];
const focused: string[] = [];

class Worker extends EventTarget {
  location = { origin: ORIGIN };
  registration = { showNotification: async (...one: [string, NotificationOptions]) => void shown.push(one) };
  clients = {
    matchAll: async () => [{ url: `${ORIGIN}/thong-bao/1/`, focus: async () => void focused.push("there") }],
    openWindow: async (page: string) => void opened.push(page),
  };
}

async function tell(name: string, facts: object): Promise<void> {
  const worker = new Worker();
  listen(worker as unknown as ServiceWorkerGlobalScope);
  const waits: Promise<unknown>[] = [];
  worker.dispatchEvent(
    Object.assign(new Event(name), { waitUntil: (one: Promise<unknown>) => void waits.push(one) }, facts),
  );
  await Promise.all(waits);
}

beforeEach(() => {
  for (const list of [shown, opened, focused]) list.length = 0;
});

describe("a pushed message", () => {
  it("is shown with its answers, under a tag that keeps it single", async () => {
    await tell("push", { data: { json: () => SAID } });
    expect(shown).toHaveLength(1);
    expect(shown[0]?.[0]).toBe("Mời họp");
    expect(shown[0]?.[1]).toMatchObject({
      tag: "0198",
      renotify: false,
      actions: [{ action: "0", title: "Đang làm" }],
    });
  });

  it("opens its page, an open window of it first", async () => {
    const notification = { close: vi.fn(), data: shownAs(SAID).data };
    await tell("notificationclick", { notification, action: "" });
    expect(notification.close).toHaveBeenCalled();
    expect(focused).toEqual(["there"]);
    await tell("notificationclick", { notification, action: "0" });
    expect(opened).toEqual([`${ORIGIN}/nhac-viec/tra-loi/abc`]);
  });

  it("leads nowhere else", () => {
    expect(pageOf("https://evil.example/", ORIGIN)).toBe(`${ORIGIN}/`);
    expect(pageOf("//evil.example/", ORIGIN)).toBe(`${ORIGIN}/`);
    expect(pageOf("javascript:alert(1)", ORIGIN)).toBe(`${ORIGIN}/`);
    expect(pageOf("/nhiem-vu/", ORIGIN)).toBe(`${ORIGIN}/nhiem-vu/`);
  });
});

describe("a subscription", () => {
  it("is told by its keys", () => {
    expect([...bytesOf("_-8")]).toEqual([255, 239]);
    const keys = { endpoint: "https://push.example/1", keys: { p256dh: "BA", auth: "aa" } };
    expect(keysOf({ toJSON: () => keys } as unknown as PushSubscription)).toEqual({
      endpoint: "https://push.example/1",
      p256dh: "BA",
      auth: "aa",
    });
  });
});

describe("a browser of several people", () => {
  it("shows nobody's messages when the server says they are not the reader's", async () => {
    const unsubscribe = vi.fn(async () => true);
    const subscription = { endpoint: "https://push.example/1", unsubscribe };
    vi.stubGlobal("isSecureContext", true);
    vi.stubGlobal("PushManager", class {});
    vi.stubGlobal("Notification", { permission: "granted" });
    Object.defineProperty(navigator, "serviceWorker", {
      configurable: true,
      value: {
        getRegistration: async () => ({ pushManager: { getSubscription: async () => subscription } }),
      },
    });
    const { check } = await import("../src/push/subscribing");
    const answers = [{ mine: true }, { mine: false }];
    const asked = vi.fn(async (_url: string, _init: RequestInit) => Response.json(answers.shift()));
    vi.stubGlobal("fetch", asked);
    localStorage.setItem("giaoban.push", "first");
    document.body.dataset.visit = "second";
    await check();
    expect(localStorage.getItem("giaoban.push")).toBe("second");
    await check(); // the same signing-in is asked about once
    expect(asked).toHaveBeenCalledTimes(1);
    document.body.dataset.visit = "third";
    await check();
    expect(localStorage.getItem("giaoban.push")).toBeNull();
    expect(unsubscribe).toHaveBeenCalled();
  });
});
