/** The room's head: what this is, the clock against plan, and how good the line is. @example <gb-head> */
import { html, nothing, type TemplateResult } from "lit";
import { t } from "../kernel/i18n";
import type { Connection } from "../kernel/stream";
import { now, time } from "../kernel/time";
import { budget } from "./budget";
import { icon } from "./icon";
import { Part, Tick } from "./part";
import type { Meeting } from "./shapes";
import { pace, signed, stateOf } from "./words";

export class GbHead extends Part {
  static override properties = { ...Part.properties, back: {}, connection: {} };
  declare back: string;
  declare connection: Connection;

  constructor() {
    super("meeting", "agenda", "video");
    this.back = "";
    this.connection = "connecting";
    new Tick(this);
  }

  override render(): TemplateResult | typeof nothing {
    const meeting = this.meeting;
    if (!meeting) return nothing;
    const running = meeting.state === "running";
    return html`<header class="hall-head">
        <a
          class="btn btn-icon btn-quiet"
          href=${this.back}
          aria-label=${t("Về trang cuộc họp")}
          title=${t("Về trang cuộc họp")}
          >${icon("arrow-left")}</a
        >
        <div class="hall-name">
          <h1>${meeting.title}</h1>
          <p>
            <span class="status ${running ? "status-running" : "status-neutral"}"
              ><span class="status-sign"></span>${stateOf(meeting)}</span
            >
            ${this.store.get<{ recording: string | null }>("video")?.recording ? html`<span class="status status-running hall-recorded"><span class="status-sign"></span>${t("Đang ghi hình")}</span>` : nothing}
            <span class="hall-chair">${t("Chủ trì: {name}", { name: meeting.chair.name })}</span>
          </p>
        </div>
        <dl class="hall-times">
          <div><dt>${t("Bây giờ")}</dt><dd>${time(now())}</dd></div>
          ${running ? this.#sums(meeting) : this.#hours(meeting)}
        </dl>
        ${this.#line()}
      </header>
      ${this.#lost()}`;
  }

  #hours(meeting: Meeting): TemplateResult {
    return html`<div>
      <dt>${t("Giờ họp")}</dt>
      <dd>${time(meeting.starts_at)}–${time(meeting.ends_at)}</dd>
    </div>`;
  }

  #sums(meeting: Meeting): TemplateResult {
    const sums = budget(meeting, this.items, now());
    const going = pace(sums.behind);
    const over = sums.meeting < 0;
    return html`<div class=${over ? "over" : ""}>
        <dt>${over ? t("Quá giờ") : meeting.extended ? t("Còn lại (kéo dài {n} phút)", { n: meeting.extended }) : t("Còn lại")}</dt>
        <dd>${signed(sums.meeting)}</dd>
      </div>
      <div class="pace-${going.tone}">
        <dt>${t("So với kế hoạch")}</dt>
        <dd>${going.text}</dd>
      </div>`;
  }

  get #away(): boolean {
    return this.connection === "offline" || this.connection === "gone";
  }

  #line(): TemplateResult {
    const words: Record<Connection, string> = {
      connecting: t("Đang kết nối"),
      live: t("Đang kết nối trực tiếp"),
      polling: t("Kết nối chậm, vẫn cập nhật"),
      offline: t("Mất kết nối"),
      gone: t("Đã rời phòng họp"),
    };
    const good = this.connection === "live";
    return html`<span class="line-state line-${this.connection}" title=${words[this.connection]}>
      ${icon(this.#away ? "wifi-off" : "broadcast")}
      <span class=${good ? "visually-hidden" : "line-words"}>${words[this.connection]}</span>
    </span>`;
  }

  #lost(): TemplateResult {
    const text: Partial<Record<Connection, string>> = {
      offline: t(
        "Mất kết nối. Màn hình đang giữ nguyên; khi có mạng, phòng họp tự cập nhật và không thao tác nào bị mất.",
      ),
      gone: t("Đồng chí không còn ở trong phòng họp này, hoặc phiên làm việc đã hết."),
    };
    const words = text[this.connection];
    return html`<div class="hall-lost" role="status" ?hidden=${!words}>
      ${words ? html`${icon("wifi-off")}<span>${words}</span>` : nothing}
      ${this.connection === "gone" ? this.#again() : nothing}
    </div>`;
  }

  #again(): TemplateResult {
    return html`<button type="button" class="btn btn-sm btn-secondary" @click=${() => location.reload()}>
      ${t("Vào lại")}
    </button>`;
  }
}

customElements.define("gb-head", GbHead);
