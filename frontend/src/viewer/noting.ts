/** Highlights, notes and ink: what is kept, how it is listed, shared, changed and taken away again. */
import { html, nothing, type TemplateResult } from "lit";
import { toast } from "../elements/gb-toast";
import { icon } from "../elements/icon";
import { wordsOf } from "../kernel/errors";
import { t } from "../kernel/i18n";
import { uuid } from "../kernel/ids";
import { boxesAt, fatesOf, lostNotes, pointing, wordsOfFates, wordsOfState } from "./moved";
import { noteForm, swatches } from "./note-form";
import type { Box, Color, NewNote, Note, Shared, Stroke } from "./paper";
import type { Picked } from "./selection";
import { Sharing, sharedWith } from "./sharing";
import type { Side } from "./side";
import { touches } from "./strokes";

type Reader = Side & HTMLElement & { requestUpdate(): void; updateComplete: Promise<boolean> };

export type Which = "all" | "mine" | "theirs";
const REACH = 0.012; // of a page

export const chosenOf = (notes: Note[], which: Which): Note[] =>
  which === "all" ? notes : notes.filter((note) => note.mine === (which === "mine"));

export class Noting {
  notes: Note[] = [];
  which: Which = "all";
  /** The orphan whose new place is being shown. */
  anew: Note | undefined;
  readonly sharing: Sharing;
  /** The next click on a page leaves a note there. */
  placing = false;
  #edited = "";
  #shown = "";
  #draft: NewNote | undefined;

  constructor(readonly viewer: Reader) {
    this.sharing = new Sharing(viewer, (id, shared) => this.#share(id, shared));
  }

  async load(): Promise<void> {
    try {
      const { desk, paper } = this.viewer;
      this.notes = (paper?.version && (await desk?.notes(paper.version))) || [];
    } catch {
      return; // the paper can be read without its notes; writing one says what is wrong
    }
    this.#draw();
    this.#asked();
  }

  /** Open the note that the address names: a notice leads to it. */
  #asked(): void {
    const id = this.viewer.plain ? undefined : /note=([0-9a-f-]+)/.exec(location.hash)?.[1];
    const note = this.notes.find((one) => one.id === id);
    if (!note || this.#shown === note.id) return;
    this.#shown = note.id;
    this.jump(note);
    if (this.viewer.panel !== "notes") this.viewer.open("notes");
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

  /** Ask where an orphan belongs; asked again, leave it. */
  #anew(note: Note): void {
    this.anew = this.anew?.id === note.id ? undefined : note;
    if (this.anew) {
      toast({ text: pointing(note) });
      this.viewer.chosen();
    }
    this.viewer.requestUpdate();
  }

  /** The author has selected the words to which an orphan belongs. */
  async placeAt({ page, boxes }: Picked): Promise<void> {
    document.getSelection()?.removeAllRanges();
    if (this.anew) await this.#put(this.anew, page, boxes);
  }

  async #put(note: Note, page: number, boxes: Box[]): Promise<void> {
    const { desk, paper } = this.viewer;
    this.anew = undefined;
    try {
      const placed = await desk?.place(note.id, paper?.version ?? 1, page, boxes);
      if (placed) this.notes = this.notes.map((one) => (one.id === note.id ? placed : one));
      toast({ text: t("Đã đặt lại ghi chú."), tone: "success" });
    } catch (error) {
      toast({ text: wordsOf(error), tone: "error" });
    }
    this.#draw();
  }

  /** The strip over the paper: what became of my notes. */
  news(): TemplateResult | typeof nothing {
    const fates = fatesOf(this.notes);
    const words = wordsOfFates(fates);
    const key = `giaoban.reader.moved.${this.viewer.paper?.id}`;
    const version = String(this.viewer.paper?.version ?? "");
    if (!words || (!fates.lost.length && !fates.waiting && localStorage.getItem(key) === version))
      return nothing;
    return html`<p class="viewer-news is-notes" role="status"><span>${words}</span>
      <button type="button" class="viewer-link" @click=${() => {
        localStorage.setItem(key, version);
        if (this.viewer.panel !== "notes") this.viewer.open("notes");
        this.viewer.requestUpdate();
      }}>${t("Xem ghi chú")}</button></p>`;
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
    if (this.anew && !this.anew.quote) {
      const { width = 0.1, height = 0.05 } = this.anew.kind === "ink" ? sizeOf(this.anew.strokes) : {};
      void this.#put(
        this.anew,
        Number(page.dataset.page),
        boxesAt(this.anew, [box[0], box[1]], [width, height]),
      );
    } else if (this.placing) {
      this.placing = false;
      this.begin({ page: Number(page.dataset.page), quote: "", before: "", after: "", boxes: [box] });
    } else if (note && document.getSelection()?.isCollapsed !== false) this.edit(note);
  }

  /** Strokes let the pointer through, so that words below them can be selected: look where they lie. */
  #under(page: number, [x, y]: Box): string | undefined {
    const inside = ([left, top, width, height]: Box) =>
      x >= left && x <= left + width && y >= top && y <= top + height;
    const under = (note: Note) =>
      note.kind === "ink" ? touches(note, [x, y], REACH) : note.boxes.some(inside);
    return this.notes.find((note) => note.page === page && under(note))?.id;
  }

  /** Begin a note: its words are asked for in the panel before anything is kept. */
  begin(picked: Omit<Picked, "at">): void {
    const { page, quote, before, after, boxes } = picked;
    this.#draft = { id: uuid(), page, quote, before, after, boxes, kind: "note", body: "", color: "yellow" };
    this.#edited = "draft";
    if (this.viewer.panel !== "notes") this.viewer.open("notes");
    this.#focus();
  }

  async highlight(picked: Picked, color: Color): Promise<void> {
    const { page, quote, before, after, boxes } = picked;
    await this.#write({ id: uuid(), page, quote, before, after, boxes, kind: "highlight", body: "", color });
    document.getSelection()?.removeAllRanges();
  }

  async ink(page: number, strokes: Stroke[], color: Color, thickness: number): Promise<void> {
    const words = { quote: "", before: "", after: "", body: "" };
    await this.#write({ id: uuid(), page, kind: "ink", boxes: [], strokes, thickness, color, ...words });
  }

  /** Take ink away under the rubber; a toast gives it back. */
  async rub(note: Note): Promise<void> {
    if (!this.notes.includes(note)) return;
    this.notes = this.notes.filter((one) => one !== note);
    this.#draw();
    if (!(await this.#remove(note))) {
      this.notes.push(note);
      this.#draw();
    }
  }

  jump(note: Note): void {
    const top = note.boxes[0]?.[1] ?? 0;
    if (this.viewer.reading === "text") this.viewer.go(note.page);
    else this.viewer.pages?.go(note.page, Math.max(0.0001, top - 0.15));
    this.viewer.pages?.point(note.id);
    this.viewer.chosen();
  }

  async #share(id: string, shared: Shared): Promise<string> {
    try {
      const changed = await this.viewer.desk?.share(id, shared);
      if (changed) this.notes = this.notes.map((one) => (one.id === id ? changed : one));
    } catch (error) {
      return wordsOf(error);
    }
    this.#draw();
    const words =
      shared.sharing === "private" ? t("Từ giờ chỉ đồng chí thấy ghi chú này.") : t("Đã chia sẻ ghi chú.");
    toast({ text: words, tone: "success" });
    return "";
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
    this.#edited = this.notes.find((note) => note.id === id)?.mine ? id : "";
    this.which = "all";
    if (this.viewer.panel !== "notes") this.viewer.open("notes");
    this.#focus(id);
  }

  #focus(id = this.#edited): void {
    this.viewer.requestUpdate();
    void this.viewer.updateComplete.then(() => {
      const area = this.viewer.querySelector<HTMLElement>(".viewer-note textarea");
      area?.focus();
      const shown = area ?? this.viewer.querySelector<HTMLElement>(`.viewer-note[data-note="${id}"]`);
      shown?.scrollIntoView({ block: "nearest" });
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
      const changed = await this.viewer.desk?.change(note, changes);
      if (changed) this.notes = this.notes.map((one) => (one.id === note.id ? changed : one));
    } catch (error) {
      toast({ text: wordsOf(error), tone: "error" });
    }
    this.#draw();
  }

  async #remove(note: Note): Promise<boolean> {
    try {
      await this.viewer.desk?.remove(note);
    } catch (error) {
      toast({ text: wordsOf(error), tone: "error" });
      return false;
    }
    this.notes = this.notes.filter((one) => one.id !== note.id);
    this.#draw();
    toast({
      text: t("Đã xóa ghi chú."),
      tone: "success",
      action: { label: t("Lấy lại"), run: () => void this.#restore(note) },
    });
    return true;
  }

  async #restore(note: Note): Promise<void> {
    try {
      const back = await this.viewer.desk?.restore(note);
      if (back) this.notes.push(back);
    } catch (error) {
      toast({ text: wordsOf(error), tone: "error" });
    }
    this.#draw();
  }

  panel(): TemplateResult {
    const draft = this.#edited === "draft" && this.#draft;
    const { lost } = fatesOf(this.notes);
    const shown = chosenOf(this.notes, this.which).filter((note) => note.state !== "orphaned");
    const acts = { place: (note: Note) => this.#anew(note), remove: (note: Note) => void this.#remove(note) };
    return html`
      ${this.#filter()}
      ${this.which === "theirs" ? nothing : lostNotes(lost, this.viewer.paper?.version ?? 1, this.anew?.id ?? "", acts)}
      ${draft ? html`<div class="viewer-note viewer-${draft.color}">${this.#at(draft.page)}${this.#quote(draft.quote)}${this.#form("", undefined)}</div>` : nothing}
      ${shown.length || draft ? nothing : html`<p class="viewer-none">${this.#none()}</p>`}
      <ol class="viewer-notes">${shown.map((note) => this.#item(note))}</ol>
      <p class="viewer-private">${icon("lock")}<span>${t("Ghi chú mới chỉ mình đồng chí thấy, cho đến khi chia sẻ.")}</span></p>
    `;
  }

  #none(): string {
    if (this.which === "theirs") return t("Chưa có ai chia sẻ ghi chú với đồng chí trên tài liệu này.");
    return t("Chưa có ghi chú. Bôi đen chữ trên trang để tô sáng hoặc ghi chú, hoặc chọn bút để vẽ.");
  }

  #filter(): TemplateResult {
    const tab = (
      which: Which,
      label: string,
    ) => html`<button type="button" class="viewer-which" aria-pressed=${String(this.which === which)}
      @click=${() => {
        this.which = which;
        this.viewer.requestUpdate();
      }}>${label} <span class="viewer-at">${chosenOf(this.notes, which).length}</span></button>`;
    return html`<div class="viewer-whose" role="group" aria-label=${t("Ghi chú của ai")}>
      ${tab("all", t("Tất cả"))}${tab("mine", t("Của tôi"))}${tab("theirs", t("Được chia sẻ"))}
    </div>`;
  }

  #at(page: number): TemplateResult {
    return html`<span class="viewer-link">${t("Trang {page}", { page })}</span>`;
  }

  /** A note that has no place on this version names no page. */
  #where(note: Note): TemplateResult | typeof nothing {
    if (!note.page) return nothing;
    return html`<button type="button" class="viewer-link" @click=${() => this.jump(note)}>${t("Trang {page}", { page: note.page })}</button>`;
  }

  #quote(quote: string): TemplateResult | typeof nothing {
    return quote ? html`<blockquote class="viewer-quote">${quote}</blockquote>` : nothing;
  }

  #item(note: Note): TemplateResult {
    const edited = this.#edited === note.id;
    return html`<li class="viewer-note viewer-${note.color}" data-note=${note.id}>
      <div class="viewer-note-head">${this.#where(note)}${note.kind === "ink" ? html`<span class="viewer-old">${t("Nét vẽ")}</span>` : nothing}
        <span class="viewer-gap"></span>
        ${note.mine ? this.#tools(note) : nothing}
      </div>
      ${wordsOfState(note) ? html`<p class="viewer-old">${wordsOfState(note)}</p>` : nothing}
      ${this.#quote(note.quote)}
      ${edited ? html`${swatches(note.color, (color) => void this.#change(note, { color }))}${this.#form(note.body, note)}` : note.body ? html`<p class="viewer-words">${note.body}</p>` : nothing}
      ${this.#whose(note)}
      ${this.sharing.note === note.id ? this.sharing.form() : nothing}
    </li>`;
  }

  #tools(note: Note): TemplateResult {
    return html`<button type="button" class="viewer-tool" title=${t("Sửa ghi chú")} aria-label=${t("Sửa ghi chú")} @click=${() => this.edit(note.id)}>${icon("pencil")}</button>
      <button type="button" class="viewer-tool" title=${t("Xóa ghi chú")} aria-label=${t("Xóa ghi chú")} @click=${() => void this.#remove(note)}>${icon("trash")}</button>`;
  }

  #form(body: string, note: Note | undefined): TemplateResult {
    return noteForm(body, { save: (words) => void this.#save(note, words), stop: () => this.#done() });
  }

  #whose(note: Note): TemplateResult {
    const sign = icon(note.mine && note.sharing === "private" ? "lock" : "users");
    if (!note.mine) return html`<p class="viewer-shared">${sign}<span>${sharedWith(note)}</span></p>`;
    return html`<button type="button" class="viewer-shared" aria-expanded=${String(this.sharing.note === note.id)} title=${t("Đổi người xem")}
      @click=${() => this.sharing.open(note)}>${sign}<span>${sharedWith(note)}</span>${icon("chevron-down")}</button>`;
  }
}

/** How large ink is, as parts of its page. */
function sizeOf(strokes: Stroke[]): { width: number; height: number } {
  const points = strokes.flat();
  const across = points.map(([x]) => x);
  const down = points.map(([, y]) => y);
  return { width: Math.max(...across) - Math.min(...across), height: Math.max(...down) - Math.min(...down) };
}
