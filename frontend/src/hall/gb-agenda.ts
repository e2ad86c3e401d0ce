/** The agenda: what runs large with its clock, what is next, what is done folded away. @example <gb-agenda> */
import { html, nothing, type TemplateResult } from "lit";
import { t } from "../kernel/i18n";
import { now } from "../kernel/time";
import { used } from "./budget";
import { icon } from "./icon";
import { Act, Part, Show, Tick } from "./part";
import type { Item } from "./shapes";
import { timePanel } from "./time-panel";
import { signed, WANTED } from "./words";

export class GbAgenda extends Part {
  static override properties = { ...Part.properties, taking: { state: true } };
  /** The item of the consent block that is to be taken out. */
  declare taking: string;

  constructor() {
    super("meeting", "agenda", "paper", "can", "stage", "replan", "attendance");
    this.taking = "";
    new Tick(this);
  }

  override render(): TemplateResult {
    const items = this.items;
    const over = items.filter((item) => item.state === "done" || item.state === "skipped");
    const block = items.filter((item) => item.consent && item.state === "waiting");
    const rest = items.filter((item) => !over.includes(item) && !block.includes(item));
    return html`<h2 class="hall-title">${t("Chương trình")}</h2>
      ${this.can("replan") ? timePanel(this.store, items, (act) => void this.act(act)) : nothing}
      ${items.length ? nothing : html`<p class="hall-none">${t("Chương trình chưa có nội dung.")}</p>`}
      ${over.length ? this.#over(over, items, rest.length === 0) : nothing} ${this.#block(block, items)}
      <ol class="agenda">
        ${rest.map((item) => this.#item(item, items.indexOf(item) + 1))}
      </ol>
      ${this.#papers(this.meeting?.papers ?? [], t("Tài liệu chung"))} ${this.#asksWhy()}`;
  }

  /** What is over, one line that opens. */
  #over(over: Item[], items: Item[], open: boolean): TemplateResult {
    const done = over.filter((item) => item.state === "done").length;
    const skipped = over.length - done;
    const words = [
      done ? t("{n} nội dung đã xong", { n: done }) : "",
      skipped ? t("{n} bỏ qua", { n: skipped }) : "",
    ];
    return html`<details class="agenda-over" ?open=${open}>
      <summary>${icon("chevron-right")}${words.filter(Boolean).join(" · ")}</summary>
      <ol class="agenda">
        ${over.map((item) => this.#item(item, items.indexOf(item) + 1))}
      </ol>
    </details>`;
  }

  /** Items that nobody wished to talk about: one block, which any member may open until it is adopted (PRE-12). */
  #block(block: Item[], items: Item[]): TemplateResult | typeof nothing {
    if (!block.length) return nothing;
    return html`<details class="agenda-over agenda-block" ?open=${this.meeting?.item === null}>
      <summary>
        ${icon("chevron-right")}<span
          >${t("Khối nội dung đồng thuận ({n})", { n: block.length })}
          <small>${t("Thông qua chung khi khai mạc, không thảo luận")}</small></span
        >
      </summary>
      <ol class="agenda">
        ${block.map(
          (item) => html`<li class="agenda-item">
            <div class="agenda-line">
              <span class="agenda-number">${items.indexOf(item) + 1}</span>
              <div class="agenda-text"><strong>${item.title}</strong></div>
            </div>
            ${this.#papers(item.papers, "")}
            ${
              this.canAsMember("take_out_of_consent")
                ? html`<div class="agenda-verbs">
                    <button
                      type="button"
                      class="btn btn-sm btn-quiet"
                      aria-label=${t("Đưa ra thảo luận: {title}", { title: item.title })}
                      @click=${() => this.#take(item.id)}
                    >
                      ${icon("message")}${t("Đưa ra thảo luận")}
                    </button>
                  </div>`
                : nothing
            }
          </li>`,
        )}
      </ol>
    </details>`;
  }

  #take(id: string): void {
    this.taking = id;
    void this.updateComplete.then(() =>
      this.querySelector<HTMLDialogElement>("#agenda-take-out")?.showModal(),
    );
  }

  #asksWhy(): TemplateResult | typeof nothing {
    const item = this.items.find((one) => one.id === this.taking);
    if (!item) return nothing;
    const send = (event: Event) => {
      event.preventDefault();
      const form = event.currentTarget as HTMLFormElement;
      const reason = String(new FormData(form).get("reason") ?? "");
      form.closest("dialog")?.close();
      form.reset();
      void this.act(new Act(`/api/items/${item.id}/take-out`, { reason }));
    };
    return html`<dialog id="agenda-take-out" class="dialog" aria-labelledby="agenda-take-out-title">
      <form @submit=${send}>
        <div class="dialog-head"><h2 id="agenda-take-out-title">${t("Đưa ra thảo luận?")}</h2></div>
        <div class="dialog-body">
          <p>${item.title}</p>
          <label class="form-label" for="take-out-reason">${t("Lý do (không bắt buộc)")}</label>
          <textarea id="take-out-reason" name="reason" class="form-control" rows="2" maxlength="300"></textarea>
          <p class="hall-hint-text">${t("Biên bản ghi tên người đề nghị.")}</p>
        </div>
        <div class="dialog-foot">
          <button class="btn btn-primary">${t("Đưa ra thảo luận")}</button>
          <button
            type="button"
            class="btn btn-quiet"
            @click=${(event: Event) => (event.currentTarget as Element).closest("dialog")?.close()}
          >
            ${t("Thôi")}
          </button>
        </div>
      </form>
    </dialog>`;
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
        ${this.#clock(item)} ${item.state === "running" ? nothing : this.#verbs(item)}
      </div>
      ${item.state === "running" ? this.#more(item) : nothing}
    </li>`;
  }

  #facts(item: Item, next: boolean): unknown[] {
    const facts: unknown[] = [];
    if (next) facts.push(html`<span class="badge badge-brand">${t("Tiếp theo")}</span>`);
    if (item.in_writing) facts.push(html`<span class="badge">${t("Xử lý bằng văn bản")}</span>`);
    else if (item.state === "skipped") facts.push(html`<span class="badge">${t("Bỏ qua")}</span>`);
    if (item.consent && item.state === "done")
      facts.push(html`<span class="badge">${t("Đồng thuận")}</span>`);
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
      ${this.can("extend_item") ? this.#extending(item) : nothing} ${this.#papers(item.papers, "")}`;
  }

  #extending(item: Item): TemplateResult {
    const give = (minutes: number, words: string) => html`<button
      type="button"
      class="btn btn-sm btn-secondary"
      @click=${() => this.act(new Act("extend", { item: item.id, minutes }, { once: true }))}
    >
      ${words}
    </button>`;
    return html`<div class="agenda-extend" role="group" aria-label=${t("Thời gian của nội dung đang họp")}>
      ${give(5, t("+5 phút"))} ${give(10, t("+10 phút"))} ${give(-5, t("−5 phút"))}
      <button
        type="button"
        class="btn btn-sm btn-quiet"
        aria-label=${t("Bỏ qua: {title}", { title: item.title })}
        @click=${() => this.act(new Act("skip", { item: item.id }))}
      >
        ${t("Bỏ qua")}
      </button>
    </div>`;
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
            <button type="button" class="agenda-open" @click=${() => this.dispatchEvent(new Show("stage", id))}>
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

  /** What the desk may do with an item that does not run: behind one button, so that the list stays a list. */
  #verbs(item: Item): TemplateResult | typeof nothing {
    if (!this.can("go_to_item")) return nothing;
    const waits = item.state === "waiting";
    const verb = (words: string, act: () => Act) => html`<button
      type="button"
      class="menu-item"
      @click=${(event: Event) => {
        (event.currentTarget as Element).closest("details")?.removeAttribute("open");
        void this.act(act());
      }}
    >
      ${words}
    </button>`;
    const minutes = (by: number) =>
      new Act("plan", { minutes: { [item.id]: Math.max(item.minutes + by, 1) } }, { once: true });
    return html`<gb-menu class="menu agenda-menu" align="end">
      <details>
        <summary class="btn btn-icon btn-quiet" aria-label=${t("Việc với nội dung: {title}", { title: item.title })}>
          ${icon("dots-vertical")}
        </summary>
        <div class="menu-panel">
          ${verb(waits ? t("Chuyển đến") : t("Mở lại"), () => new Act("item", { item: item.id }))}
          ${waits ? verb(t("Bỏ qua"), () => new Act("skip", { item: item.id })) : nothing}
          ${waits ? verb(t("Xử lý bằng văn bản"), () => new Act("plan", { in_writing: [item.id] })) : nothing}
          ${waits ? verb(t("Thêm 5 phút"), () => minutes(5)) : nothing}
          ${waits && item.minutes > 5 ? verb(t("Rút 5 phút"), () => minutes(-5)) : nothing}
        </div>
      </details>
    </gb-menu>`;
  }
}

customElements.define("gb-agenda", GbAgenda);
