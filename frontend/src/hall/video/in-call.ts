/** A part of the room that follows my conference. */
import { Part } from "../part";
import { callOf, moved } from "./calls";
import type { Conference } from "./conference";

export abstract class InCall extends Part {
  static override properties = { ...Part.properties, room: {} };
  /** The room in the HTTP API. */
  declare room: string;
  #life: AbortController | undefined;
  #followed: Conference | undefined;

  constructor(...prefixes: string[]) {
    super("meeting", "can", ...prefixes);
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
    this.#followed = undefined;
  }

  protected override willUpdate(): void {
    const call = this.call;
    if (!call || call === this.#followed || !this.#life) return;
    this.#followed = call;
    call.addEventListener("change", () => this.requestUpdate(), { signal: this.#life.signal });
  }

  get call(): Conference | undefined {
    return callOf(this.store);
  }
}
