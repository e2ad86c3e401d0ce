/** Private notes and highlights: what is kept, how it is listed, changed and taken away again. */
import { html, nothing, type TemplateResult } from "lit";
import { toast } from "../elements/gb-toast";
import { icon } from "../elements/icon";
import { wordsOf } from "../kernel/errors";
import { t } from "../kernel/i18n";
import { type Box, COLORS, type Color, type NewNote, type Note } from "./paper";
import type { Picked } from "./selection";
import type { Side } from "./side";

export const COLOR_NAMES: Record<Color, string> = {
  yellow: "Vàng",
  green: "Xanh lá",
  blue: "Xanh dương",
  pink: "Hồng",
  orange: "Cam",
};

type Reader = Side & HTMLElement & { requestUpdate(): void; updateComplete: Promise<boolean> };

export class Noting {
  notes: Note[] = [];
  /** The next click on a page leaves a note there. */
  placing = false;
  #edited = "";
  #draft: NewNote | undefined;

  constructor(readonly viewer: Reader) {}

  async load(): Promise<void> {
    try {
      this.notes = (await this.viewer.desk?.notes()) ?? [];
    } catch {
      return; // the paper can be read without its notes; writing one says what is wrong
    }
    this.#draw();
  }

  #draw(): void {
    this.notes.sort((a, b) => a.page - b.page || (a.boxes[0]?.[1] ?? 0) - (b.boxes[0]?.[1] ?? 0));
    if (this.viewer.pages) this.viewer.pages.notes = this.notes;
    this.viewer.requestUpdate();
  }

  place(): void {
    this.placing = !this.placing;
    if (this.placing) toast({ text: t("Bấm vào chỗ muốn ghi chú trên trang. Esc để thôi.") });
    this.viewer.requestUpdate();
  }

  /** A click on a page: on a mark it opens the note, while placing it begins one. */
  clicked(event: MouseEvent): void {
    const target = event.target as HTMLElement;
    const page = target.closest<HTMLElement>(".viewer-page");
    if (!page) return;
    const area = page.getBoundingClientRect();
    const box: Box = [(event.clientX - area.x) / area.width, (event.clientY - area.y) / area.height, 0, 0];
    const note =
      target.closest<HTMLElement>(".viewer-pin")?.dataset.note ?? this.#under(Number(page.dataset.page), box);
    if (this.placing) {
      this.placing = false;
      this.begin({ page: Number(page.dataset.page), quote: "", before: "", after: "", boxes: [box] });
    } else if (note && document.getSelection()?.isCollapsed !== false) this.edit(note);
  }

  /** Strokes let the pointer through, so that words below them can be selected: look where they lie. */
  #under(page: number, [x, y]: Box): string | undefined {
    const inside = ([left, top, width, height]: Box) =>
      x >= left && x <= left + width && y >= top && y <= top + height;
    return this.notes.find((note) => note.page === page && note.boxes.some(inside))?.id;
  }

  /** Begin a note: its words are asked for in the panel before anything is kept. */
  begin(picked: Omit<Picked, "at">): void {
    const { page, quote, before, after, boxes } = picked;
    this.#draft = { page, quote, before, after, boxes, kind: "note", body: "", color: "yellow" };
    this.#edited = "draft";
    if (this.viewer.panel !== "notes") this.viewer.open("notes");
    this.#focus();
  }

  async highlight(picked: Picked, color: Color): Promise<void> {
    const { page, quote, before, after, boxes } = picked;
    await this.#write({ page, quote, before, after, boxes, kind: "highlight", body: "", color });
    document.getSelection()?.removeAllRanges();
  }

  async #write(note: NewNote): Promise<boolean> {
    const { desk, paper } = this.viewer;
    if (!desk || !paper?.version) return false;
    try {
      this.notes.push(await desk.write(paper.version, note));
    } catch (error) {
      toast({ text: wordsOf(error), tone: "error" });
      return false;
    }
    this.#draw();
    return true;
  }

  edit(id: string): void {
    this.#edited = id;
    if (this.viewer.panel !== "notes") this.viewer.open("notes");
    this.#focus();
  }

  #focus(): void {
    this.viewer.requestUpdate();
    void this.viewer.updateComplete.then(() => {
      const area = this.viewer.querySelector<HTMLElement>(".viewer-note textarea");
      area?.focus();
      area?.scrollIntoView({ block: "nearest" });
    });
  }

  async #save(note: Note | undefined, body: string): Promise<void> {
    if (!note) {
      if (this.#draft && body.trim() && (await this.#write({ ...this.#draft, body }))) this.#done();
      return;
    }
    await this.#change(note, { body });
    this.#done();
  }

  #done(): void {
    this.#draft = undefined;
    this.#edited = "";
    this.viewer.requestUpdate();
  }

  async #change(note: Note, changes: { body?: string; color?: Color }): Promise<void> {
    try {
      const changed = await this.viewer.desk?.change(note.id, changes);
      if (changed) this.notes = this.notes.map((one) => (one.id === note.id ? changed : one));
    } catch (error) {
      toast({ text: wordsOf(error), tone: "error" });
    }
    this.#draw();
  }

  async #remove(note: Note): Promise<void> {
    try {
      await this.viewer.desk?.remove(note.id);
    } catch (error) {
      toast({ text: wordsOf(error), tone: "error" });
      return;
    }
    this.notes = this.notes.filter((one) => one.id !== note.id);
    this.#draw();
    toast({
      text: t("Đã xóa ghi chú."),
      tone: "success",
      action: { label: t("Lấy lại"), run: () => void this.#restore(note) },
    });
  }

  async #restore(note: Note): Promise<void> {
    try {
      const back = await this.viewer.desk?.restore(note.id);
      if (back) this.notes.push(back);
    } catch (error) {
      toast({ text: wordsOf(error), tone: "error" });
    }
    this.#draw();
  }

  panel(): TemplateResult {
    const draft = this.#edited === "draft" && this.#draft;
    return html`
      <p class="viewer-private">${icon("lock")}<span>${t("Chỉ mình đồng chí thấy các ghi chú này.")}</span></p>
      ${draft ? html`<div class="viewer-note viewer-${draft.color}">${this.#where(draft.page)}${this.#quote(draft.quote)}${this.#form("", undefined)}</div>` : nothing}
      ${this.notes.length || draft ? nothing : html`<p class="viewer-none">${t("Chưa có ghi chú. Bôi đen chữ trên trang để tô sáng hoặc ghi chú.")}</p>`}
      <ol class="viewer-notes">${this.notes.map((note) => this.#item(note))}</ol>
    `;
  }

  #where(page: number): TemplateResult {
    const go = () => {
      this.viewer.go(page);
      this.viewer.chosen();
    };
    return html`<button type="button" class="viewer-link" @click=${go}>${t("Trang {page}", { page })}</button>`;
  }

  #quote(quote: string): TemplateResult | typeof nothing {
    return quote ? html`<blockquote class="viewer-quote">${quote}</blockquote>` : nothing;
  }

  #item(note: Note): TemplateResult {
    const old = note.version !== this.viewer.paper?.version;
    return html`<li class="viewer-note viewer-${note.color}">
      <div class="viewer-note-head">${this.#where(note.page)}${old ? html`<span class="viewer-old">${t("bản {n}", { n: note.version })}</span>` : nothing}
        <span class="viewer-gap"></span>
        <button type="button" class="viewer-tool" title=${t("Sửa ghi chú")} aria-label=${t("Sửa ghi chú")} @click=${() => this.edit(note.id)}>${icon("pencil")}</button>
        <button type="button" class="viewer-tool" title=${t("Xóa ghi chú")} aria-label=${t("Xóa ghi chú")} @click=${() => this.#remove(note)}>${icon("trash")}</button>
      </div>
      ${this.#quote(note.quote)}
      ${this.#edited === note.id ? html`${this.#swatches(note)}${this.#form(note.body, note)}` : note.body ? html`<p class="viewer-words">${note.body}</p>` : nothing}
    </li>`;
  }

  #swatches(note: Note): TemplateResult {
    return html`<div class="viewer-swatches" role="group" aria-label=${t("Màu")}>${COLORS.map(
      (
        color,
      ) => html`<button type="button" class="viewer-swatch viewer-${color}" aria-pressed=${String(color === note.color)}
        title=${t(COLOR_NAMES[color])} aria-label=${t(COLOR_NAMES[color])} @click=${() => this.#change(note, { color })}></button>`,
    )}</div>`;
  }

  #form(body: string, note: Note | undefined): TemplateResult {
    const save = (event: Event) => {
      event.preventDefault();
      const area = (event.target as HTMLElement).closest("form")?.querySelector("textarea");
      void this.#save(note, area?.value ?? "");
    };
    const key = (event: KeyboardEvent) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save(event);
      if (event.key === "Escape") {
        event.stopPropagation();
        this.#done();
      }
    };
    return html`<form class="viewer-form" @submit=${save}>
      <textarea class="form-control" rows="3" aria-label=${t("Nội dung ghi chú")} placeholder=${t("Nội dung ghi chú")} .value=${body} @keydown=${key}></textarea>
      <div class="viewer-form-end">
        <button type="button" class="btn btn-sm" @click=${() => this.#done()}>${t("Thôi")}</button>
        <button type="submit" class="btn btn-sm btn-primary">${t("Lưu ghi chú")}</button>
      </div>
    </form>`;
  }
}
