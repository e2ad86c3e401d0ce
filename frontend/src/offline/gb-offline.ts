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
import { type DoneAct, keep, pending } from "./acts";
import { remove } from "./taking";
import { allHeld, type Held, isValid, readJson } from "./vault";

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
  held: Held;
  meeting: Meeting;
  items: Item[];
}

const MARKS = ["agree", "objection", "speak"] as const;
type Mark = (typeof MARKS)[number];

const MARK_NAMES: Record<Mark, string> = {
  agree: "Đồng ý",
  objection: "Có ý kiến khác",
  speak: "Muốn phát biểu",
};

export class GbOffline extends LitElement {
  static override properties = {
    shown: { state: true },
    acts: { state: true },
    online: { state: true },
    opened: { state: true },
    loaded: { state: true },
  };
  declare shown: Shown[];
  declare acts: DoneAct[];
  declare online: boolean;
  /** The item whose answer is being written, and how. */
  declare opened: { item: string; how: "opinion" | "objection" | "speak" } | undefined;
  declare loaded: boolean;
  readonly #life = new AbortController();

  constructor() {
    super();
    this.shown = [];
    this.acts = [];
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
    for (const held of await allHeld()) {
      if (!held.whole || !isValid(held)) continue;
      const meeting = await readJson<Meeting>(`/api/meetings/${held.meeting}`);
      const items = await readJson<Item[]>(`/api/meetings/${held.meeting}/items`);
      if (meeting && items) shown.push({ held, meeting, items });
    }
    this.acts = await pending();
    this.shown = shown.sort((a, b) => a.meeting.starts_at.localeCompare(b.meeting.starts_at));
    this.loaded = true;
  }

  async #do(
    held: Held,
    what: "mark" | "opinion",
    item: string,
    body: Record<string, unknown>,
  ): Promise<void> {
    await keep(held, { what, target: item, body });
    this.opened = undefined;
    this.acts = await pending();
    toast({ text: t("Đã giữ trên máy này, sẽ gửi khi có mạng."), tone: "success" });
    if (navigator.onLine) window.dispatchEvent(new Event("online"));
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
      ${this.loaded && !this.shown.length ? html`<p class="offline-none">${t("Không có cuộc họp nào đọc được trên máy này. Khi có mạng, mở trang cuộc họp và chọn “Mang theo”.")}</p>` : nothing}
      ${this.shown.map((one) => this.#meeting(one))}`;
  }

  #meeting({ held, meeting, items }: Shown): TemplateResult {
    return html`<section class="offline-meeting">
      <h2>${meeting.title}</h2>
      <p class="offline-facts">${untilWords(meeting.starts_at)}${meeting.location ? ` · ${meeting.location}` : ""} · ${sizeWords(held.bytes)} · ${t("đọc được đến {until}", { until: untilWords(held.until) })}</p>
      <ol class="offline-items">${items.map((item) => this.#item(held, item))}</ol>
      <button type="button" class="btn btn-sm" @click=${() => void this.#remove(held)}>${icon("trash")}${t("Gỡ khỏi máy")}</button>
    </section>`;
  }

  #item(held: Held, item: Item): TemplateResult {
    const marked = this.acts.findLast((act) => act.what === "mark" && act.target === item.id);
    const mark = marked ? String(marked.body.mark) : item.my_mark;
    const opinions = this.acts.filter((act) => act.what === "opinion" && act.target === item.id);
    return html`<li class="offline-item">
      <h3>${item.is_secret ? t("Nội dung mật: đọc bản giấy tại cuộc họp") : item.title}</h3>
      ${item.presenter ? html`<p class="offline-facts">${item.presenter.name}</p>` : nothing}
      ${item.note ? html`<p>${item.note}</p>` : nothing}
      <ul class="offline-papers">${item.papers
        .filter((paper) => paper.state === "ready")
        .map(
          (paper) =>
            html`<li><a href="/tai-lieu/${paper.id}/">${icon("file-text")}<span>${paper.title}</span><span class="offline-facts">${t("{n} trang", { n: paper.pages })}</span></a></li>`,
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

customElements.define("gb-offline", GbOffline);
