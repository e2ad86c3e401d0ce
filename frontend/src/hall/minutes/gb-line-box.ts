/** The box for a new line: kept while it is typed, sent in one key, a conclusion in another. @example <gb-line-box> */
import { html, nothing, type TemplateResult } from "lit";
import { t } from "../../kernel/i18n";
import "../gb-choose";
import { uuid } from "../../kernel/ids";
import type { Chosen } from "../gb-choose";
import { icon } from "../icon";
import { Typed } from "../kept";
import { Offers } from "../offers";
import { Act, Part } from "../part";
import { peopleOf } from "../people-choices";
import { Post } from "./post";
import { Writer, writers } from "./writing";

export class GbLineBox extends Part {
  static override properties = {
    ...Part.properties,
    item: {},
    text: { state: true },
    speaker: { state: true },
  };
  /** The item under which it is written; none: the meeting as a whole. */
  declare item: string | null;
  declare text: string;
  declare speaker: string;
  #read = "";
  readonly #writer = new Writer(this);
  readonly #offers = new Offers(this);

  constructor() {
    super("meeting", "agenda", "attendance", "writing");
    this.item = null;
    this.text = this.speaker = "";
  }

  get #kept(): Typed {
    return new Typed(this.me, this.meeting?.id ?? "", "line");
  }

  protected override willUpdate(): void {
    const meeting = this.meeting?.id ?? "";
    if (!meeting || this.#read === meeting) return;
    this.#read = meeting;
    this.text = this.#kept.read();
  }

  override render(): TemplateResult {
    const number = this.items.findIndex((one) => one.id === this.item) + 1;
    const others = writers(this.store, this.me, null, this.item);
    this.#offers.need();
    return html`<form class="lines-box" @submit=${(event: Event) => this.#send(event, false)}>
      <div class="lines-box-head">
        <label class="form-label" for="line-text"
          >${number ? t("Ghi cho nội dung {n}", { n: number }) : t("Ghi chung cho cuộc họp")}</label
        >
        ${others.length ? html`<span class="writing">${t("{names} đang ghi…", { names: others.join(", ") })}</span>` : nothing}
      </div>
      <gb-choose
        bare
        label=${t("Người phát biểu")}
        hint=${t("Người phát biểu (không bắt buộc)")}
        .options=${peopleOf(this.store)}
        .chosen=${this.speaker ? [this.speaker] : []}
        @gb-chosen=${(event: Chosen) => {
          this.speaker = event.ids[0] ?? "";
          if (this.speaker) this.querySelector("textarea")?.focus();
        }}
      ></gb-choose>
      <textarea
        id="line-text"
        class="form-control"
        rows="2"
        .value=${this.text}
        placeholder=${t("Điều đã nói hoặc diễn ra")}
        @input=${(event: Event) => this.#typed((event.target as HTMLTextAreaElement).value)}
        @keydown=${(event: KeyboardEvent) => this.#key(event)}
        @blur=${() => this.#writer.stop()}
      ></textarea>
      <div class="hall-actions">
        <button class="btn btn-primary" title="Ctrl + Enter" ?disabled=${!this.text.trim()}>${t("Ghi")}</button>
        <button
          type="button"
          class="btn btn-secondary"
          title="Ctrl + Shift + Enter"
          ?disabled=${!this.text.trim()}
          @click=${(event: Event) => this.#send(event, true)}
        >
          ${icon("gavel")}${t("Ghi và kết luận")}
        </button>
        ${this.#phrases()}
      </div>
    </form>`;
  }

  #typed(text: string): void {
    this.text = text;
    this.#kept.write(text);
    if (text) this.#writer.touch(null, this.item);
    else this.#writer.stop();
  }

  #key(event: KeyboardEvent): void {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.#send(event, event.shiftKey);
  }

  #send(event: Event, conclude: boolean): void {
    event.preventDefault();
    const text = this.text.trim();
    if (!text) return;
    const line = uuid();
    const body = {
      id: line,
      text,
      kind: this.speaker ? "statement" : "note",
      speaker: this.speaker || null,
      item: this.item,
    };
    const add = { id: line, path: "lines", method: "POST", body, about: line, at: Date.now() };
    const made = {
      id: uuid(),
      path: `/api/lines/${line}/conclusion`,
      method: "POST",
      body: {},
      about: line,
      at: Date.now(),
    };
    this.dispatchEvent(conclude ? new Post(add, made) : new Post(add));
    this.speaker = "";
    this.#typed("");
    this.querySelector("textarea")?.focus();
  }

  #phrases(): TemplateResult {
    const phrases = this.#offers.desk?.phrases ?? [];
    return html`<gb-menu class="menu" align="end" up>
      <details>
        <summary class="btn btn-quiet">${icon("quote")}${t("Mẫu câu")}</summary>
        <div class="menu-panel phrases">
          ${phrases.map(
            (phrase) => html`<div class="phrase">
              <button type="button" class="menu-item" @click=${(event: Event) => this.#put(event, phrase.text)}>
                ${phrase.text}
              </button>
              ${
                phrase.own
                  ? html`<button
                      type="button"
                      class="btn btn-icon btn-quiet"
                      aria-label=${t("Bỏ mẫu câu: {text}", { text: phrase.text })}
                      @click=${() => this.#drop(phrase.id)}
                    >
                      ${icon("x")}
                    </button>`
                  : nothing
              }
            </div>`,
          )}
          <button type="button" class="menu-item" ?disabled=${!this.text.trim()} @click=${this.#keep}>
            ${icon("plus")}${t("Lưu đoạn đang viết thành mẫu câu")}
          </button>
        </div>
      </details>
    </gb-menu>`;
  }

  /** Put a sentence where the caret is. */
  #put(event: Event, sentence: string): void {
    (event.currentTarget as Element).closest("details")?.removeAttribute("open");
    const box = this.querySelector("textarea");
    const at = box?.selectionStart ?? this.text.length;
    const before = this.text.slice(0, at);
    const gap = before && !/\s$/.test(before) ? " " : "";
    this.#typed(`${before}${gap}${sentence} ${this.text.slice(box?.selectionEnd ?? at)}`);
    void this.updateComplete.then(() => {
      const end = at + gap.length + sentence.length + 1;
      box?.focus();
      box?.setSelectionRange(end, end);
    });
  }

  #keep = async (): Promise<void> => {
    if (await this.act(new Act("/api/phrases", { text: this.text.trim() }))) this.#offers.again();
  };

  async #drop(id: string): Promise<void> {
    if (await this.act(new Act(`/api/phrases/${id}`, undefined, { method: "DELETE" }))) this.#offers.again();
  }
}

customElements.define("gb-line-box", GbLineBox);
