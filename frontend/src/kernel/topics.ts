/** "Something of yours changed": one unnumbered stream for all tabs of a browser, heard by <gb-refresh>. */
import { share } from "./leader";
import { keepOpen } from "./source";

const ADDRESS = "/api/me/events";
const JUST_LOADED = 5_000;

/** Dispatched on `document`; `topics` is null when anything may have changed (the stream was away). */
export class TopicEvent extends Event {
  readonly topics: readonly string[] | null;

  constructor(topics: readonly string[] | null) {
    super("gb-topic");
    this.topics = topics;
  }

  is(wanted: readonly string[]): boolean {
    return this.topics === null || this.topics.some((topic) => wanted.includes(topic));
  }
}

let listening: AbortController | undefined;

/** Begin to listen, once per page. */
export function listen(): void {
  if (listening) return;
  listening = new AbortController();
  const { signal } = listening;
  // What moved between two streams was told to nobody: a tab that streams again, or takes the lead, looks again.
  let opened = performance.now() < JUST_LOADED ? 0 : 1;
  share<readonly string[] | null>(
    "topics",
    (publish, until) =>
      keepOpen({
        address: () => ADDRESS,
        kinds: ["topic"],
        receive: ({ data }) => publish((JSON.parse(data) as { topics: string[] }).topics),
        stand: (standing) => {
          if (standing !== "live") return;
          if (opened) publish(null);
          opened += 1;
        },
        signal: until,
      }),
    (topics) => document.dispatchEvent(new TopicEvent(topics)),
    signal,
  );
  // A page that the browser kept frozen shows what was true when it was left.
  window.addEventListener(
    "pageshow",
    (event) => event.persisted && document.dispatchEvent(new TopicEvent(null)),
    { signal },
  );
}

/** Stop listening; for tests and for a page that signs out. */
export function deafen(): void {
  listening?.abort();
  listening = undefined;
}
