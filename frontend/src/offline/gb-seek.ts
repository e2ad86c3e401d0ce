/**
 * The search field of what is taken along: papers and pages that hold the words, without network.
 *
 * @example <gb-seek .held=${[{ held, titles }]}></gb-seek>
 */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { icon } from "../elements/icon";
import { t } from "../kernel/i18n";
import { type BookPage, openBook, type PaperPlaces, type Place, type Sought, seek } from "./seek";
import type { Open } from "./vault";

const WAIT = 200; // milliseconds after the last key
const SHORTEST = 2;

export class GbSeek extends LitElement {
  static override properties = {
    held: { attribute: false },
    asked: { state: true },
    sought: { state: true },
    opening: { state: true },
  };
  declare held: { held: Open; titles: ReadonlyMap<string, string> }[];
  declare asked: string;
  declare sought: Sought | undefined;
  declare opening: boolean;
  #book: Promise<BookPage[]> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.held = [];
    this.asked = "";
    this.opening = false;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has("held")) return;
    this.#book = undefined; // something was withdrawn or came: what was opened goes, and is opened anew when asked
    if (this.asked) this.#later();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#book = undefined;
  }

  #type(event: Event): void {
    this.asked = (event.currentTarget as HTMLInputElement).value;
    this.#later();
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), WAIT);
  }

  async #look(): Promise<void> {
    const asked = this.asked.trim();
    if (asked.length < SHORTEST) {
      this.sought = undefined;
      return;
    }
    this.opening = !this.#book;
    this.#book ??= openBook(this.held);
    const book = await this.#book;
    this.opening = false;
    if (asked === this.asked.trim()) this.sought = seek(book, asked);
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.held.length) return nothing;
    return html`<search class="seek">
      <label class="form-label" for="seek">${t("Tìm trong tài liệu mang theo")}</label>
      <div class="seek-field">${icon("search")}
        <input id="seek" class="form-control" type="search" autocomplete="off" .value=${this.asked}
          placeholder=${t("Gõ có dấu hoặc không dấu")} @input=${this.#type}></div>
      <div role="status" class="offline-facts">${this.#words()}</div>
      ${this.sought?.papers.length ? html`<ol class="seek-papers">${this.sought.papers.map((one) => this.#paper(one))}</ol>` : nothing}
    </search>`;
  }

  #words(): string {
    if (this.opening) return t("Đang mở tài liệu…");
    const { sought } = this;
    if (!sought) return "";
    if (!sought.papers.length) return t("Không thấy trong tài liệu mang theo trên máy này.");
    if (sought.near) return t("Không có chỗ nào khớp hoàn toàn; đây là những chỗ gần nhất.");
    return t("{n} tài liệu có nội dung cần tìm", { n: sought.papers.length });
  }

  #paper({ title, places }: PaperPlaces): TemplateResult {
    return html`<li><h3>${icon("file-text")}<span>${title}</span></h3>
      <ul>${places.map((place) => this.#place(place))}</ul></li>`;
  }

  #place({ paper, page, around }: Place): TemplateResult {
    return html`<li><a href="/tai-lieu/${paper}/#page=${page}"><span class="seek-page">${t("Trang {n}", { n: page })}</span>
      <span class="seek-words">${around.map(({ text, hit }) => (hit ? html`<mark>${text}</mark>` : text))}</span></a></li>`;
  }
}

customElements.define("gb-seek", GbSeek);
