/**
 * The pane «Trao đổi» (LIVE-6): to everybody, to the chair, to the secretary. What is written without a network is
 * kept here and arrives once; the desk hides, and lifts into the minutes in one step. @example <gb-talk>
 */
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { toast } from "../../elements/gb-toast";
import { t } from "../../kernel/i18n";
import { uuid } from "../../kernel/ids";
import { time } from "../../kernel/time";
import { icon } from "../icon";
import { Outbox, Typed, type Waiting } from "../kept";
import { send } from "../outgoing";
import { Act, Part } from "../part";
import type { Line } from "../shapes";
import { type Message, markRead, messagesOf, type To } from "./messages";

const LONGEST = 2_000;
const NEAR = 80; // pixels from the end within which the list follows what comes
const ASKING = new Set(["published", "running"]);

const TO: Record<To, () => string> = {
  all: () => t("Cả phòng họp"),
  chair: () => t("Chủ trì"),
  secretary: () => t("Thư ký"),
};
const READERS: Record<To, () => string> = {
  all: () => t("Mọi người trong phòng họp đọc được."),
  chair: () => t("Chỉ chủ trì đọc được."),
  secretary: () => t("Thư ký và chủ trì đọc được."),
};

export class GbTalk extends Part {
  static override properties = { ...Part.properties, to: { state: true }, text: { state: true } };
  declare to: To;
  declare text: string;
  #outbox: Outbox | undefined;
  #life: AbortController | undefined;
  #sight: IntersectionObserver | undefined;
  #seen = false;
  #follows = true;

  constructor() {
    super("message", "meeting", "agenda", "can", "line", "attendance");
    this.to = "all";
    this.text = "";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#life = new AbortController();
    const { signal } = this.#life;
    window.addEventListener("online", () => void this.#outbox?.flush(), { signal });
    document.addEventListener("visibilitychange", () => this.#read(), { signal });
    this.#sight = new IntersectionObserver(([entry]) => {
      this.#seen = entry?.isIntersecting ?? false;
      this.#read();
      if (this.#seen) this.#toEnd();
    });
    this.#sight.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#life?.abort();
    this.#sight?.disconnect();
    this.#outbox?.stop();
  }

  protected override willUpdate(): void {
    const meeting = this.meeting?.id;
    if (!meeting || this.#outbox) return;
    this.text = this.#typed.read();
    this.#outbox = new Outbox(this.me, meeting, (act) => send(this, act), "talk");
    this.#outbox.addEventListener("change", () => this.requestUpdate());
    void this.#outbox.flush();
  }

  protected override updated(): void {
    if (this.#follows) this.#toEnd();
    this.#read();
  }

  get #typed(): Typed {
    return new Typed(this.me, this.meeting?.id ?? "", "talk");
  }

  get #list(): HTMLElement | null {
    return this.querySelector(".talk-list");
  }

  #toEnd(): void {
    const list = this.#list;
    if (list) list.scrollTop = list.scrollHeight;
  }

  #scrolled = (): void => {
    const list = this.#list;
    if (list) this.#follows = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR;
  };

  /** What stands on a screen that is looked at has been read. */
  #read(): void {
    const meeting = this.meeting?.id;
    if (!meeting || !this.#seen || document.visibilityState === "hidden") return;
    if (markRead(this.me, meeting, messagesOf(this.store)))
      this.dispatchEvent(new Event("gb-read", { bubbles: true }));
  }

  override render(): TemplateResult | typeof nothing {
    if (!this.meeting) return nothing;
    const known = this.store.under<Message>("message");
    const waiting = (this.#outbox?.all ?? []).filter((act) => !known.has(act.id));
    const messages = messagesOf(this.store);
    return html`<h2 class="hall-title talk-title">${t("Trao đổi")}</h2>
      <div class="talk-list" role="log" aria-label=${t("Tin nhắn")} tabindex="0" @scroll=${this.#scrolled}>
        ${messages.length || waiting.length ? nothing : this.#empty()}
        ${repeat(
          messages,
          (one) => one.id,
          (one) => this.#message(one),
        )}
        ${repeat(
          waiting,
          (act) => act.id,
          (act) => this.#unsent(act),
        )}
      </div>
      ${this.#box()}`;
  }

  #empty(): TemplateResult {
    return html`<p class="hall-none">
      ${t("Chưa có tin nhắn. Viết cho cả phòng họp, hoặc gửi riêng chủ trì, thư ký.")}
    </p>`;
  }

  #message(one: Message): TemplateResult {
    const mine = one.author.id === this.me;
    const place = this.items.findIndex((item) => item.id === one.item) + 1;
    return html`<article class="talk-one" ?data-mine=${mine} ?data-hidden=${one.hidden}>
      <header class="talk-head">
        <b>${mine ? t("Tôi") : one.author.name}</b>
        ${one.unit && !mine ? html`<span>${one.unit.name}</span>` : nothing}
        <time datetime=${one.at}>${time(one.at)}</time>
        ${place ? html`<span>${t("nội dung {n}", { n: place })}</span>` : nothing}
        ${one.to === "all" ? nothing : html`<span class="talk-to">${icon("lock")}${t("gửi {name}", { name: TO[one.to]().toLowerCase() })}</span>`}
      </header>
      <p class="talk-text-sent">${one.text}</p>
      ${one.hidden ? html`<p class="talk-note">${icon("eye-off")}${t("Đã ẩn với phòng họp")}</p>` : nothing}
      ${this.#verbs(one, mine)}
    </article>`;
  }

  #verbs(one: Message, mine: boolean): TemplateResult | typeof nothing {
    const lines = this.store.under<Line>("line");
    const stands = one.line !== null && (this.desk === undefined || lines.has(one.line));
    const lift = this.can("add_line") && !stands && !one.hidden;
    const hide = this.desk !== undefined && one.to === "all";
    if (!mine && !this.desk && !stands) return nothing;
    return html`<div class="talk-verbs">
      ${stands ? html`<span class="talk-note">${icon("check")}${t("Trong biên bản")}</span>` : nothing}
      ${lift ? html`<button type="button" class="btn btn-sm btn-quiet" @click=${() => this.#lift(one)}>${icon("notes")}${t("Đưa vào biên bản")}</button>` : nothing}
      ${hide ? this.#verb(one, one.hidden ? "show" : "hide", one.hidden ? "eye" : "eye-off", one.hidden ? t("Hiện lại") : t("Ẩn")) : nothing}
      ${mine && !stands ? this.#verb(one, "withdraw", "arrow-back-up", t("Thu hồi")) : nothing}
    </div>`;
  }

  #verb(one: Message, verb: string, sign: string, words: string): TemplateResult {
    return html`<button
      type="button"
      class="btn btn-sm btn-quiet"
      ?disabled=${this.sending}
      @click=${() => void this.act(new Act(`/api/messages/${one.id}/${verb}`))}
    >
      ${icon(sign)}${words}
    </button>`;
  }

  async #lift(one: Message): Promise<void> {
    if (await this.act(new Act(`/api/messages/${one.id}/lift`)))
      toast({ text: t("Đã đưa vào biên bản, ghi tên {name}.", { name: one.author.name }), tone: "success" });
  }

  #unsent(act: Waiting): TemplateResult {
    const text = String(act.body.text);
    const back = () => {
      this.#outbox?.drop(act.id);
      this.#put(this.text ? `${text}\n${this.text}` : text);
      this.to = act.body.to as To;
      this.#field?.focus();
    };
    return html`<article class="talk-one" data-mine data-waiting>
      <p class="talk-text-sent">${text}</p>
      ${
        act.refused
          ? html`<p class="talk-note talk-refused" role="alert">${icon("alert-triangle")}${act.refused.message}</p>
              <div class="talk-verbs">
                <button type="button" class="btn btn-sm btn-secondary" @click=${back}>${t("Sửa và gửi lại")}</button>
                <button type="button" class="btn btn-sm btn-quiet" @click=${() => this.#outbox?.drop(act.id)}>${t("Bỏ")}</button>
              </div>`
          : html`<p class="talk-note">${icon("clock")}${t("Đang gửi; nếu mất mạng sẽ tự gửi khi có lại.")}</p>`
      }
    </article>`;
  }

  get #field(): HTMLTextAreaElement | null {
    return this.querySelector<HTMLTextAreaElement>(".talk-text");
  }

  #box(): TemplateResult {
    if (!ASKING.has(this.meeting?.state ?? ""))
      return html`<p class="talk-closed hall-hint">${t("Cuộc họp đã kết thúc, không nhận thêm tin nhắn.")}</p>`;
    if (this.running?.secret)
      return html`<p class="talk-closed hall-hint">${icon("lock")}${t("Nội dung mật: không trao đổi trên hệ thống.")}</p>`;
    return html`<form class="talk-box" @submit=${this.#submit}>
      <div class="talk-row">
        <label class="visually-hidden" for="talk-to">${t("Gửi cho")}</label>
        <select
          id="talk-to"
          class="form-select"
          .value=${this.to}
          @change=${(event: Event) => {
            this.to = (event.target as HTMLSelectElement).value as To;
          }}
        >
          ${(Object.keys(TO) as To[]).map((to) => html`<option value=${to} ?selected=${to === this.to}>${TO[to]()}</option>`)}
        </select>
        <small class="talk-readers" id="talk-readers">${READERS[this.to]()}</small>
      </div>
      <div class="talk-row">
        <textarea
          class="form-control talk-text"
          rows="1"
          maxlength=${LONGEST}
          enterkeyhint="send"
          placeholder=${t("Viết tin nhắn…")}
          aria-label=${t("Tin nhắn")}
          aria-describedby="talk-readers"
          .value=${this.text}
          @input=${(event: Event) => this.#put((event.target as HTMLTextAreaElement).value)}
          @keydown=${this.#key}
        ></textarea>
        <button
          class="btn btn-primary btn-icon"
          aria-label=${t("Gửi")}
          title=${t("Gửi (Enter)")}
          ?disabled=${!this.text.trim()}
          @pointerdown=${(event: Event) => event.preventDefault()}
        >
          ${icon("send")}
        </button>
      </div>
    </form>`;
  }

  #put(text: string): void {
    this.text = text;
    this.#typed.write(text);
  }

  /** Enter sends, Shift + Enter begins a line; while a word is being composed Enter belongs to the keyboard. */
  #key = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#post();
  };

  #submit = (event: Event): void => {
    event.preventDefault();
    this.#post();
  };

  #post(): void {
    const text = this.text.trim();
    if (!text || text.length > LONGEST) return;
    const id = uuid();
    const body = { id, text, to: this.to };
    this.#follows = true;
    this.#put("");
    this.#outbox?.put({ id, path: "messages", method: "POST", body, about: id, at: Date.now() });
  }
}

customElements.define("gb-talk", GbTalk);
