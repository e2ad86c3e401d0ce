/** One line being corrected: kept while it is typed, saved against the text it began from. @example <gb-line-edit> */
import { html, nothing, type TemplateResult } from "lit";
import { t } from "../../kernel/i18n";
import "../gb-choose";
import { uuid } from "../../kernel/ids";
import type { Chosen } from "../gb-choose";
import { Typed } from "../kept";
import { Part } from "../part";
import { peopleOf } from "../people-choices";
import type { Line } from "../shapes";
import { Post } from "./post";
import { Writer, writers } from "./writing";

/** The editing of a line is over. */
export class Edited extends Event {
  constructor() {
    super("gb-edited", { bubbles: true });
  }
}

interface Begun {
  text: string;
  revision: number;
  speaker: string;
  item: string | null;
}

/** What was typed into a line and not saved, with the revision that it began from. */
export function keptEdit(kept: Typed): { text: string; revision: number } | undefined {
  try {
    return JSON.parse(kept.read()) as { text: string; revision: number };
  } catch {
    return undefined;
  }
}

export class GbLineEdit extends Part {
  static override properties = {
    ...Part.properties,
    line: {},
    first: {},
    text: { state: true },
    speaker: { state: true },
    item: { state: true },
  };
  /** The line's id. */
  declare line: string;
  /** A text to begin with instead of the line's own: two versions that are to be joined. */
  declare first: string;
  declare text: string;
  declare speaker: string;
  declare item: string | null;
  #begun: Begun | undefined;
  readonly #writer = new Writer(this);

  constructor() {
    super("line", "agenda", "attendance", "writing", "meeting");
    this.line = this.first = this.text = this.speaker = "";
    this.item = null;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#writer.stop();
  }

  get #kept(): Typed {
    return new Typed(this.me, this.meeting?.id ?? "", `line:${this.line}`);
  }

  get #now(): Line | undefined {
    return this.store.get<Line>(`line/${this.line}`);
  }

  protected override willUpdate(): void {
    const now = this.#now;
    if (this.#begun || !now) return;
    this.#begun = { text: now.text, revision: now.revision, speaker: now.speaker?.id ?? "", item: now.item };
    const kept = keptEdit(this.#kept);
    if (kept) this.#begun.revision = kept.revision; // what was typed before a crash began from that text
    this.text = kept?.text ?? (this.first || now.text);
    this.speaker = this.#begun.speaker;
    this.item = this.#begun.item;
  }

  protected override firstUpdated(): void {
    const box = this.querySelector("textarea");
    box?.focus();
    box?.setSelectionRange(this.text.length, this.text.length);
  }

  override render(): TemplateResult {
    const others = writers(this.store, this.me, this.line);
    const moved = this.#now && this.#begun && this.#now.revision > this.#begun.revision;
    return html`<form class="line-edit" @submit=${this.#save}>
      ${others.length ? html`<p class="writing">${t("đang sửa: {names}", { names: others.join(", ") })}</p>` : nothing}
      ${
        moved
          ? html`<p class="writing">${t("Dòng này vừa được sửa. Khi lưu, hai bản được ghép theo đoạn.")}</p>`
          : nothing
      }
      <gb-choose
        bare
        label=${t("Người phát biểu")}
        hint=${t("Người phát biểu (không bắt buộc)")}
        .options=${peopleOf(this.store)}
        .chosen=${this.speaker ? [this.speaker] : []}
        @gb-chosen=${(event: Chosen) => {
          this.speaker = event.ids[0] ?? "";
        }}
      ></gb-choose>
      <textarea
        class="form-control"
        rows="4"
        aria-label=${t("Nội dung dòng biên bản")}
        .value=${this.text}
        @input=${(event: Event) => this.#typed((event.target as HTMLTextAreaElement).value)}
        @keydown=${this.#key}
        @blur=${() => this.#writer.stop()}
      ></textarea>
      <select
        class="form-select"
        aria-label=${t("Thuộc nội dung")}
        @change=${(event: Event) => {
          this.item = (event.target as HTMLSelectElement).value || null;
        }}
      >
        <option value="" ?selected=${!this.item}>${t("Chung cho cuộc họp")}</option>
        ${this.items.map(
          (item, place) =>
            html`<option value=${item.id} ?selected=${this.item === item.id}>${place + 1}. ${item.title}</option>`,
        )}
      </select>
      <div class="hall-actions">
        <button class="btn btn-sm btn-primary" title="Ctrl + Enter" ?disabled=${!this.text.trim()}>${t("Lưu")}</button>
        <button type="button" class="btn btn-sm btn-quiet" @click=${this.#leave}>${t("Thôi")}</button>
      </div>
    </form>`;
  }

  #typed(text: string): void {
    this.text = text;
    this.#kept.write(JSON.stringify({ text, revision: this.#begun?.revision ?? 0 }));
    this.#writer.touch(this.line, this.item);
  }

  #key = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.#save(event);
    if (event.key === "Escape") this.#leave();
  };

  #save = (event: Event): void => {
    event.preventDefault();
    const begun = this.#begun;
    const text = this.text.trim();
    if (!begun || !text) return;
    const edit = uuid();
    const body: Record<string, unknown> = { text, revision: begun.revision, edit };
    if (this.speaker !== begun.speaker) {
      body.speaker = this.speaker || null;
      body.kind = this.speaker ? "statement" : "note";
    }
    if (this.item !== begun.item) body.item = this.item;
    const act = {
      id: edit,
      path: `/api/lines/${this.line}`,
      method: "PATCH",
      body,
      about: this.line,
      at: Date.now(),
    };
    this.dispatchEvent(new Post(act));
    this.#leave();
  };

  #leave = (): void => {
    this.#kept.write("");
    this.#writer.stop();
    this.dispatchEvent(new Edited());
  };
}

customElements.define("gb-line-edit", GbLineEdit);
