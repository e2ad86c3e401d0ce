/**
 * One tab of a browser does the work, all tabs hear of it.
 *
 * A browser allows six connections per site over HTTP/1.1, so that many open tabs must not mean that
 * many streams. The tab that holds the lock leads; when it closes, the next one takes over. A leader
 * that a phone has put to sleep does not answer a ping; a tab that somebody looks at then takes the lead.
 */

const PING_EVERY = 20_000;
const PONG_WITHIN = 5_000;
const LEASE = 15_000;

/** Work for a leader: publish what comes in until the signal aborts. */
export type Work<M> = (publish: (message: M) => void, signal: AbortSignal) => void;

type Wire<M> = { kind: "message"; message: M } | { kind: "hello" } | { kind: "ping" } | { kind: "pong" };

/** `greet`: what the leader tells a tab that has just been opened, which missed what was said before. */
export function share<M>(
  name: string,
  work: Work<M>,
  hear: (message: M) => void,
  signal: AbortSignal,
  greet?: () => M,
): void {
  const channel = new BroadcastChannel(name);
  let leading: AbortController | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;
  const say = (wire: Wire<M>) => {
    if (!signal.aborted) channel.postMessage(wire);
  };

  function lead(until: AbortSignal): void {
    leading = new AbortController();
    const both = AbortSignal.any([until, leading.signal]);
    work((message) => {
      if (both.aborted) return;
      hear(message);
      say({ kind: "message", message });
    }, both);
  }

  function rest(): void {
    leading?.abort();
    leading = undefined;
  }

  channel.addEventListener("message", ({ data }: MessageEvent<Wire<M>>) => {
    clearTimeout(silence);
    if (data.kind === "ping" && leading) say({ kind: "pong" });
    if (data.kind === "hello" && leading && greet) say({ kind: "message", message: greet() });
    if (data.kind === "message" && !leading) hear(data.message);
  });

  say({ kind: "hello" });
  const elect = "locks" in navigator ? byLock : byLease;
  const take = elect(`${name}:leader`, lead, rest, signal);

  function check(): void {
    if (leading || document.visibilityState !== "visible") return;
    clearTimeout(silence);
    silence = setTimeout(take, PONG_WITHIN);
    say({ kind: "ping" });
  }

  const timer = setInterval(check, PING_EVERY);
  document.addEventListener("visibilitychange", check, { signal });
  signal.addEventListener("abort", () => {
    clearInterval(timer);
    clearTimeout(silence);
    rest();
    channel.close();
  });
}

type Election = (
  name: string,
  lead: (until: AbortSignal) => void,
  rest: () => void,
  signal: AbortSignal,
) => () => void;

/** The browser's own locks: exact, but only on https and localhost. */
const byLock: Election = (name, lead, rest, signal) => {
  const request = (options: LockOptions) =>
    navigator.locks
      .request(name, options, () => {
        lead(signal);
        return new Promise<void>((done) => signal.addEventListener("abort", () => done(), { once: true }));
      })
      .catch(() => {
        // The lock was stolen by a tab that somebody looks at, or this tab's wait was called off.
        rest();
        if (!signal.aborted) void request({ signal });
      });
  void request({ signal });
  return () => {
    if (!signal.aborted) void request({ steal: true });
  };
};

/** A lease in localStorage, for an office network without https: at worst two tabs stream for some seconds. */
const byLease: Election = (name, lead, rest, signal) => {
  const me = crypto.getRandomValues(new Uint32Array(2)).join("-");
  let holding = false;

  function renew(steal = false): void {
    const [holder = "", until = "0"] = (localStorage.getItem(name) ?? "").split(" ");
    const free = steal || holder === me || Number(until) < Date.now();
    if (free) localStorage.setItem(name, `${me} ${Date.now() + LEASE}`);
    if (free && !holding) lead(signal);
    if (!free && holding) rest();
    holding = free;
  }

  renew();
  const timer = setInterval(renew, LEASE / 3);
  const release = () => {
    clearInterval(timer);
    if (holding) localStorage.removeItem(name);
  };
  window.addEventListener("pagehide", () => holding && localStorage.removeItem(name), { signal });
  signal.addEventListener("abort", release);
  return () => renew(true);
};
