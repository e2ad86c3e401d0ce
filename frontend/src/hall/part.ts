/** What every part of the room has: the store, who I am, a redraw when its keys move, and one way to act. */
import { LitElement, type ReactiveController, type ReactiveControllerHost } from "lit";
import { Store } from "../kernel/store";
import { Watch } from "../kernel/watch";
import type { Can, Item, Meeting, Paper, Stage } from "./shapes";

/** Something the person wants done. Only <gb-hall> calls the server; `answer` tells whether it was done. */
export class Act extends Event {
  readonly path: string;
  readonly body: unknown;
  readonly method: string;
  /** Not to be sent twice by itself: each time counts. */
  readonly once: boolean;
  /** Sent once and without a word when it fails: who asks looks at `error` and says it in its own place. */
  readonly quiet: boolean;
  /** Why it was not done. */
  error: unknown;
  answer: Promise<boolean> = Promise.resolve(false);
  /** What the server said when it was done, where it said something. */
  reply: unknown;
  readonly headers: Record<string, string>;

  constructor(
    path: string,
    body: unknown = {},
    { method = "POST", once = false, quiet = false, headers = {} as Record<string, string> } = {},
  ) {
    super("gb-act", { bubbles: true });
    this.quiet = quiet;
    this.headers = headers;
    this.path = path;
    this.body = body;
    this.method = method;
    this.once = once;
  }
}

/** Asks the room to show one of its panes, and perhaps to begin with something there: a paper, a text. */
export class Show extends Event {
  readonly pane: string;
  readonly focus: string;

  constructor(pane: string, focus = "") {
    super("gb-show", { bubbles: true });
    this.pane = pane;
    this.focus = focus;
  }
}

export abstract class Part extends LitElement {
  static override properties = { store: { attribute: false }, me: {}, sending: { state: true } };
  declare store: Store;
  declare me: string;
  declare sending: boolean;

  constructor(...prefixes: string[]) {
    super();
    this.store = new Store();
    this.me = "";
    this.sending = false;
    new Watch(this, () => this.store, ...prefixes);
  }

  protected override createRenderRoot(): this {
    return this;
  }

  /** Ask for something to be done; the button that asked shows that it is being sent. */
  protected async act(act: Act): Promise<boolean> {
    this.sending = true;
    this.dispatchEvent(act);
    try {
      return await act.answer;
    } finally {
      this.sending = false;
    }
  }

  /** Its pane was asked for (`Show`), perhaps with something to begin with. */
  shown(_focus: string): void {
    // most panes have nothing to do
  }

  get meeting(): Meeting | undefined {
    return this.store.get<Meeting>("meeting");
  }

  get items(): Item[] {
    return itemsOf(this.store);
  }

  get running(): Item | undefined {
    const id = this.meeting?.item;
    return id ? this.store.get<Item>(`agenda/${id}`) : undefined;
  }

  paper(id: string): Paper | undefined {
    return this.store.get<Paper>(`paper/${id}`);
  }

  /** Whether I sit at the desk: chair, secretary, or in their place. */
  get desk(): Can | undefined {
    return this.store.get<Can>("can/desk");
  }

  can(verb: string): boolean {
    return this.desk?.[verb] === "";
  }

  /** Whether everybody on the list may do it now, and I am on the list. */
  canAsMember(verb: string): boolean {
    const listed = this.desk !== undefined || this.store.get(`attendance/${this.me}`) !== undefined;
    return listed && this.store.get<Can>("can/all")?.[verb] === "";
  }

  /** Whether I may put papers on the screen now. */
  get presents(): boolean {
    if (this.meeting?.state !== "running") return false;
    const handed = this.store.get<Stage>("stage")?.handed?.id;
    return this.desk !== undefined || [this.running?.presenter?.id, handed].includes(this.me);
  }
}

export function itemsOf(store: Store): Item[] {
  return [...store.under<Item>("agenda").values()].sort(
    (a, b) => a.place - b.place || (a.id < b.id ? -1 : 1),
  );
}

/** Redraw once a second while the element is on the page. */
export class Tick implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#timer = setInterval(() => this.#host.requestUpdate(), 1000);
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
  }
}
