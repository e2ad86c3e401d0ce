/**
 * My notes: mine alone, kept in this browser at every key and on the server soon after, so that they follow me to
 * another device; any part of them can be handed in as an opinion. @example <gb-notes>
 */
import { html, nothing, type TemplateResult } from "lit";
import { toast } from "../elements/gb-toast";
import { HouseError } from "../kernel/errors";
import { t } from "../kernel/i18n";
import { icon } from "./icon";
import { Typed } from "./kept";
import { Act, Part } from "./part";
import type { Note } from "./shapes";

const PAUSE = 2_500;
const AGAIN = 6_000;

interface Base {
  text: string;
  revision: number;
}

export class GbNotes extends Part {
  static override properties = {
    ...Part.properties,
    text: { state: true },
    kept: { state: true },
    theirs: { state: true },
    picked: { state: true },
  };
  declare text: string;
  declare kept: "saved" | "typing" | "waiting";
  /** What another device wrote into the same paragraph: to choose. */
  declare theirs: Base | undefined;
  /** What is to be handed in. */
  declare picked: string;
  #base: Base = { text: "", revision: 0 };
  #begun = "";
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super("meeting", "agenda", "note");
    this.text = this.picked = "";
    this.kept = "saved";
    this.theirs = undefined;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("online", this.#save);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("online", this.#save);
    clearTimeout(this.#timer);
  }

  get #typed(): Typed {
    return new Typed(this.me, this.meeting?.id ?? "", "notes");
  }

  protected override willUpdate(): void {
    const meeting = this.meeting?.id ?? "";
    if (!meeting) return;
    if (this.#begun !== meeting) this.#begin(meeting);
    const note = this.store.get<Note>("note");
    if (note && note.revision > this.#base.revision && this.text === this.#base.text) {
      this.#base = { text: note.text, revision: note.revision }; // written on another device, nothing typed here
      this.text = note.text;
    }
  }

  /** Take up what was typed here and never reached the server, as well as what the server has. */
  #begin(meeting: string): void {
    this.#begun = meeting;
    const note = this.store.get<Note>("note");
    const old = localStorage.getItem(`notes:${this.me}:${meeting}`); // from when notes lived in the browser alone
    const kept = parsed(this.#typed.read());
    this.#base = kept?.base ?? { text: note?.text ?? "", revision: note?.revision ?? 0 };
    this.text = kept?.text ?? old ?? this.#base.text;
    if (this.text !== this.#base.text) this.#later(0);
  }

  override render(): TemplateResult {
    return html`<h2 class="hall-title">${t("Ghi chú của tôi")}</h2>
      <p class="notes-hint">${icon("lock")}${t("Chỉ riêng đồng chí đọc được, trên mọi thiết bị của đồng chí.")}</p>
      <textarea
        class="form-control notes-text"
        rows="12"
        aria-label=${t("Ghi chú của tôi")}
        .value=${this.text}
        @input=${(event: Event) => this.#put((event.target as HTMLTextAreaElement).value)}
      ></textarea>
      <p class="notes-hint" role="status">${this.#words()}</p>
      ${this.theirs ? this.#choice(this.theirs) : nothing}
      <div class="hall-actions">
        <button type="button" class="btn btn-secondary" ?disabled=${!this.text.trim()} @click=${this.#pick}>
          ${icon("send")}${t("Gửi thành ý kiến")}
        </button>
      </div>
      ${this.#asks()}`;
  }

  #words(): string {
    if (this.kept === "typing") return t("Đang lưu…");
    if (this.kept === "waiting") return t("Đã giữ trên máy này, sẽ gửi khi có mạng");
    return this.text ? t("Đã lưu") : "";
  }

  #put(text: string): void {
    this.text = text;
    this.kept = "typing";
    this.#typed.write(JSON.stringify({ text, base: this.#base }));
    this.#later(PAUSE);
  }

  #later(wait: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#save, wait);
  }

  #save = async (): Promise<void> => {
    clearTimeout(this.#timer);
    const { text } = this;
    if (!this.meeting || this.theirs || text === this.#base.text) return;
    const base = this.#base;
    const act = new Act(
      "note",
      { text, base: base.text, revision: base.revision },
      { method: "PUT", quiet: true },
    );
    if (await this.act(act)) this.#saved(text, act.reply as Base);
    else this.#refused(act.error);
  };

  #saved(sent: string, reply: Base): void {
    this.#base = reply;
    if (this.text === sent) {
      this.text = reply.text;
      this.#typed.write("");
      this.kept = "saved";
    } else this.#put(this.text);
  }

  #refused(error: unknown): void {
    if (error instanceof HouseError && error.code === "meetings.note_changed_meanwhile") {
      this.theirs = error.details as unknown as Base;
      return;
    }
    this.kept = "waiting";
    if (error instanceof HouseError && !error.passing && error.status !== 401)
      toast({ text: error.message, tone: "error" });
    else this.#later(AGAIN);
  }

  #choice(theirs: Base): TemplateResult {
    const take = (text: string) => () => {
      this.theirs = undefined;
      this.#base = theirs;
      this.#put(text);
      void this.#save();
    };
    return html`<div class="line-conflict" role="alert">
      <p>${t("Ghi chú vừa được sửa trên thiết bị khác, cùng một đoạn.")}</p>
      <blockquote>${theirs.text}</blockquote>
      <div class="hall-actions">
        <button type="button" class="btn btn-sm btn-primary" @click=${take(`${theirs.text}\n${this.text}`)}>${t("Ghép hai bản")}</button>
        <button type="button" class="btn btn-sm btn-secondary" @click=${take(this.text)}>${t("Lấy bản trên máy này")}</button>
        <button type="button" class="btn btn-sm btn-secondary" @click=${take(theirs.text)}>${t("Lấy bản kia")}</button>
      </div>
    </div>`;
  }

  /** What is marked, else all of it. */
  #pick = (): void => {
    const box = this.querySelector<HTMLTextAreaElement>(".notes-text");
    const marked = box ? box.value.slice(box.selectionStart, box.selectionEnd).trim() : "";
    this.picked = marked || this.text.trim();
    void this.updateComplete.then(() => this.querySelector("dialog")?.showModal());
  };

  #asks(): TemplateResult {
    const here = this.meeting?.item;
    const send = async (event: Event) => {
      event.preventDefault();
      const form = event.currentTarget as HTMLFormElement;
      const data = new FormData(form);
      const act = new Act(`/api/items/${String(data.get("item"))}/opinion`, {
        text: String(data.get("text")),
        submit: true,
      });
      if (!(await this.act(act))) return;
      form.closest("dialog")?.close();
      toast({ text: t("Đã gửi ý kiến. Chủ trì và thư ký đọc được."), tone: "success" });
    };
    return html`<dialog class="dialog" aria-labelledby="notes-title">
      <form @submit=${send}>
        <div class="dialog-head"><h2 id="notes-title">${t("Gửi thành ý kiến")}</h2></div>
        <div class="dialog-body">
          <label class="form-label" for="notes-item">${t("Cho nội dung")}</label>
          <select id="notes-item" name="item" class="form-select">
            ${this.items.map(
              (item, place) =>
                html`<option value=${item.id} ?selected=${item.id === here}>${place + 1}. ${item.secret ? t("Nội dung mật") : item.title}</option>`,
            )}
          </select>
          <label class="form-label" for="notes-words">${t("Ý kiến")}</label>
          <textarea id="notes-words" name="text" class="form-control" rows="6" required .value=${this.picked}></textarea>
          <p class="hall-hint-text">${t("Chủ trì và thư ký đọc được; đã gửi thì không sửa được. Ghi chú vẫn của riêng đồng chí.")}</p>
        </div>
        <div class="dialog-foot">
          <button class="btn btn-primary" ?disabled=${this.sending}>${icon("send")}${t("Gửi ý kiến")}</button>
          <button type="button" class="btn btn-quiet" @click=${() => this.querySelector("dialog")?.close()}>${t("Thôi")}</button>
        </div>
      </form>
    </dialog>`;
  }
}

function parsed(text: string): { text: string; base: Base } | undefined {
  try {
    return JSON.parse(text) as { text: string; base: Base };
  } catch {
    return undefined;
  }
}

customElements.define("gb-notes", GbNotes);
