/** The secretary's console: lines as they happen, under the running item. @example <gb-minutes> */
import { html, nothing, type TemplateResult } from "lit";
import { t } from "../kernel/i18n";
import { uuid } from "../kernel/ids";
import { time } from "../kernel/time";
import { icon } from "./icon";
import { Act, Part, Show } from "./part";
import type { Line, Person } from "./shapes";

export class GbMinutes extends Part {
  static override properties = {
    ...Part.properties,
    text: { state: true },
    speaker: { state: true },
    editing: { state: true },
    changed: { state: true },
  };
  declare text: string;
  declare speaker: string;
  declare editing: string;
  declare changed: string;
  #id = uuid();

  constructor() {
    super("line", "meeting", "agenda", "attendance", "can");
    this.text = this.speaker = this.editing = this.changed = "";
  }

  override render(): TemplateResult {
    const lines = [...this.store.under<Line>("line").values()].sort(
      (a, b) => Date.parse(a.at) - Date.parse(b.at) || (a.id < b.id ? -1 : 1),
    );
    return html`<h2 class="hall-title">${t("Biên bản")}</h2>
      ${this.can("add_line") ? this.#box() : nothing}
      <ol class="lines" reversed>
        ${lines.reverse().map((line) => this.#line(line))}
      </ol>`;
  }

  #box(): TemplateResult {
    const item = this.running;
    const number = this.items.findIndex((one) => one.id === item?.id) + 1;
    const people = [...this.store.under<Person>("attendance").values()].sort((a, b) => a.place - b.place);
    return html`<form class="lines-box" @submit=${this.#save}>
      <label class="form-label" for="line-text"
        >${item ? t("Ghi cho nội dung {n}", { n: number }) : t("Ghi chung cho cuộc họp")}</label
      >
      <textarea
        id="line-text"
        class="form-control"
        rows="2"
        .value=${this.text}
        placeholder=${t("Điều đã nói hoặc diễn ra; Ctrl + Enter để ghi")}
        @input=${(event: Event) => {
          this.text = (event.target as HTMLTextAreaElement).value;
        }}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void this.#save(event);
        }}
      ></textarea>
      <div class="hall-actions">
        <select
          class="form-select lines-speaker"
          aria-label=${t("Người phát biểu")}
          @change=${(event: Event) => {
            this.speaker = (event.target as HTMLSelectElement).value;
          }}
        >
          <option value="" ?selected=${!this.speaker}>${t("Ghi nhận chung")}</option>
          ${people.map((person) => html`<option value=${person.id} ?selected=${this.speaker === person.id}>${person.name}</option>`)}
        </select>
        <button class="btn btn-primary" ?disabled=${this.sending || !this.text.trim()}>
          ${this.sending ? t("Đang gửi…") : t("Ghi vào biên bản")}
        </button>
      </div>
    </form>`;
  }

  #save = async (event: Event): Promise<void> => {
    event.preventDefault();
    const text = this.text.trim();
    if (!text || this.sending) return;
    const kind = this.speaker ? "statement" : "note";
    const body = { id: this.#id, text, kind, speaker: this.speaker || null };
    if (await this.act(new Act("lines", body))) {
      this.text = this.speaker = "";
      this.#id = uuid();
    }
  };

  #line(line: Line): TemplateResult {
    if (this.editing === line.id) return this.#edit(line);
    const number = this.items.findIndex((item) => item.id === line.item) + 1;
    return html`<li class="line line-${line.kind}">
      <p class="line-facts">
        <time datetime=${line.at}>${time(line.at)}</time>
        ${number ? html`<span>${t("Nội dung {n}", { n: number })}</span>` : nothing}
        ${line.kind === "event" ? html`<span>${t("Tự ghi")}</span>` : nothing}
      </p>
      <p class="line-text">${line.speaker ? html`<strong>${line.speaker.name}:</strong> ` : nothing}${line.text}</p>
      ${
        this.can("add_line")
          ? html`<div class="line-verbs">
              ${
                line.kind === "event"
                  ? nothing
                  : html`<button
                      type="button"
                      class="btn btn-sm btn-quiet"
                      @click=${() => this.dispatchEvent(new Show("results", line.text))}
                    >
                      ${icon("gavel")}${t("Thành kết luận")}
                    </button>`
              }
              <button
                type="button"
                class="btn btn-icon btn-quiet"
                title=${t("Sửa")}
                aria-label=${t("Sửa dòng lúc {time}", { time: time(line.at) })}
                @click=${() => this.#start(line)}
              >
                ${icon("pencil")}
              </button>
              <button
                type="button"
                class="btn btn-icon btn-quiet"
                title=${t("Xóa")}
                aria-label=${t("Xóa dòng lúc {time}", { time: time(line.at) })}
                @click=${() => this.#remove(line)}
              >
                ${icon("trash")}
              </button>
            </div>`
          : nothing
      }
    </li>`;
  }

  #start(line: Line): void {
    this.editing = line.id;
    this.changed = line.text;
    void this.updateComplete.then(() =>
      this.querySelector<HTMLTextAreaElement>(".line-edit textarea")?.focus(),
    );
  }

  #edit(line: Line): TemplateResult {
    const save = async (event: Event) => {
      event.preventDefault();
      const act = new Act(`/api/lines/${line.id}`, { text: this.changed }, { method: "PATCH" });
      if (await this.act(act)) this.editing = "";
    };
    return html`<li class="line">
      <form class="line-edit" @submit=${save}>
        <textarea
          class="form-control"
          rows="3"
          aria-label=${t("Nội dung dòng biên bản")}
          .value=${this.changed}
          @input=${(event: Event) => {
            this.changed = (event.target as HTMLTextAreaElement).value;
          }}
          @keydown=${(event: KeyboardEvent) => {
            if (event.key === "Escape") this.editing = "";
          }}
        ></textarea>
        <div class="hall-actions">
          <button class="btn btn-sm btn-primary" ?disabled=${this.sending || !this.changed.trim()}>${t("Lưu")}</button>
          <button type="button" class="btn btn-sm btn-quiet" @click=${() => (this.editing = "")}>${t("Thôi")}</button>
        </div>
      </form>
    </li>`;
  }

  /** Gone with a way back: the text is put into the box again. */
  #remove(line: Line): void {
    void this.act(new Act(`/api/lines/${line.id}`, undefined, { method: "DELETE" })).then((done) => {
      if (done) this.dispatchEvent(new CustomEvent("gb-removed", { bubbles: true, detail: line }));
    });
  }

  /** Write a removed line again. */
  again(line: Line): void {
    const body = {
      id: uuid(),
      text: line.text,
      kind: line.speaker ? "statement" : "note",
      speaker: line.speaker?.id ?? null,
      item: line.item,
    };
    void this.act(new Act("lines", body));
  }
}

customElements.define("gb-minutes", GbMinutes);
