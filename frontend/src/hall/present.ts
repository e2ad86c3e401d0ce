/** Who is connected now (LIVE-7): asked for when the element comes into sight, then kept by the room's signals. */
import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Puts, Store } from "../kernel/store";
import { Act } from "./part";

type Host = ReactiveControllerHost & HTMLElement & { store: Store };

export class Present implements ReactiveController {
  readonly #host: Host;
  #sight: IntersectionObserver | undefined;
  #life: AbortController | undefined;
  #seen = false;

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#life = new AbortController();
    const { signal } = this.#life;
    this.#sight = new IntersectionObserver(([entry]) => {
      this.#seen = entry?.isIntersecting ?? false;
      void this.#ask();
    });
    this.#sight.observe(this.#host);
    window.addEventListener("online", () => void this.#ask(), { signal });
    document.addEventListener("visibilitychange", () => void this.#ask(), { signal });
  }

  hostDisconnected(): void {
    this.#life?.abort();
    this.#sight?.disconnect();
  }

  get count(): number {
    return this.#host.store.get<number>("online") ?? 0;
  }

  has(person: string): boolean {
    return this.#host.store.get<boolean>(`here/${person}`) === true;
  }

  /** Signals that passed while nobody looked, or without a network, are made good by the whole list. */
  async #ask(): Promise<void> {
    if (!this.#seen || document.visibilityState === "hidden") return;
    const act = new Act("presence", undefined, { method: "GET", quiet: true });
    this.#host.dispatchEvent(act);
    if (!(await act.answer)) return;
    const { online, here } = act.reply as { online: number; here: string[] };
    const known = [...this.#host.store.under<boolean>("here").keys()];
    const puts: Puts = Object.fromEntries(known.map((person) => [`here/${person}`, null]));
    for (const person of here) puts[`here/${person}`] = true;
    this.#host.store.pass({ ...puts, online });
  }
}
