/**
 * In the bottom bar: come in with picture and sound. What is needed for it is loaded when somebody does.
 * @example <gb-call>
 */
import { html, nothing, type TemplateResult } from "lit";
import { t } from "../../kernel/i18n";
import { icon } from "../icon";
import { Part } from "../part";

const REMEMBERED = "video:in";

export class GbCall extends Part {
  static override properties = {
    ...Part.properties,
    room: {},
    loaded: { state: true },
    loading: { state: true },
  };
  /** The room in the HTTP API. */
  declare room: string;
  declare loaded: boolean;
  declare loading: boolean;

  constructor() {
    super("meeting");
    this.room = "";
    this.loaded = this.loading = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // a page that was reloaded comes back in by itself
    if (sessionStorage.getItem(REMEMBERED) === this.room && this.room) void this.#join();
  }

  get #offered(): boolean {
    const { form, state } = this.meeting ?? {};
    return form !== undefined && form !== "on_site" && (state === "published" || state === "running");
  }

  override render(): TemplateResult | typeof nothing {
    if (this.loaded)
      return html`<gb-call-bar
        .store=${this.store}
        me=${this.me}
        room=${this.room}
        @gb-left=${this.#left}
      ></gb-call-bar>`;
    if (!this.#offered) return nothing;
    return html`<button
      type="button"
      class="btn btn-secondary call-join"
      ?disabled=${this.loading}
      title=${t("Vào cầu truyền hình: nghe, nhìn, nói")}
      @click=${() => this.#join()}
    >
      ${icon("video")}<span class="long">${t("Vào cầu truyền hình")}</span
      ><span class="short" aria-hidden="true">${t("Hình, tiếng")}</span>
    </button>`;
  }

  async #join(): Promise<void> {
    this.loading = true;
    try {
      const { begin } = await import("./room");
      begin(this.store, this.room, this.me);
      sessionStorage.setItem(REMEMBERED, this.room);
      this.loaded = true;
    } finally {
      this.loading = false;
    }
  }

  #left = (): void => {
    sessionStorage.removeItem(REMEMBERED);
    this.loaded = false;
  };
}

customElements.define("gb-call", GbCall);
