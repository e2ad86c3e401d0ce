/** The agenda: the running item large with its clock, what is done, what is next. @example <gb-agenda> */
import { html, nothing, type TemplateResult } from "lit";
import { t } from "../kernel/i18n";
import { now } from "../kernel/time";
import { used } from "./budget";
import { icon } from "./icon";
import { Act, Part, Show, Tick } from "./part";
import type { Item } from "./shapes";
import { signed, WANTED } from "./words";

export class GbAgenda extends Part {
  constructor() {
    super("meeting", "agenda", "paper", "can", "stage");
    new Tick(this);
  }

  override render(): TemplateResult {
    const items = this.items;
    return html`<h2 class="hall-title">${t("Chương trình")}</h2>
      ${items.length ? nothing : html`<p class="hall-none">${t("Chương trình chưa có nội dung.")}</p>`}
      <ol class="agenda">
        ${items.map((item, place) => this.#item(item, place + 1))}
      </ol>
      ${this.#papers(this.meeting?.papers ?? [], t("Tài liệu chung"))}`;
  }

  #item(item: Item, number: number): TemplateResult {
    const next = this.meeting?.next.do === "item" && this.meeting.next.item === item.id;
    return html`<li
      class="agenda-item agenda-${item.state} ${next ? "agenda-next" : ""}"
      aria-current=${item.state === "running" ? "step" : nothing}
    >
      <div class="agenda-line">
        <span class="agenda-number">${item.state === "done" ? icon("check") : number}</span>
        <div class="agenda-text">
          <strong>${item.secret ? t("Nội dung mật: tài liệu phát tại phòng họp") : item.title}</strong>
          <span class="agenda-facts">${this.#facts(item, next)}</span>
        </div>
        ${this.#clock(item)}
      </div>
      ${item.state === "running" ? this.#more(item) : nothing}
      ${this.#verbs(item)}
    </li>`;
  }

  #facts(item: Item, next: boolean): unknown[] {
    const facts: unknown[] = [];
    if (next) facts.push(html`<span class="badge badge-brand">${t("Tiếp theo")}</span>`);
    if (item.state === "skipped") facts.push(html`<span class="badge">${t("Bỏ qua")}</span>`);
    if (item.presenter) facts.push(html`<span>${item.presenter.name}</span>`);
    else if (item.unit) facts.push(html`<span>${item.unit.name}</span>`);
    facts.push(html`<span>${WANTED[item.wanted]()}</span>`);
    const { objection, speak } = item.marks;
    if (objection) facts.push(html`<span>${t("{n} ý kiến khác", { n: objection })}</span>`);
    if (speak) facts.push(html`<span>${t("{n} đăng ký phát biểu", { n: speak })}</span>`);
    return facts;
  }

  #clock(item: Item): TemplateResult {
    const seconds = used(item, now());
    if (item.state === "running") {
      const left = item.minutes * 60 - seconds;
      return html`<span class="agenda-clock ${left < 0 ? "over" : ""}"
        ><b>${signed(left)}</b><small>${left < 0 ? t("quá giờ") : t("còn lại")}</small></span
      >`;
    }
    const text = seconds
      ? t("{used}/{plan} phút", { used: Math.round(seconds / 60), plan: item.minutes })
      : t("{n} phút", { n: item.minutes });
    return html`<span class="agenda-plan">${text}</span>`;
  }

  #more(item: Item): TemplateResult {
    const seconds = Math.min(used(item, now()), item.minutes * 60);
    return html`<progress
        class="agenda-progress"
        max=${item.minutes * 60}
        value=${seconds}
        aria-label=${t("Thời gian đã dùng")}
      ></progress>
      ${this.#papers(item.papers, "")}`;
  }

  #papers(ids: readonly string[], title: string): TemplateResult | typeof nothing {
    if (!ids.length) return nothing;
    const stage = this.store.get<{ paper: string | null }>("stage");
    return html`${title ? html`<h3 class="hall-subtitle">${title}</h3>` : nothing}
      <ul class="agenda-papers">
        ${ids.map((id) => {
          const paper = this.paper(id);
          if (!paper) return nothing;
          if (paper.secret)
            return html`<li class="agenda-paper">${icon("lock")}<span>${t("Tài liệu mật, phát tại phòng họp")}</span></li>`;
          return html`<li class="agenda-paper">
            <button type="button" class="agenda-open" @click=${() => this.#open(id)}>
              ${icon("file-text")}<span>${paper.title}</span>
              <small>${paper.state === "ready" ? t("{n} trang", { n: paper.pages }) : t("đang chuyển đổi")}</small>
            </button>
            ${
              stage?.paper === id
                ? html`<span class="badge badge-live">${t("Đang chiếu")}</span>`
                : this.presents && paper.state === "ready"
                  ? html`<button
                      type="button"
                      class="btn btn-icon btn-quiet"
                      title=${t("Trình chiếu")}
                      aria-label=${t("Trình chiếu {title}", { title: paper.title })}
                      @click=${() => this.act(new Act("stage", { document: id, page: 1 }))}
                    >
                      ${icon("presentation")}
                    </button>`
                  : nothing
            }
          </li>`;
        })}
      </ul>`;
  }

  #open(id: string): void {
    this.dispatchEvent(new Show("stage", id));
  }

  #verbs(item: Item): TemplateResult | typeof nothing {
    if (!this.can("go_to_item")) return nothing;
    const go = item.state !== "running";
    const title = item.title;
    return html`<div class="agenda-verbs">
      ${
        go
          ? html`<button
              type="button"
              class="btn btn-sm btn-quiet"
              aria-label=${t("Chuyển đến: {title}", { title })}
              @click=${() => this.act(new Act("item", { item: item.id }))}
            >
              ${item.state === "waiting" ? t("Chuyển đến") : t("Mở lại")}
            </button>`
          : html`<button
              type="button"
              class="btn btn-sm btn-secondary"
              aria-label=${t("Thêm 5 phút cho: {title}", { title })}
              @click=${() => this.act(new Act("extend", { item: item.id, minutes: 5 }, { once: true }))}
            >
              ${t("Thêm 5 phút")}
            </button>`
      }
      ${
        item.state === "waiting" || item.state === "running"
          ? html`<button
              type="button"
              class="btn btn-sm btn-quiet"
              aria-label=${t("Bỏ qua: {title}", { title })}
              @click=${() => this.act(new Act("skip", { item: item.id }))}
            >
              ${t("Bỏ qua")}
            </button>`
          : nothing
      }
    </div>`;
  }
}

customElements.define("gb-agenda", GbAgenda);
