/**
 * What is taken along, without network: agenda, papers, marks and opinions; what was done waits here until it can go.
 *
 * @example <gb-offline></gb-offline>
 */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { sizeWords, untilWords } from "../elements/gb-take-along";
import { toast } from "../elements/gb-toast";
import { icon } from "../elements/icon";
import { t } from "../kernel/i18n";
import { type DoneAct, keep, letGo, pending, type RefusedAct, refused, sendAgain } from "./acts";
import "./gb-seek";
import type { GbSeek } from "./gb-seek";
import { remove } from "./taking";
import { type Held, type Open, openHeld, papersIn, readJson } from "./vault";

interface Meeting {
  title: string;
  starts_at: string;
  location: string;
}

interface Item {
  id: string;
  place: number;
  title: string;
  note: string;
  is_secret: boolean;
  presenter: { name: string } | null;
  papers: { id: string; title: string; pages: number; state: string }[];
  my_mark: string;
}

interface Shown {
  held: Open;
  meeting: Meeting;
  items: Item[];
  /** The papers that lie here: one that may not be downloaded does not. */
  papers: ReadonlySet<string>;
}

const MARKS = ["agree", "objection", "speak"] as const;
type Mark = (typeof MARKS)[number];

const MARK_NAMES: Record<Mark, string> = {
  agree: "Đồng ý",
  objection: "Có ý kiến khác",
  speak: "Muốn phát biểu",
};

/** What an act is called when it has to be spoken of. */
function nameOfAct({ what }: DoneAct): string {
  if (what === "mark") return t("Đánh dấu trước cuộc họp");
  if (what === "opinion") return t("Góp ý");
  return what === "note" ? t("Ghi chú") : t("Sửa, xóa ghi chú");
}

export class GbOffline extends LitElement {
  static override properties = {
    shown: { state: true },
    books: { state: true },
    acts: { state: true },
    refusals: { state: true },
    online: { state: true },
    opened: { state: true },
    loaded: { state: true },
  };
  declare shown: Shown[];
  /** What can be searched here. */
  declare books: GbSeek["held"];
  declare acts: DoneAct[];
  /** What the server said no to, until it is sent again or let go. */
  declare refusals: RefusedAct[];
  declare online: boolean;
  /** The item whose answer is being written, and how. */
  declare opened: { item: string; how: "opinion" | "objection" | "speak" } | undefined;
  declare loaded: boolean;
  readonly #life = new AbortController();

  constructor() {
    super();
    this.shown = [];
    this.books = [];
    this.acts = [];
    this.refusals = [];
    this.online = navigator.onLine;
    this.loaded = false;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const { signal } = this.#life;
    const network = () => {
      this.online = navigator.onLine;
    };
    window.addEventListener("online", network, { signal });
    window.addEventListener("offline", network, { signal });
    document.addEventListener("gb-offline", () => void this.#load(), { signal });
    void this.#load();
  }

  async #load(): Promise<void> {
    const shown: Shown[] = [];
    for (const held of await openHeld()) {
      const meeting = await readJson<Meeting>(`/api/meetings/${held.meeting}`);
      const items = await readJson<Item[]>(`/api/meetings/${held.meeting}/items`);
      if (meeting && items) shown.push({ held, meeting, items, papers: await papersIn(held.id) });
    }
    await this.#count();
    this.shown = shown.sort((a, b) => a.meeting.starts_at.localeCompare(b.meeting.starts_at));
    this.books = this.shown.map(({ held, items, papers }) => {
      const lying = items.flatMap((item) => item.papers).filter((paper) => papers.has(paper.id));
      return { held, titles: new Map(lying.map((paper) => [paper.id, paper.title])) };
    });
    this.loaded = true;
  }

  async #count(): Promise<void> {
    this.acts = await pending();
    this.refusals = await refused();
  }

  #sendNow(): void {
    if (navigator.onLine) window.dispatchEvent(new Event("online"));
  }

  async #again(act: DoneAct): Promise<void> {
    await sendAgain(act.id);
    await this.#count();
    this.#sendNow();
  }

  async #letGo(act: DoneAct): Promise<void> {
    await letGo(act.id);
    await this.#count();
  }

  async #do(
    held: Held,
    what: "mark" | "opinion",
    item: string,
    body: Record<string, unknown>,
  ): Promise<void> {
    await keep(held, { what, target: item, body });
    this.opened = undefined;
    await this.#count();
    toast({ text: t("Đã giữ trên máy này, sẽ gửi khi có mạng."), tone: "success" });
    this.#sendNow();
  }

  async #remove(held: Held): Promise<void> {
    await remove(held.id);
    await this.#load();
  }

  protected override render(): TemplateResult {
    return html`<header class="offline-head">
        <h1>${t("Cuộc họp mang theo")}</h1>
        <p class="offline-line ${this.online ? "is-on" : ""}" role="status">${icon(this.online ? "wifi" : "wifi-off")}<span>${this.online ? t("Đang có mạng") : t("Đang không có mạng. Vẫn đọc, ghi chú và góp ý được.")}</span></p>
        ${this.acts.length ? html`<p class="offline-waiting" role="status">${icon("clock")}<span>${t("{n} việc đang chờ gửi", { n: this.acts.length })}</span></p>` : nothing}
        ${this.online ? html`<a class="btn btn-sm" href="/">${icon("arrow-left")}${t("Về Hôm nay")}</a>` : nothing}
      </header>
      ${this.#refused()}
      ${this.loaded && !this.shown.length ? html`<p class="offline-none">${t("Không có cuộc họp nào đọc được trên máy này. Khi có mạng, mở trang cuộc họp và chọn “Mang theo”.")}</p>` : nothing}
      <gb-seek .held=${this.books}></gb-seek>
      ${this.shown.map((one) => this.#meeting(one))}`;
  }

  #refused(): TemplateResult | typeof nothing {
    if (!this.refusals.length) return nothing;
    return html`<section class="offline-refused" aria-labelledby="offline-refused">
      <h2 id="offline-refused">${t("Chưa gửi được")}</h2>
      <ul>${this.refusals.map(
        ({ act, words }) => html`<li>
          <strong>${nameOfAct(act)}</strong>
          ${wordsOfAct(act) ? html`<blockquote class="offline-opinion">${wordsOfAct(act)}</blockquote>` : nothing}
          <p class="take-along-wrong">${t("Lý do: {words}", { words })}</p>
          <div class="cluster">
            <button type="button" class="btn btn-sm" @click=${() => void this.#again(act)}>${icon("refresh")}${t("Gửi lại")}</button>
            <button type="button" class="btn btn-sm" @click=${() => void this.#letGo(act)}>${icon("trash")}${t("Bỏ việc này")}</button>
          </div>
        </li>`,
      )}</ul>
    </section>`;
  }

  #meeting({ held, meeting, items, papers }: Shown): TemplateResult {
    return html`<section class="offline-meeting">
      <h2>${meeting.title}</h2>
      <p class="offline-facts">${untilWords(meeting.starts_at)}${meeting.location ? ` · ${meeting.location}` : ""} · ${sizeWords(held.bytes)} · ${t("đọc được đến {until}", { until: untilWords(held.until) })}</p>
      <ol class="offline-items">${items.map((item) => this.#item(held, item, papers))}</ol>
      <button type="button" class="btn btn-sm" @click=${() => void this.#remove(held)}>${icon("trash")}${t("Gỡ khỏi máy")}</button>
    </section>`;
  }

  #item(held: Held, item: Item, papers: ReadonlySet<string>): TemplateResult {
    const marked = this.acts.findLast((act) => act.what === "mark" && act.target === item.id);
    const mark = marked ? String(marked.body.mark) : item.my_mark;
    const opinions = this.acts.filter((act) => act.what === "opinion" && act.target === item.id);
    return html`<li class="offline-item">
      <h3>${item.is_secret ? t("Nội dung mật: đọc bản giấy tại cuộc họp") : item.title}</h3>
      ${item.presenter ? html`<p class="offline-facts">${item.presenter.name}</p>` : nothing}
      ${item.note ? html`<p>${item.note}</p>` : nothing}
      <ul class="offline-papers">${item.papers
        .filter((paper) => paper.state === "ready")
        .map((paper) =>
          papers.has(paper.id)
            ? html`<li><a href="/tai-lieu/${paper.id}/">${icon("file-text")}<span>${paper.title}</span><span class="offline-facts">${t("{n} trang", { n: paper.pages })}</span></a></li>`
            : html`<li class="offline-facts">${icon("lock")}<span>${paper.title}</span> <span>${t("không được tải về nên không mang theo")}</span></li>`,
        )}</ul>
      <div class="offline-marks" role="group" aria-label=${t("Đánh dấu của tôi")}>
        ${MARKS.map(
          (one) =>
            html`<button type="button" class="btn btn-sm" aria-pressed=${String(mark === one)} @click=${() => this.#pick(held, item.id, one)}>${t(MARK_NAMES[one])}</button>`,
        )}
        <button type="button" class="btn btn-sm" @click=${() => this.#write(item.id, "opinion")}>${icon("message")}${t("Góp ý")}</button>
      </div>
      ${marked ? html`<p class="offline-waiting">${icon("clock")}<span>${t("Chờ gửi")}</span></p>` : nothing}
      ${opinions.map((act) => html`<blockquote class="offline-opinion">${String(act.body.text)}<span class="offline-waiting">${icon("clock")}${t("Chờ gửi")}</span></blockquote>`)}
      ${this.opened?.item === item.id ? this.#form(held, item.id, this.opened.how) : nothing}
    </li>`;
  }

  #pick(held: Held, item: string, mark: Mark): void {
    if (mark === "agree") void this.#do(held, "mark", item, { mark, text: "" });
    else this.#write(item, mark);
  }

  #write(item: string, how: "opinion" | "objection" | "speak"): void {
    this.opened = this.opened?.item === item && this.opened.how === how ? undefined : { item, how };
    void this.updateComplete.then(() =>
      this.querySelector<HTMLTextAreaElement>(".offline-form textarea")?.focus(),
    );
  }

  #form(held: Held, item: string, how: "opinion" | "objection" | "speak"): TemplateResult {
    const labels = {
      opinion: t("Ý kiến bằng văn bản, chủ trì và thư ký đọc được"),
      objection: t("Ý kiến khác là gì?"),
      speak: t("Sẽ phát biểu về việc gì?"),
    };
    const save = (event: Event) => {
      event.preventDefault();
      const text = (event.currentTarget as HTMLFormElement).querySelector("textarea")?.value.trim() ?? "";
      if (!text && how !== "speak") return;
      if (how === "opinion") void this.#do(held, "opinion", item, { text });
      else void this.#do(held, "mark", item, { mark: how, text });
    };
    return html`<form class="offline-form" @submit=${save}>
      <label class="form-label" for="words-${item}">${labels[how]}</label>
      <textarea id="words-${item}" class="form-control" rows="4"></textarea>
      <div class="cluster"><button class="btn btn-sm btn-primary">${t("Giữ lại, gửi khi có mạng")}</button>
        <button type="button" class="btn btn-sm" @click=${() => this.#write(item, how)}>${t("Thôi")}</button></div>
    </form>`;
  }
}

/** What its author wrote, so that nothing of it has to be thought of again. */
function wordsOfAct({ what, body }: DoneAct): string {
  const mark = what === "mark" ? MARK_NAMES[body.mark as Mark] : undefined;
  return [mark && t(mark), String(body.text ?? body.body ?? "")].filter(Boolean).join(": ");
}

customElements.define("gb-offline", GbOffline);
