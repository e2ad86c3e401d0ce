/** A part of the room that follows my conference. */
import type { Store } from "../../kernel/store";
import { Part } from "../part";
import { callOf, moved } from "./calls";
import type { Conference } from "./conference";

export abstract class InCall extends Part {
  static override properties = { ...Part.properties, room: {} };
  /** The room in the HTTP API. */
  declare room: string;
  #life: AbortController | undefined;
  #followed: Conference | undefined;
  #watched: Store | undefined;
  readonly #prefixes: readonly string[];

  constructor(...prefixes: string[]) {
    super();
    this.#prefixes = ["meeting", "can", ...prefixes];
    this.room = "";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#life = new AbortController();
    moved.addEventListener("change", () => this.requestUpdate(), { signal: this.#life.signal });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#life?.abort();
    this.#followed = this.#watched = undefined;
  }

  /** Its page may have drawn it before its code was there: the store that it is given then comes after its birth. */
  protected override willUpdate(): void {
    if (this.#life && this.store !== this.#watched) {
      this.#watched = this.store;
      this.store.watch(this.#prefixes, () => this.requestUpdate(), this.#life.signal);
    }
    const call = this.call;
    if (!call || call === this.#followed || !this.#life) return;
    this.#followed = call;
    call.addEventListener("change", () => this.requestUpdate(), { signal: this.#life.signal });
  }

  get call(): Conference | undefined {
    return callOf(this.store);
  }
}
