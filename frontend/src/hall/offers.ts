/** What the forms of the desk offer (units, deadlines, phrases): asked for once, when the first form needs it. */
import type { ReactiveController, ReactiveControllerHost } from "lit";
import { Act } from "./part";
import type { Desk } from "./shapes";

type Host = ReactiveControllerHost & EventTarget;
const AGAIN = 5_000; // milliseconds after which an unanswered question is asked again
let known: Promise<Desk | undefined> | undefined;

async function load(host: EventTarget): Promise<Desk | undefined> {
  const act = new Act("desk", undefined, { method: "GET", quiet: true });
  host.dispatchEvent(act);
  return (await act.answer) ? (act.reply as Desk) : undefined;
}

export class Offers implements ReactiveController {
  readonly #host: Host;
  #asked = false;
  desk: Desk | undefined;

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    // nothing to do before a form opens
  }

  /** Ask, unless it is here already; the host is drawn again when it has come. */
  need(): void {
    if (this.desk) return;
    if (this.#asked) return;
    this.#asked = true;
    known ??= load(this.#host);
    void known.then((desk) => this.#take(desk));
  }

  #take(desk: Desk | undefined): void {
    this.desk = desk;
    if (!desk) {
      known = undefined;
      setTimeout(() => {
        this.#asked = false;
        this.#host.requestUpdate();
      }, AGAIN);
    } else this.#host.requestUpdate();
  }

  /** Ask anew: a phrase was kept or dropped. */
  again(): void {
    known = undefined;
    this.#asked = false;
    this.desk = undefined;
    this.need();
  }
}
