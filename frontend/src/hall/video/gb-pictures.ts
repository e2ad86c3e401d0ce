/**
 * Who is in with picture and sound: the large picture, the strip of sites and people, their microphones. The desk
 * opens, closes and removes from here. @example <gb-pictures>
 */
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { t } from "../../kernel/i18n";
import { icon } from "../icon";
import { Act } from "../part";
import type { Stage } from "../shapes";
import { iconButton } from "../stage/icon-button";
import type { Conference } from "./conference";
import { InCall } from "./in-call";
import { type Feed, mayBeHeard, sends } from "./shapes";

const SMALL_SCREEN = "(max-width: 47.5rem)";

interface Decided {
  microphone: "floor" | "open" | "closed";
  removed: boolean;
}

export class GbPictures extends InCall {
  static override properties = { ...InCall.properties, bare: { type: Boolean }, wide: { state: true } };
  /** On a site's screen: nobody presses anything. */
  declare bare: boolean;
  /** Large because I said so, small because I said so, or as the meeting needs it. */
  declare wide: boolean | undefined;
  readonly #streams = new Map<string, MediaStream>();

  constructor() {
    super("video", "stage");
    this.bare = false;
    this.wide = undefined;
  }

  get #large(): boolean {
    const call = this.call;
    if (!call?.choice.large || call.thrifty) return false;
    if (this.wide !== undefined) return this.wide;
    const shared = [...call.feeds.values()].some((feed) => feed.id !== call.me && sends(feed, "screen"));
    return shared || !this.store.get<Stage>("stage")?.paper;
  }

  protected override willUpdate(): void {
    super.willUpdate();
    const call = this.call;
    if (call) call.most = matchMedia(SMALL_SCREEN).matches ? 3 : 8;
    this.closest(".hall-stage")?.toggleAttribute("data-pictures", this.#large && call?.state !== "out");
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.closest(".hall-stage")?.removeAttribute("data-pictures");
  }

  override render(): TemplateResult | typeof nothing {
    const call = this.call;
    if (!call || call.state === "out") return nothing;
    const large = this.#large;
    return html`<section class="pictures ${large ? "pictures-large" : ""}" aria-label=${t("Cầu truyền hình")}>
      ${large ? this.#main(call) : nothing}
      <div class="pictures-strip" role="list">
        ${this.#mine(call)} ${repeat(
          this.#inOrder(call),
          (feed) => feed.id,
          (feed) => this.#tile(call, feed),
        )}
      </div>
      ${this.bare ? this.#line(call) : html`<div class="pictures-tools">${this.#tools(call, large)}</div>`}
    </section>`;
  }

  #inOrder(call: Conference): Feed[] {
    const shown = [call.choice.large, ...call.choice.small].map((key) => key.split("/")[0] ?? "");
    const place = (feed: Feed) => {
      const at = shown.indexOf(feed.id);
      return at < 0 ? shown.length : at;
    };
    const rest = [...call.feeds.values()].filter((feed) => feed.id !== call.me);
    return rest.sort((a, b) => place(a) - place(b) || a.name.localeCompare(b.name, "vi"));
  }

  #main(call: Conference): TemplateResult {
    const key = call.choice.large;
    const feed = call.feeds.get(key.split("/")[0] ?? "");
    const screen = feed ? sends(feed, "screen") : undefined;
    const shares = screen !== undefined && key === `${feed?.id}/${screen.mid}`;
    const words = shares ? t("Màn hình của {name}", { name: feed?.name ?? "" }) : nameOf(feed);
    return html`<figure class="picture picture-main ${shares ? "picture-screen" : ""}" data-feed=${feed?.id ?? ""}>
      ${this.#video(call, key)}
      <figcaption>
        ${feed && call.voices.speaker === feed.id ? html`<b class="picture-speaks">${t("Đang phát biểu")}</b>` : nothing}
        ${words}
      </figcaption>
    </figure>`;
  }

  #mine(call: Conference): TemplateResult {
    const camera = call.own.get("camera");
    const state = call.heard ? "open" : "shut";
    return html`<figure class="picture picture-own ${call.heard ? "picture-talks" : ""}" role="listitem">
      ${camera ? html`<video autoplay playsinline muted .srcObject=${this.#stream("own", camera)}></video>` : blank(t("Tôi"))}
      <figcaption><span class="picture-mic picture-mic-${state}">${sign(call.heard)}</span>${t("Tôi")}</figcaption>
    </figure>`;
  }

  #tile(call: Conference, feed: Feed): TemplateResult {
    const camera = sends(feed, "camera");
    const key = camera ? `${feed.id}/${camera.mid}` : "";
    const open = sends(feed, "mic") !== undefined && mayBeHeard(call.voices, feed.id);
    const speaker = call.voices.speaker === feed.id;
    const kind = [
      "picture",
      call.talking.has(feed.id) && open ? "picture-talks" : "",
      speaker ? "picture-floor" : "",
    ].join(" ");
    return html`<figure class=${kind} role="listitem" data-feed=${feed.id} data-open=${open ? "true" : "false"}>
      ${key && call.watching?.tracks.has(key) ? this.#video(call, key) : blank(feed.unit || feed.name)}
      <figcaption>
        <span class="picture-mic picture-mic-${open ? "open" : "shut"}">${sign(open)}</span>
        <span class="picture-name">${nameOf(feed)}</span>
        ${this.bare ? nothing : this.#menu(call, feed, open)}
      </figcaption>
    </figure>`;
  }

  #menu(call: Conference, feed: Feed, open: boolean): TemplateResult {
    const item = (sign: string, words: string, run: () => void) =>
      html`<button
        type="button"
        class="menu-item"
        @click=${(event: Event) => {
          (event.currentTarget as Element).closest("details")?.removeAttribute("open");
          run();
        }}
      >
        ${icon(sign)}${words}
      </button>`;
    const about = (verb: string, body = {}) =>
      void this.act(new Act(`participants/${feed.id}/${verb}`, body));
    const decided = this.store.get<Decided>(`video/${feed.id}`)?.microphone;
    const pin = call.pinned === feed.id ? t("Bỏ ghim hình") : t("Ghim hình này");
    return html`<gb-menu class="menu picture-menu">
      <details @toggle=${unfold}>
        <summary aria-label=${t("Về {name}", { name: feed.name })}>${icon("dots-vertical")}</summary>
        <div class="menu-panel">
          ${item("pin", pin, () => call.pin(feed.id))}
          ${
            this.desk
              ? html`${
                  open
                    ? item("microphone-off", t("Tắt micrô"), () =>
                        about("microphone", { microphone: "closed" }),
                      )
                    : item("microphone", t("Mở micrô"), () => about("microphone", { microphone: "open" }))
                }
                ${
                  decided && decided !== "floor"
                    ? item("refresh", t("Để theo lượt phát biểu"), () =>
                        about("microphone", { microphone: "floor" }),
                      )
                    : nothing
                }
                ${feed.role === "chair" || feed.role === "secretary" ? nothing : item("user-x", t("Đưa ra khỏi cầu truyền hình"), () => about("remove"))}`
              : nothing
          }
        </div>
      </details>
    </gb-menu>`;
  }

  #tools(call: Conference, large: boolean): TemplateResult {
    const discussion = this.store.get<{ discussion: boolean }>("video")?.discussion === true;
    return html`${
      call.choice.large
        ? html`<button
              type="button"
              class="btn btn-icon btn-quiet pictures-size"
              aria-label=${large ? t("Thu nhỏ hình, xem tài liệu") : t("Phóng to hình")}
              title=${large ? t("Thu nhỏ hình, xem tài liệu") : t("Phóng to hình")}
              @click=${() => {
                this.wide = !large;
              }}
            >
              ${icon(large ? "file-text" : "maximize")}
            </button>`
        : nothing
    }
      ${this.desk ? this.#desk(discussion) : nothing} ${this.#line(call)}`;
  }

  #desk(discussion: boolean): TemplateResult {
    const removed = [...this.store.under<Decided>("video")]
      .filter(([, one]) => one.removed)
      .map(([id]) => id);
    const nameOfPerson = (id: string) => this.store.get<{ name: string }>(`attendance/${id}`)?.name ?? "";
    const free = discussion
      ? t("Đang thảo luận tự do: bấm để về lượt phát biểu")
      : t("Thảo luận tự do: mọi người tự mở micrô");
    return html`<button
        type="button"
        class="btn btn-icon ${discussion ? "btn-primary" : "btn-quiet"}"
        aria-pressed=${discussion ? "true" : "false"}
        aria-label=${free}
        title=${free}
        @click=${() => void this.act(new Act("microphones/discussion", { discussion: !discussion }))}
      >
        ${icon("messages")}
      </button>
      ${iconButton("microphone-off", t("Tắt mọi micrô, trừ người đang phát biểu và bàn chủ trì"), () => {
        void this.act(new Act("microphones/close"));
      })}
      ${removed.map(
        (id) =>
          html`<button type="button" class="btn btn-quiet" @click=${() => void this.act(new Act(`participants/${id}/readmit`))}>
            ${icon("user-plus")}${t("Cho {name} trở lại", { name: nameOfPerson(id) })}
          </button>`,
      )}`;
  }

  #line(call: Conference): TemplateResult | typeof nothing {
    if (call.thrifty)
      return html`<span class="pictures-note">${icon("file-text")}${t("Chỉ tài liệu và âm thanh")}</span>`;
    if (call.level === 0) return nothing;
    return html`<span class="pictures-note" role="status"
      >${icon("wifi-off")}${call.level === 3 ? t("Đường truyền yếu: chỉ còn âm thanh") : t("Đường truyền yếu: giảm hình")}</span
    >`;
  }

  #video(call: Conference, key: string): TemplateResult {
    const track = call.watching?.tracks.get(key);
    if (!track) return blank(nameOf(call.feeds.get(key.split("/")[0] ?? "")));
    return html`<video autoplay playsinline muted .srcObject=${this.#stream(key, track)}></video>`;
  }

  /** The same stream object for the same track: a picture that is drawn anew does not begin anew. */
  #stream(key: string, track: MediaStreamTrack): MediaStream {
    const known = this.#streams.get(key);
    if (known?.getTracks()[0] === track) return known;
    const made = new MediaStream([track]);
    this.#streams.set(key, made);
    return made;
  }
}

/** Put an opened menu beside what opened it, inside the window. */
function unfold(event: Event): void {
  const details = event.currentTarget as HTMLDetailsElement;
  const panel = details.querySelector<HTMLElement>(".menu-panel");
  if (!details.open || !panel) return;
  const { bottom, right } = details.getBoundingClientRect();
  panel.style.top = `${Math.min(bottom, innerHeight - panel.offsetHeight)}px`;
  panel.style.left = `${Math.max(Math.min(right, innerWidth) - panel.offsetWidth, 8)}px`;
}

const sign = (open: boolean): TemplateResult => icon(open ? "microphone" : "microphone-off");

const nameOf = (feed: Feed | undefined): string =>
  feed ? (feed.unit && feed.unit !== feed.name ? `${feed.name} · ${feed.unit}` : feed.name) : "";

const blank = (words: string): TemplateResult =>
  html`<span class="picture-blank" aria-hidden="true">${words}</span>`;

customElements.define("gb-pictures", GbPictures);
