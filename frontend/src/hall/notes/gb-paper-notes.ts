/** Notes on the paper that is shown: mine and those shared with me, and a new one for this page. @example <gb-paper-notes> */
import { html, nothing, type TemplateResult } from "lit";
import { t } from "../../kernel/i18n";
import { uuid } from "../../kernel/ids";
import type { Note } from "../../viewer/paper";
import { icon } from "../icon";
import { Act, Part, Show } from "../part";
import type { Stage } from "../shapes";
import { PaperNotes } from "./paper-notes";

const CORNER = [0.03, 0.06, 0, 0]; // where a note for a whole page is pinned

export class GbPaperNotes extends Part {
  static override properties = { ...Part.properties, text: { state: true }, sharing: { state: true } };
  declare text: string;
  declare sharing: "private" | "all";
  readonly #notes = new PaperNotes(this);

  constructor() {
    super("stage", "paper", "annotation");
    this.text = "";
    this.sharing = "private";
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#notes.stop();
  }

  get #here(): { paper: string; page: number; version: number; title: string } | undefined {
    const stage = this.store.get<Stage>("stage");
    const paper = stage?.paper ? this.paper(stage.paper) : undefined;
    if (!stage?.paper || paper?.state !== "ready") return undefined;
    return { paper: stage.paper, page: stage.page, version: paper.version ?? 1, title: paper.title };
  }

  protected override willUpdate(): void {
    const here = this.#here;
    this.#notes.look(here?.paper, here?.version ?? 1);
  }

  override render(): TemplateResult | typeof nothing {
    const here = this.#here;
    if (!here) return nothing;
    const { notes } = this.#notes;
    return html`<section class="paper-notes" aria-label=${t("Ghi chú trên tài liệu")}>
      <h3 class="hall-subtitle">${t("Trên tài liệu: {title}", { title: here.title })}</h3>
      <form @submit=${this.#write}>
        <textarea class="form-control" rows="2" aria-label=${t("Ghi chú cho trang {n}", { n: here.page })} placeholder=${t("Ghi chú cho trang {n}", { n: here.page })}
          .value=${this.text} @input=${(event: Event) => (this.text = (event.target as HTMLTextAreaElement).value)}></textarea>
        <div class="hall-actions">
          <label class="form-check"><input type="checkbox" class="form-check-input" .checked=${this.sharing === "all"}
            @change=${(event: Event) => (this.sharing = (event.target as HTMLInputElement).checked ? "all" : "private")}>
            <span>${t("Cho mọi người xem được tài liệu")}</span></label>
          <button class="btn btn-secondary btn-sm" ?disabled=${this.sending || !this.text.trim()}>${t("Lưu")}</button>
        </div>
      </form>
      <ol class="paper-notes-list">${notes.map((note) => this.#item(note))}</ol>
      <a class="btn btn-quiet btn-sm" target="_blank" href="/tai-lieu/${here.paper}/#page=${here.page}">${icon("pencil")}${t("Tô sáng, vẽ trong trình đọc")}</a>
    </section>`;
  }

  #item(note: Note): TemplateResult {
    const whose = note.mine ? (note.sharing === "private" ? t("Chỉ mình tôi") : t("Đã chia sẻ")) : note.by;
    const words = note.body || note.quote || (note.kind === "ink" ? t("Nét vẽ") : "");
    return html`<li><button type="button" class="paper-note" @click=${() => this.dispatchEvent(new Show("stage", `${this.#here?.paper ?? ""}#${note.page}`))}>
      <span>${words}</span><small>${note.page ? t("trang {n}", { n: note.page }) : t("chưa đặt được")} · ${whose}</small></button></li>`;
  }

  #write = async (event: Event): Promise<void> => {
    event.preventDefault();
    const here = this.#here;
    const body = this.text.trim();
    if (!here || !body) return;
    const id = uuid();
    const note = { id, version: here.version, page: here.page, kind: "note", boxes: [CORNER], body };
    if (!(await this.act(new Act(`/api/documents/${here.paper}/annotations`, note)))) return;
    this.text = "";
    if (this.sharing === "all")
      await this.act(new Act(`/api/annotations/${id}/sharing`, { sharing: "all" }, { method: "PUT" }));
    this.sharing = "private"; // each note is one's own until that is said of it
    await this.#notes.load(here.paper, here.version);
  };
}

customElements.define("gb-paper-notes", GbPaperNotes);
