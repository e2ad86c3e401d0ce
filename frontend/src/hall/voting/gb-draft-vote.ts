/** Preparing a vote: the question, the ballot, the rules; what is unusual is behind «Quy tắc khác». @example <gb-draft-vote> */
import { html, nothing, type TemplateResult } from "lit";
import { t } from "../../kernel/i18n";
import { uuid } from "../../kernel/ids";
import { icon } from "../icon";
import { Act, Part } from "../part";
import { KINDS, type Kind, type Poll, PROMISES, SECRECIES, type Secrecy } from "./polls";

const KIND_NAMES = Object.keys(KINDS) as Kind[];
const SECRECY_NAMES = Object.keys(SECRECIES) as Secrecy[];
const TIMES = [0, 30, 60, 120, 180, 300, 600];
const PARTS: readonly [string, () => string][] = [
  [">1/2", () => t("Quá nửa")],
  [">=2/3", () => t("Ít nhất 2/3")],
  [">=3/4", () => t("Ít nhất 3/4")],
  [">=1", () => t("Toàn bộ")],
  ["", () => t("Nhiều phiếu nhất")],
];

interface Draft {
  question: string;
  item: string;
  kind: Kind;
  options: string;
  most: number;
  top_score: number;
  secrecy: Secrecy;
  other: boolean;
  base: Poll["base"];
  threshold: string;
  quorum: string;
  tie: Poll["tie"];
  may_change: boolean;
  absent: boolean;
  live_tally: boolean;
  seconds: number;
}

const EMPTY: Draft = {
  question: "",
  item: "",
  kind: "agree",
  options: "",
  most: 1,
  top_score: 10,
  secrecy: "open",
  other: true,
  base: "all",
  threshold: ">1/2",
  quorum: "",
  tie: "chair_side",
  may_change: true,
  absent: false,
  live_tally: false,
  seconds: 0,
};

function draftOf(poll: Poll): Draft {
  const sign = poll.at_least ? ">=" : ">";
  return {
    ...poll,
    item: poll.item ?? "",
    options: poll.options.map((option) => option.label).join("\n"),
    threshold: poll.threshold ? `${sign}${poll.threshold}` : "",
  };
}

/** What the server is told; a secret vote has nothing that could tell whose ballot it was. */
export function bodyOf(draft: Draft): Record<string, unknown> {
  const secret = draft.secrecy === "secret";
  const body: Record<string, unknown> = {
    question: draft.question.trim(),
    item: draft.item || null,
    kind: draft.kind,
    secrecy: draft.secrecy,
    base: draft.base,
    threshold: draft.threshold,
    quorum: draft.quorum,
    absent: draft.absent,
    seconds: draft.seconds,
    may_change: !secret && draft.may_change,
    live_tally: !secret && draft.live_tally,
    tie: secret || draft.kind === "election" ? "not_passed" : draft.tie,
  };
  if (draft.kind === "agree") return { ...body, other: draft.other };
  body.options = draft.options
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  if (draft.kind === "score") return { ...body, top_score: draft.top_score };
  return draft.kind === "one" ? body : { ...body, most: draft.most };
}

export class GbDraftVote extends Part {
  static override properties = { ...Part.properties, draft: { state: true }, poll: { state: true } };
  declare draft: Draft;
  /** The vote that is being changed; empty: a new one. */
  declare poll: string;
  #id = "";

  constructor() {
    super("meeting", "agenda", "can");
    this.draft = EMPTY;
    this.poll = "";
  }

  get #dialog(): HTMLDialogElement | null {
    return this.querySelector("dialog");
  }

  open(poll?: Poll): void {
    this.poll = poll?.id ?? "";
    this.#id = uuid();
    this.draft = poll ? draftOf(poll) : { ...EMPTY, item: this.meeting?.item ?? "" };
    void this.updateComplete.then(() => {
      this.#dialog?.showModal();
      this.querySelector<HTMLElement>("[data-first]")?.focus();
    });
  }

  #set<Name extends keyof Draft>(name: Name, value: Draft[Name]): void {
    this.draft = { ...this.draft, [name]: value };
  }

  override render(): TemplateResult {
    const title = this.poll ? t("Sửa biểu quyết") : t("Chuẩn bị biểu quyết");
    return html`<dialog class="dialog draft-vote" aria-label=${title}>
      <form method="dialog" @submit=${this.#send}>
        <header class="dialog-head">
          <h2>${title}</h2>
          <button type="button" class="btn btn-icon btn-quiet" aria-label=${t("Đóng")} @click=${this.#close}>${icon("x")}</button>
        </header>
        <div class="dialog-body ask-body">
          ${this.#what()} ${this.#ballot()} ${this.#way()} ${this.#rule()} ${this.#more()}
        </div>
        <footer class="dialog-foot">
          <button type="button" class="btn btn-quiet" @click=${this.#close}>${t("Thôi")}</button>
          <button class="btn btn-primary" ?disabled=${this.sending}>${icon("device-floppy")}${t("Lưu")}</button>
        </footer>
      </form>
    </dialog>`;
  }

  #what(): TemplateResult {
    return html`<label class="field">
        <span class="field-label">${t("Vấn đề biểu quyết")}</span>
        <textarea
          class="form-control"
          rows="2"
          maxlength="500"
          required
          data-first
          .value=${this.draft.question}
          @input=${(event: Event) => this.#set("question", text(event))}
        ></textarea>
      </label>
      <label class="field">
        <span class="field-label">${t("Thuộc nội dung")}</span>
        <select class="form-select" @change=${(event: Event) => this.#set("item", text(event))}>
          <option value="" ?selected=${!this.draft.item}>${t("Cả cuộc họp")}</option>
          ${this.items.map(
            (item, place) => html`<option value=${item.id} ?selected=${this.draft.item === item.id}>
              ${place + 1}. ${item.secret ? t("Nội dung mật") : item.title}
            </option>`,
          )}
        </select>
      </label>`;
  }

  #ballot(): TemplateResult {
    const { kind } = this.draft;
    return html`<label class="field">
        <span class="field-label">${t("Loại phiếu")}</span>
        <select class="form-select" @change=${(event: Event) => this.#kind(text(event) as Kind)}>
          ${KIND_NAMES.map((name) => html`<option value=${name} ?selected=${kind === name}>${KINDS[name]()}</option>`)}
        </select>
      </label>
      ${kind === "agree" ? check(t("Có ô «Ý kiến khác» để ghi ý kiến"), this.draft.other, (on) => this.#set("other", on)) : this.#options()}
      ${kind === "several" ? this.#number("most", t("Được chọn tối đa"), 60) : nothing}
      ${kind === "election" ? this.#number("most", t("Số người được bầu"), 60) : nothing}
      ${kind === "score" ? this.#number("top_score", t("Điểm cao nhất"), 100) : nothing}`;
  }

  /** Each kind has its usual rule; what was chosen by hand for another kind would surprise. */
  #kind(kind: Kind): void {
    this.draft = { ...this.draft, kind, threshold: kind === "one" || kind === "score" ? "" : ">1/2" };
  }

  #options(): TemplateResult {
    const people = this.draft.kind === "election";
    return html`<label class="field">
      <span class="field-label">${people ? t("Người ứng cử, mỗi dòng một người") : t("Phương án, mỗi dòng một phương án")}</span>
      <textarea class="form-control" rows="4" required .value=${this.draft.options} @input=${(event: Event) => this.#set("options", text(event))}></textarea>
    </label>`;
  }

  #number(name: "most" | "top_score", words: string, most: number): TemplateResult {
    return html`<label class="field">
      <span class="field-label">${words}</span>
      <input
        class="form-control"
        type="number"
        min="1"
        max=${most}
        required
        .value=${String(this.draft[name])}
        @input=${(event: Event) => this.#set(name, (event.target as HTMLInputElement).valueAsNumber || 1)}
      />
    </label>`;
  }

  #way(): TemplateResult {
    return html`<fieldset class="field">
      <legend class="field-label">${t("Cách bỏ phiếu")}</legend>
      ${SECRECY_NAMES.map(
        (name) => html`<label class="form-check draft-way">
          <input type="radio" class="form-check-input" name="secrecy" value=${name} .checked=${this.draft.secrecy === name} @change=${() => this.#set("secrecy", name)} />
          <span class="form-check-label"><b>${SECRECIES[name]()}</b><small>${PROMISES[name]()}</small></span>
        </label>`,
      )}
    </fieldset>`;
  }

  #rule(): TemplateResult | typeof nothing {
    if (this.draft.kind === "score") return nothing;
    return html`<div class="draft-row">
      <label class="field">
        <span class="field-label">${t("Được thông qua khi")}</span>
        <select class="form-select" @change=${(event: Event) => this.#set("threshold", text(event))}>
          ${PARTS.map(([value, words]) => html`<option value=${value} ?selected=${this.draft.threshold === value}>${words()}</option>`)}
          ${PARTS.some(([value]) => value === this.draft.threshold) ? nothing : html`<option value=${this.draft.threshold} selected>${this.draft.threshold}</option>`}
        </select>
      </label>
      <label class="field">
        <span class="field-label">${t("Tính trên")}</span>
        <select class="form-select" @change=${(event: Event) => this.#set("base", text(event) as Poll["base"])}>
          <option value="all" ?selected=${this.draft.base === "all"}>${t("Tổng số thành viên")}</option>
          <option value="present" ?selected=${this.draft.base === "present"}>${t("Số thành viên có mặt")}</option>
          <option value="cast" ?selected=${this.draft.base === "cast"}>${t("Số phiếu đã bỏ")}</option>
        </select>
      </label>
    </div>`;
  }

  #more(): TemplateResult {
    const { draft } = this;
    const secret = draft.secrecy === "secret";
    const ties = draft.kind === "agree" || draft.kind === "one";
    return html`<details class="votes-more">
      <summary>${t("Quy tắc khác")}</summary>
      <label class="field">
        <span class="field-label">${t("Thời gian bỏ phiếu")}</span>
        <select class="form-select" @change=${(event: Event) => this.#set("seconds", Number(text(event)))}>
          ${TIMES.map((seconds) => html`<option value=${seconds} ?selected=${draft.seconds === seconds}>${timeWords(seconds)}</option>`)}
        </select>
      </label>
      <label class="field">
        <span class="field-label">${t("Số người phải bỏ phiếu")}</span>
        <select class="form-select" @change=${(event: Event) => this.#set("quorum", text(event))}>
          <option value="" ?selected=${!draft.quorum}>${t("Không quy định")}</option>
          <option value="1/2" ?selected=${draft.quorum === "1/2"}>${t("Ít nhất một nửa thành viên")}</option>
          <option value="2/3" ?selected=${draft.quorum === "2/3"}>${t("Ít nhất 2/3 thành viên")}</option>
        </select>
      </label>
      ${ties && !secret ? check(t("Số phiếu ngang nhau thì theo phía chủ trì"), draft.tie === "chair_side", (on) => this.#set("tie", on ? "chair_side" : "not_passed")) : nothing}
      ${secret ? nothing : check(t("Được đổi phiếu đến khi đóng"), draft.may_change, (on) => this.#set("may_change", on))}
      ${secret ? nothing : check(t("Hiện số phiếu ngay khi đang bỏ"), draft.live_tally, (on) => this.#set("live_tally", on))}
      ${check(t("Thành viên vắng mặt cũng được bỏ phiếu"), draft.absent, (on) => this.#set("absent", on))}
    </details>`;
  }

  #close = (): void => this.#dialog?.close();

  #send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (this.sending) return;
    const body = bodyOf(this.draft);
    const act = this.poll
      ? new Act(`/api/polls/${this.poll}`, body, { method: "PATCH" })
      : new Act("polls", { id: this.#id, ...body });
    if (await this.act(act)) this.#close();
  };
}

const text = (event: Event): string => (event.target as HTMLInputElement).value;

function timeWords(seconds: number): string {
  if (!seconds) return t("Đến khi chủ trì đóng");
  return seconds < 60 ? t("{n} giây", { n: seconds }) : t("{n} phút", { n: seconds / 60 });
}

function check(words: string, on: boolean, set: (on: boolean) => void): TemplateResult {
  return html`<label class="form-check">
    <input type="checkbox" class="form-check-input" .checked=${on} @change=${(event: Event) => set((event.target as HTMLInputElement).checked)} />
    <span class="form-check-label">${words}</span>
  </label>`;
}

customElements.define("gb-draft-vote", GbDraftVote);
