/**
 * What was concluded. For the desk: drafts written while the chair speaks, saved by themselves so that all of the desk
 * read along, with unit and deadline in a few keys, and one tap that makes them final. @example <gb-results>
 */
import { html, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { toast } from "../elements/gb-toast";
import { HouseError } from "../kernel/errors";
import { t } from "../kernel/i18n";
import { uuid } from "../kernel/ids";
import { day } from "../kernel/time";
import { deadline } from "./deadline";
import "./gb-choose";
import type { Chosen } from "./gb-choose";
import { icon } from "./icon";
import { Typed } from "./kept";
import { Offers } from "./offers";
import { Act, Part } from "./part";
import { peopleOf, unitsOf } from "./people-choices";
import { type Facts, factsOf, filled, isComplete, NOTHING, rebased, same, wire } from "./result-facts";
import type { Conclusion } from "./shapes";

const PAUSE = 1_200; // milliseconds without a key after which what was written is saved

export class GbResults extends Part {
  static override properties = {
    ...Part.properties,
    open: { state: true },
    facts: { state: true },
    saved: { state: true },
  };
  /** The draft in the form: an id of the store, or one made here that is not saved yet. */
  declare open: string;
  declare facts: Facts;
  declare saved: "" | "saving" | "saved" | "waiting";
  /** What the form began from: the revision and facts that the server had. */
  #base: { revision: number; facts: Facts } | undefined;
  /** The item under which a new one goes, when it was asked for by name. */
  #item: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #busy: Promise<boolean> | undefined;
  readonly #offers = new Offers(this);

  constructor() {
    super("conclusion", "draft", "meeting", "agenda", "can", "attendance");
    this.open = "";
    this.facts = NOTHING;
    this.saved = "";
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  get #kept(): Typed {
    return new Typed(this.me, this.meeting?.id ?? "", "conclusion");
  }

  get #drafts(): Map<string, Conclusion> {
    return this.store.under<Conclusion>("draft");
  }

  /** «draft:<id>» opens a draft, «item:<id>» begins one for an item, other text begins one with these words. */
  override shown(focus: string): void {
    const [kind, id] = focus.split(":", 2);
    const draft = kind === "draft" ? this.#drafts.get(id ?? "") : undefined;
    if (draft) this.#edit(draft);
    else if (this.can("conclude")) this.#begin(kind === "item" ? (id ?? null) : null);
    void this.updateComplete.then(() =>
      this.querySelector<HTMLElement>(draft ? ".choose input" : "textarea")?.focus(),
    );
  }

  override render(): TemplateResult {
    const writes = this.desk !== undefined && this.can("conclude");
    const final = [...this.store.under<Conclusion>("conclusion").values()];
    const all = [...final, ...this.#drafts.values()].sort(
      (a, b) => a.place - b.place || (a.id < b.id ? -1 : 1),
    );
    if (writes) this.#offers.need();
    const isNew = this.open !== "" && !all.some((one) => one.id === this.open);
    return html`<h2 class="hall-title">${t("Kết luận")}</h2>
      ${
        all.length
          ? html`<ol class="results">${all.map((one) => (one.id === this.open ? this.#form(one) : this.#one(one, writes)))}</ol>`
          : isNew
            ? nothing
            : html`<p class="hall-none">${
                this.desk
                  ? t("Chưa có kết luận. Ghi ngay khi chủ trì kết luận.")
                  : t("Chưa có kết luận chính thức.")
              }</p>`
      }
      ${isNew ? html`<ol class="results">${this.#form(undefined)}</ol>` : nothing}
      ${writes && !this.open ? this.#start() : nothing}`;
  }

  #start(): TemplateResult {
    const kept = this.#kept.read();
    return html`<button
      type="button"
      class="btn btn-secondary results-start"
      @click=${() => {
        this.#begin(null);
        void this.updateComplete.then(() => this.querySelector("textarea")?.focus());
      }}
    >
      ${icon("gavel")}${kept ? t("Viết tiếp kết luận dở dang") : t("Ghi kết luận mới")}
    </button>`;
  }

  #begin(item: string | null): void {
    this.open = uuid();
    this.#item = item ?? this.running?.id ?? null;
    this.facts = { ...NOTHING, content: this.#kept.read() };
    this.#base = undefined;
    this.saved = "";
  }

  #edit(one: Conclusion): void {
    this.open = one.id;
    this.#item = one.item;
    this.facts = factsOf(one);
    this.#base = { revision: one.revision, facts: this.facts };
    this.saved = "";
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.open = "";
    this.saved = "";
  }

  #change(part: Partial<Facts>): void {
    this.facts = { ...this.facts, ...part };
    if (!this.#base) this.#kept.write(this.facts.content);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#save(), PAUSE);
  }

  /** Save what is in the form; a first saving makes the draft. One at a time, the newest text last. */
  async #save(): Promise<boolean> {
    const { open, facts } = this;
    clearTimeout(this.#timer);
    if (this.#busy) await this.#busy;
    this.#busy = this.#send(open, facts);
    try {
      return await this.#busy;
    } finally {
      this.#busy = undefined;
    }
  }

  async #send(open: string, facts: Facts): Promise<boolean> {
    if (!open || !facts.content.trim()) return false;
    const base = this.#base;
    if (base && same(base.facts, facts)) return true;
    this.saved = "saving";
    const act = base
      ? new Act(
          `/api/conclusions/${open}`,
          { ...wire(facts), revision: base.revision, base: wire(base.facts) },
          { method: "PUT", quiet: true },
        )
      : new Act("conclusions", { ...wire(facts), id: open, item: this.#item, guess: true }, { quiet: true });
    const done = await this.act(act);
    if (done) this.#took(open, facts, act.reply as Conclusion & { lead_unit: string | null });
    else this.#refused(act.error);
    return done;
  }

  /** The server's answer is what the next saving begins from; what it filled in is shown where nothing was typed. */
  #took(open: string, sent: Facts, reply: unknown): void {
    this.#kept.write("");
    if (this.open !== open) return;
    const { facts, revision } = rebased(reply);
    this.#base = { revision, facts };
    this.facts = filled(this.facts, sent, facts);
    this.saved = "saved";
  }

  #refused(error: unknown): void {
    if (!(error instanceof HouseError) || error.passing) {
      this.saved = "waiting";
      this.#timer = setTimeout(() => void this.#save(), 3 * PAUSE);
      return;
    }
    this.saved = "";
    const theirs =
      error.code === "meetings.conclusion_changed_meanwhile" ? this.#drafts.get(this.open) : undefined;
    toast({ text: error.message, tone: "error" });
    if (!theirs) return;
    // What another hand wrote stands beside the own words; the next saving begins from it.
    const own = this.facts.content;
    this.#edit(theirs);
    if (own !== theirs.content) this.facts = { ...this.facts, content: `${theirs.content}\n${own}` };
  }

  async #settle(one: Conclusion): Promise<void> {
    if (this.open === one.id) {
      if (!(await this.#save())) return;
      this.#close();
    }
    if (await this.act(new Act(`/api/conclusions/${one.id}/settle`))) this.#wayBack(one.id);
  }

  #wayBack(id: string): void {
    const run = () =>
      void this.act(new Act(`/api/conclusions/${id}/withdraw`, { reason: t("Chốt nhầm tại cuộc họp") }));
    toast({ text: t("Đã chốt kết luận."), tone: "success", action: { label: t("Thu hồi"), run } });
  }

  #remove(one: Conclusion): void {
    this.#close();
    const again = { ...wire(factsOf(one)), id: uuid(), item: one.item };
    const run = () => void this.act(new Act("conclusions", again));
    void this.act(new Act(`/api/conclusions/${one.id}`, undefined, { method: "DELETE" })).then((done) => {
      if (done)
        toast({ text: t("Đã bỏ dự thảo kết luận."), tone: "success", action: { label: t("Hoàn tác"), run } });
    });
  }

  #one(one: Conclusion, writes: boolean): TemplateResult {
    const draft = one.state === "draft";
    return html`<li class="result ${draft ? "result-draft" : ""}">
      <p class="result-text">${one.content}</p>
      ${this.#factsLine(one)}
      ${
        writes && draft
          ? html`<div class="result-verbs">
              ${
                isComplete(factsOf(one))
                  ? html`<button type="button" class="btn btn-sm btn-primary" @click=${() => this.#settle(one)}>
                      ${icon("check")}${one.no_action ? t("Chốt") : t("Chốt và giao việc")}
                    </button>`
                  : nothing
              }
              <button
                type="button"
                class="btn btn-sm ${isComplete(factsOf(one)) ? "btn-quiet" : "btn-secondary"}"
                @click=${() => this.#edit(one)}
              >
                ${icon("pencil")}${isComplete(factsOf(one)) ? t("Sửa") : t("Bổ sung đơn vị, thời hạn")}
              </button>
            </div>`
          : nothing
      }
    </li>`;
  }

  #factsLine(one: Conclusion): TemplateResult {
    const number = this.items.findIndex((item) => item.id === one.item) + 1;
    const helpers = one.coordinating.map((unit) => unit.name).join(", ");
    return html`<p class="result-facts">
      ${
        one.state === "final"
          ? html`<span class="status status-done"><span class="status-sign"></span>${t("Chính thức")}</span>`
          : html`<span class="status status-neutral"><span class="status-sign"></span>${t("Dự thảo")}</span>`
      }
      ${number ? html`<span>${t("Nội dung {n}", { n: number })}</span>` : nothing}
      ${one.no_action ? html`<span>${t("Không giao việc")}</span>` : nothing}
      ${one.lead_unit ? html`<span>${one.lead_unit.name}</span>` : nothing}
      ${helpers ? html`<span>${t("phối hợp: {units}", { units: helpers })}</span>` : nothing}
      ${one.deadline_on ? html`<span>${t("hạn {day}", { day: day(one.deadline_on) })}</span>` : nothing}
      ${one.task ? html`<a href=${`/nhiem-vu/${one.task}/`} target="_blank" rel="noopener">${t("Xem nhiệm vụ")}</a>` : nothing}
    </p>`;
  }

  #form(one: Conclusion | undefined): TemplateResult {
    const item = this.items.find((row) => row.id === this.#item);
    const under = item
      ? t("Kết luận nội dung {n}", { n: this.items.indexOf(item) + 1 })
      : t("Kết luận chung của cuộc họp");
    const { facts } = this;
    const done = async (event: Event) => {
      event.preventDefault();
      if (await this.#save()) this.#close();
    };
    return html`<li class="result result-open">
      <form class="result-form" @submit=${done} @keydown=${(event: KeyboardEvent) => this.#key(event, one)}>
        <label class="form-label" for="result-text">${under}</label>
        <textarea
          id="result-text"
          class="form-control"
          rows="4"
          placeholder=${t("Giao đơn vị nào, làm gì, xong khi nào…")}
          .value=${facts.content}
          @input=${(event: Event) => this.#change({ content: (event.target as HTMLTextAreaElement).value })}
        ></textarea>
        ${facts.no_action ? nothing : this.#who()}
        <label class="result-check">
          <input
            type="checkbox"
            class="form-check-input"
            .checked=${facts.no_action}
            @change=${(event: Event) => this.#change({ no_action: (event.target as HTMLInputElement).checked })}
          />
          ${t("Không giao việc, chỉ ghi nhận")}
        </label>
        <p class="result-saved" role="status">${this.#savedWords()}</p>
        <div class="hall-actions">
          ${
            one && isComplete(facts)
              ? html`<button type="button" class="btn btn-primary" @click=${() => this.#settle(one)}>
                  ${icon("check")}${facts.no_action ? t("Chốt") : t("Chốt và giao việc")}
                </button>`
              : nothing
          }
          <button class="btn ${one && isComplete(facts) ? "btn-secondary" : "btn-primary"}" ?disabled=${!facts.content.trim()}>
            ${t("Xong")}
          </button>
          ${
            one
              ? html`<button type="button" class="btn btn-quiet" @click=${() => this.#remove(one)}>
                  ${icon("trash")}${t("Bỏ dự thảo")}
                </button>`
              : html`<button type="button" class="btn btn-quiet" @click=${() => this.#drop()}>${t("Thôi")}</button>`
          }
        </div>
      </form>
    </li>`;
  }

  #drop(): void {
    this.#kept.write("");
    this.#close();
  }

  #who(): TemplateResult {
    const units = unitsOf(this.#offers.desk);
    const { facts } = this;
    return keyed(
      this.open,
      html`<gb-choose
          label=${t("Đơn vị chủ trì")}
          .options=${units}
          .chosen=${facts.lead_unit ? [facts.lead_unit] : []}
          @gb-chosen=${(event: Chosen) => this.#change({ lead_unit: event.ids[0] ?? null })}
        ></gb-choose>
        <div>${deadline(this.#offers.desk, facts.deadline_on ?? "", "result-deadline", (on) => this.#change({ deadline_on: on || null }))}</div>
        <details class="result-more" ?open=${facts.coordinating.length > 0 || facts.product !== ""}>
          <summary>${t("Phối hợp, người chịu trách nhiệm, sản phẩm")}</summary>
          <gb-choose
            label=${t("Đơn vị phối hợp")}
            multiple
            .options=${units.filter((unit) => unit.id !== facts.lead_unit)}
            .chosen=${facts.coordinating}
            @gb-chosen=${(event: Chosen) => this.#change({ coordinating: event.ids })}
          ></gb-choose>
          <gb-choose
            label=${t("Người chịu trách nhiệm")}
            hint=${t("Lãnh đạo đơn vị chủ trì")}
            .options=${peopleOf(this.store)}
            .chosen=${facts.responsible ? [facts.responsible] : []}
            @gb-chosen=${(event: Chosen) => this.#change({ responsible: event.ids[0] ?? null })}
          ></gb-choose>
          <label class="form-label" for="result-product">${t("Sản phẩm phải nộp")}</label>
          <input
            id="result-product"
            class="form-control"
            maxlength="300"
            .value=${facts.product}
            @input=${(event: Event) => this.#change({ product: (event.target as HTMLInputElement).value })}
          />
        </details>`,
    ) as unknown as TemplateResult;
  }

  #savedWords(): string {
    if (this.saved === "saving") return t("Đang lưu…");
    if (this.saved === "saved") return t("Đã lưu dự thảo; chủ trì và thư ký đang thấy.");
    if (this.saved === "waiting") return t("Chưa lưu được, đã giữ trên máy này; sẽ tự gửi lại.");
    return "";
  }

  /** Ctrl + Enter is done, with Shift final; Escape leaves, nothing that was saved is lost. */
  #key(event: KeyboardEvent, one: Conclusion | undefined): void {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      const settle = event.shiftKey && isComplete(this.facts);
      void this.#save().then((done) => {
        const draft = one ?? this.#drafts.get(this.open);
        if (done && settle && draft) void this.#settle(draft);
        else if (done) this.#close();
      });
    } else if (event.key === "Escape") {
      void this.#save();
      this.#close();
    }
  }
}

customElements.define("gb-results", GbResults);
