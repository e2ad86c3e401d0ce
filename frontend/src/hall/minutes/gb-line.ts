/**
 * One line of the minutes as it stands, or as this browser wants it to be: what waits for the network, what was
 * changed by two at once. @example <gb-line>
 */
import { html, nothing, type TemplateResult } from "lit";
import { t } from "../../kernel/i18n";
import { uuid } from "../../kernel/ids";
import { time } from "../../kernel/time";
import { icon } from "../icon";
import { Typed, type Waiting } from "../kept";
import { Act, Part, Show } from "../part";
import type { Line } from "../shapes";
import { type Edited, keptEdit } from "./gb-line-edit";
import { AskTask, Post } from "./post";
import { writers } from "./writing";

/** Asks the list to take a line out, with a way back. */
export class TakeOut extends Event {
  readonly line: Line;

  constructor(line: Line) {
    super("gb-take-out", { bubbles: true });
    this.line = line;
  }
}

/** Asks the list to move a line among its neighbours, or to join it to the one above. */
export class Shift extends Event {
  readonly line: Line;
  readonly way: "up" | "down" | "join";

  constructor(line: Line, way: "up" | "down" | "join") {
    super("gb-shift", { bubbles: true });
    this.line = line;
    this.way = way;
  }
}

const GONE = "meetings.line_is_gone";

export class GbLine extends Part {
  static override properties = {
    ...Part.properties,
    line: { attribute: false },
    waiting: { attribute: false },
    editing: { state: true },
    first: { state: true },
  };
  declare line: Line;
  /** What this browser has still to send about the line. */
  declare waiting: Waiting | undefined;
  declare editing: boolean;
  declare first: string;

  constructor() {
    super("writing", "can", "agenda");
    this.waiting = undefined;
    this.editing = false;
    this.first = "";
  }

  override render(): TemplateResult {
    const { line, waiting } = this;
    if (this.editing) return this.#edit();
    const refused = waiting?.refused;
    const text = typeof waiting?.body.text === "string" && !refused ? waiting.body.text : line.text;
    return html`<div
      class="line line-${line.kind}"
      tabindex="0"
      role="group"
      aria-label=${t("Dòng lúc {time}", { time: time(line.at) })}
      @keydown=${this.#key}
    >
      <div class="line-head">
        <p class="line-facts">
          <time datetime=${line.at}>${time(line.at)}</time>
          ${line.kind === "event" ? html`<span>${t("Tự ghi")}</span>` : line.by ? html`<span>${line.by.name}</span>` : nothing}
          ${line.conclusion ? html`<span class="badge">${t("Đã thành kết luận")}</span>` : nothing}
          ${line.task ? html`<a class="badge badge-brand" href=${`/nhiem-vu/${line.task}/`} target="_blank" rel="noopener">${t("Đã giao việc")}</a>` : nothing}
          ${this.#state()}
        </p>
        ${this.can("add_line") ? this.#verbs() : nothing}
      </div>
      <p class="line-text">${line.speaker ? html`<strong>${line.speaker.name}:</strong> ` : nothing}${text}</p>
      ${refused && waiting ? this.#conflict(waiting) : nothing}
    </div>`;
  }

  #state(): TemplateResult | typeof nothing {
    const others = writers(this.store, this.me, this.line.id);
    if (others.length)
      return html`<span class="writing">${t("đang sửa: {names}", { names: others.join(", ") })}</span>`;
    if (this.desk && keptEdit(new Typed(this.me, this.meeting?.id ?? "", `line:${this.line.id}`)))
      return html`<span class="line-waiting">${icon("pencil")}${t("còn bản viết dở trên máy này")}</span>`;
    if (this.waiting && !this.waiting.refused)
      return html`<span class="line-waiting">${icon("clock")}${t("chưa gửi, tự gửi khi có mạng")}</span>`;
    return nothing;
  }

  #edit(): TemplateResult {
    return html`<div class="line line-open" @gb-edited=${(_event: Edited) => this.#edited()}>
      <gb-line-edit .store=${this.store} me=${this.me} line=${this.line.id} first=${this.first}></gb-line-edit>
    </div>`;
  }

  edit(first = ""): void {
    this.first = first;
    this.editing = true;
  }

  #edited(): void {
    this.editing = false;
    this.first = "";
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(".line")?.focus());
  }

  #button(name: "gavel" | "checklist" | "pencil", words: string, run: () => void): TemplateResult {
    return html`<button type="button" class="btn btn-icon btn-quiet" title=${words} aria-label=${words} @click=${run}>
      ${this.#icon(name)}
    </button>`;
  }

  #icon(name: "gavel" | "checklist" | "pencil"): TemplateResult {
    if (name === "gavel") return icon("gavel");
    return name === "checklist" ? icon("checklist") : icon("pencil");
  }

  #verbs(): TemplateResult {
    const { line } = this;
    const made = line.kind === "event";
    const item = (words: string, run: () => void) => html`<button
      type="button"
      class="menu-item"
      @click=${(event: Event) => {
        (event.currentTarget as Element).closest("details")?.removeAttribute("open");
        run();
      }}
    >
      ${words}
    </button>`;
    return html`<div class="line-verbs">
      ${made || line.conclusion ? nothing : this.#button("gavel", t("Thành kết luận (K)"), this.#conclude)}
      ${made || line.task ? nothing : this.#button("checklist", t("Giao việc (G)"), this.#task)}
      ${this.#button("pencil", t("Sửa (Enter)"), () => this.edit())}
      <gb-menu class="menu" align="end">
        <details>
          <summary class="btn btn-icon btn-quiet" aria-label=${t("Việc khác với dòng lúc {time}", { time: time(line.at) })}>
            ${icon("dots-vertical")}
          </summary>
          <div class="menu-panel">
            ${item(t("Chuyển lên (Alt + ↑)"), () => this.dispatchEvent(new Shift(line, "up")))}
            ${item(t("Chuyển xuống (Alt + ↓)"), () => this.dispatchEvent(new Shift(line, "down")))}
            ${item(t("Gộp vào dòng trên"), () => this.dispatchEvent(new Shift(line, "join")))}
            ${item(t("Xóa"), () => this.dispatchEvent(new TakeOut(line)))}
          </div>
        </details>
      </gb-menu>
    </div>`;
  }

  #conclude = (): void => {
    const made = new Act(`/api/lines/${this.line.id}/conclusion`, {});
    void this.act(made).then((done) => {
      if (done) this.dispatchEvent(new Show("results", `draft:${(made.reply as { id: string }).id}`));
    });
  };

  #task = (): void => {
    this.dispatchEvent(new AskTask(this.line.id));
  };

  #key = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || !this.can("add_line")) return;
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const own = this.line.kind !== "event";
    const runs: Record<string, () => void> = {
      Enter: () => this.edit(),
      k: own && !this.line.conclusion ? this.#conclude : () => undefined,
      g: own && !this.line.task ? this.#task : () => undefined,
      Delete: () => this.dispatchEvent(new TakeOut(this.line)),
    };
    const moves: Record<string, "up" | "down"> = { ArrowUp: "up", ArrowDown: "down" };
    const run = plain ? runs[event.key.length === 1 ? event.key.toLowerCase() : event.key] : undefined;
    const way = event.altKey ? moves[event.key] : undefined;
    if (!run && !way) return;
    event.preventDefault();
    if (run) run();
    else if (way) this.dispatchEvent(new Shift(this.line, way));
  };

  /** Both texts, to choose: what stands there now, and what was written here. */
  #conflict(waiting: Waiting): TemplateResult {
    const { refused } = waiting;
    const mine = String(waiting.body.text ?? "");
    const drop = new Post({ ...waiting, method: "" });
    if (refused?.code === GONE)
      return html`<div class="line-conflict" role="alert">
        <p>${refused.message}</p>
        <blockquote>${mine}</blockquote>
        <div class="hall-actions">
          <button type="button" class="btn btn-sm btn-primary" @click=${() => this.#anew(waiting, mine)}>
            ${t("Ghi lại thành dòng mới")}
          </button>
          <button type="button" class="btn btn-sm btn-quiet" @click=${() => this.dispatchEvent(drop)}>${t("Bỏ bản của tôi")}</button>
        </div>
      </div>`;
    const theirs = this.line.text;
    const by = String(refused?.details.by ?? "");
    return html`<div class="line-conflict" role="alert">
      <p>${refused?.message ?? ""}</p>
      ${
        mine
          ? html`<div class="line-versions">
              <div><b>${by ? t("Bản của {name}", { name: by }) : t("Bản đang có")}</b><blockquote>${theirs}</blockquote></div>
              <div><b>${t("Bản của tôi")}</b><blockquote>${mine}</blockquote></div>
            </div>`
          : nothing
      }
      <div class="hall-actions">
        ${
          mine
            ? html`<button type="button" class="btn btn-sm btn-primary" @click=${() => this.#join(waiting, theirs, mine)}>
                  ${t("Ghép hai bản")}
                </button>
                <button type="button" class="btn btn-sm btn-secondary" @click=${() => this.#take(waiting, mine)}>
                  ${t("Lấy bản của tôi")}
                </button>`
            : nothing
        }
        <button type="button" class="btn btn-sm btn-secondary" @click=${() => this.dispatchEvent(drop)}>
          ${t("Giữ bản đang có")}
        </button>
      </div>
    </div>`;
  }

  /** Written again upon what stands there now. */
  #take(waiting: Waiting, text: string): void {
    const edit = uuid();
    const body = { ...waiting.body, text, revision: this.line.revision, edit };
    const { refused: _refused, ...rest } = waiting;
    this.dispatchEvent(new Post({ ...waiting, method: "" }, { ...rest, id: edit, body }));
  }

  #join(waiting: Waiting, theirs: string, mine: string): void {
    this.dispatchEvent(new Post({ ...waiting, method: "" }));
    this.edit(`${theirs}\n${mine}`);
  }

  #anew(waiting: Waiting, text: string): void {
    const id = uuid();
    const { speaker, item } = this.line;
    const kind = speaker ? "statement" : "note";
    const body = { id, text, kind, speaker: speaker?.id ?? null, item };
    const act = { id, path: "lines", method: "POST", body, about: id, at: Date.now() };
    this.dispatchEvent(new Post({ ...waiting, method: "" }, act));
  }
}

customElements.define("gb-line", GbLine);
