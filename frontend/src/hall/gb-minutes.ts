/**
 * The secretaries' console (LIVE-9): lines under their item as they happen, written by several at once, kept through
 * crash and silence, made conclusions and tasks in one step. @example <gb-minutes>
 */
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { toast } from "../elements/gb-toast";
import { fold, t } from "../kernel/i18n";
import { icon } from "./icon";
import { Outbox, type Waiting } from "./kept";
import type { Shift, TakeOut } from "./minutes/gb-line";
import "./minutes/gb-line";
import "./minutes/gb-line-box";
import type { GbLineTask } from "./minutes/gb-line-task";
import "./minutes/gb-line-task";
import type { AskTask, Post } from "./minutes/post";
import { FADES } from "./minutes/writing";
import { send } from "./outgoing";
import { Act, Part, Show } from "./part";
import type { Line, Writing } from "./shapes";

/** Which lines are shown: those of the running item, all, or those of one item. */
const RUNNING = "running";
const ALL = "all";

export class GbMinutes extends Part {
  static override properties = { ...Part.properties, shows: { state: true }, asked: { state: true } };
  declare shows: string;
  declare asked: string;
  #outbox: Outbox | undefined;
  #life: AbortController | undefined;
  #fading: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super("line", "meeting", "agenda", "can", "writing");
    this.shows = RUNNING;
    this.asked = "";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#life = new AbortController();
    window.addEventListener("online", () => void this.#outbox?.flush(), { signal: this.#life.signal });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#life?.abort();
    this.#outbox?.stop();
    clearTimeout(this.#fading);
  }

  protected override willUpdate(): void {
    const meeting = this.meeting?.id;
    if (!meeting || this.#outbox) return;
    this.#outbox = new Outbox(this.me, meeting, (act) => send(this, act));
    this.#outbox.addEventListener("change", () => this.requestUpdate());
    this.#outbox.addEventListener("sent", (event) => this.#sent(event as CustomEvent));
    void this.#outbox.flush();
  }

  protected override updated(): void {
    clearTimeout(this.#fading);
    if (this.store.under<Writing>("writing").size)
      this.#fading = setTimeout(() => this.requestUpdate(), FADES / 3);
  }

  /** A conclusion that was asked for with the line is there: the way to its unit and deadline. */
  #sent({ detail }: CustomEvent<{ act: Waiting; reply: unknown }>): void {
    if (!detail.act.path.endsWith("/conclusion")) return;
    const { id } = detail.reply as { id: string };
    const run = () => this.dispatchEvent(new Show("results", `draft:${id}`));
    toast({
      text: t("Đã tạo dự thảo kết luận."),
      tone: "success",
      action: { label: t("Đơn vị, thời hạn"), run },
    });
  }

  #post = ({ acts }: Post): void => {
    for (const act of acts) {
      if (act.method) this.#outbox?.put(act);
      else this.#outbox?.drop(act.id);
    }
  };

  get #lines(): Line[] {
    return [...this.store.under<Line>("line").values()].sort(
      (a, b) => a.place - b.place || (a.id < b.id ? -1 : 1),
    );
  }

  /** Lines that were written here and are not on the server yet, as they will stand there. */
  get #unsent(): Line[] {
    const known = this.store.under<Line>("line");
    return (this.#outbox?.all ?? [])
      .filter((act) => act.path === "lines" && !known.has(act.about))
      .map(({ about, body, at }) => ({
        id: about,
        item: (body.item as string | null) ?? null,
        kind: body.kind === "statement" ? "statement" : "note",
        speaker: null,
        text: String(body.text),
        at: new Date(at).toISOString(),
        place: Number.MAX_SAFE_INTEGER,
        revision: 0,
        by: null,
        conclusion: null,
        task: null,
      }));
  }

  /** The item that is written for. */
  get #here(): string | null {
    if (this.shows === RUNNING || this.shows === ALL) return this.meeting?.item ?? null;
    return this.shows;
  }

  override render(): TemplateResult {
    const writes = this.can("add_line");
    return html`<div
      class="minutes"
      @gb-post=${this.#post}
      @gb-take-out=${this.#takeOut}
      @gb-shift=${this.#shift}
      @gb-ask-task=${this.#askTask}
    >
      <div class="minutes-head">
        <h2 class="hall-title">${t("Biên bản")}</h2>
        ${this.#choice()}
        <input
          class="form-control"
          type="search"
          placeholder=${t("Tìm trong biên bản")}
          aria-label=${t("Tìm trong biên bản")}
          .value=${this.asked}
          @input=${(event: Event) => {
            this.asked = (event.target as HTMLInputElement).value;
          }}
        />
      </div>
      <div class="minutes-list">${this.#list()}</div>
      ${writes ? html`<gb-line-box .store=${this.store} me=${this.me} .item=${this.#here}></gb-line-box>` : nothing}
      <gb-line-task .store=${this.store} me=${this.me}></gb-line-task>
    </div>`;
  }

  #choice(): TemplateResult {
    return html`<select
      class="form-select"
      aria-label=${t("Hiện dòng của")}
      @change=${(event: Event) => {
        this.shows = (event.target as HTMLSelectElement).value;
      }}
    >
      <option value=${RUNNING} ?selected=${this.shows === RUNNING}>${t("Đang họp")}</option>
      <option value=${ALL} ?selected=${this.shows === ALL}>${t("Tất cả")}</option>
      ${this.items.map(
        (item, place) =>
          html`<option value=${item.id} ?selected=${this.shows === item.id}>${place + 1}. ${item.title}</option>`,
      )}
    </select>`;
  }

  #list(): TemplateResult {
    const asked = fold(this.asked).trim();
    const all = [...this.#lines, ...this.#unsent];
    const here = this.#here;
    const shown = asked
      ? all.filter((line) => fold(`${line.speaker?.name ?? ""} ${line.text}`).includes(asked))
      : this.shows === ALL
        ? all
        : all.filter((line) => line.item === here);
    if (!shown.length)
      return html`<p class="hall-none">${asked ? t("Không có dòng nào khớp.") : t("Chưa có dòng nào.")}</p>`;
    return html`${this.#groups(shown).map(
      ([item, lines]) => html`<section class="minutes-item">
        <h3 class="hall-subtitle">${this.#title(item)}</h3>
        <div class="lines">
          ${repeat(
            lines,
            (line) => line.id,
            (line) => this.#line(line),
          )}
        </div>
      </section>`,
    )}`;
  }

  /** Lines by item, in the agenda's order; those of the whole meeting stand where they happened. */
  #groups(lines: Line[]): [string | null, Line[]][] {
    const groups = new Map<string | null, Line[]>();
    for (const line of lines) groups.set(line.item, [...(groups.get(line.item) ?? []), line]);
    const place = (item: string | null) =>
      item === null ? -1 : this.items.findIndex((one) => one.id === item);
    return [...groups].sort(([a], [b]) => place(a) - place(b));
  }

  #title(item: string | null): string {
    const place = this.items.findIndex((one) => one.id === item);
    return place < 0 ? t("Chung cho cuộc họp") : `${place + 1}. ${this.items[place]?.title ?? ""}`;
  }

  #line(line: Line): TemplateResult {
    const waiting = this.#outbox?.about(line.id);
    if (line.revision === 0) return this.#waitingLine(line, waiting);
    return html`<gb-line .store=${this.store} me=${this.me} .line=${line} .waiting=${waiting}></gb-line>`;
  }

  #waitingLine(line: Line, waiting: Waiting | undefined): TemplateResult {
    const again = () => {
      if (waiting) this.#outbox?.drop(waiting.id);
    };
    return html`<div class="line line-${line.kind} line-unsent">
      <p class="line-facts">
        ${
          waiting?.refused
            ? html`<span class="writing">${waiting.refused.message}</span>`
            : html`<span class="line-waiting">${icon("clock")}${t("chưa gửi, tự gửi khi có mạng")}</span>`
        }
      </p>
      <p class="line-text">${line.text}</p>
      ${waiting?.refused ? html`<button type="button" class="btn btn-sm btn-quiet" @click=${again}>${t("Bỏ")}</button>` : nothing}
    </div>`;
  }

  #takeOut = ({ line }: TakeOut): void => {
    const run = () => void this.act(new Act(`/api/lines/${line.id}/restore`));
    void this.act(new Act(`/api/lines/${line.id}`, undefined, { method: "DELETE" })).then((done) => {
      if (done)
        toast({
          text: t("Đã xóa một dòng biên bản."),
          tone: "success",
          action: { label: t("Hoàn tác"), run },
        });
    });
  };

  /** Among the lines of the same item: one place up or down, or into the one above. */
  #shift = ({ line, way }: Shift): void => {
    const mine = this.#lines.filter((one) => one.item === line.item);
    const place = mine.findIndex((one) => one.id === line.id);
    const above = mine[place - 1];
    if (way === "join") {
      if (above) void this.#join(line, above);
    } else if (way === "up") {
      if (above) void this.act(new Act(`/api/lines/${line.id}/move`, { above: above.id }));
    } else if (mine[place + 1]) {
      const after =
        mine[place + 2] ?? this.#lines[this.#lines.findIndex((one) => one.id === mine[place + 1]?.id) + 1];
      void this.act(new Act(`/api/lines/${line.id}/move`, { above: after?.id ?? null }));
    }
  };

  async #join(line: Line, above: Line): Promise<void> {
    if (!(await this.act(new Act(`/api/lines/${line.id}/join`, { into: above.id })))) return;
    const run = async () => {
      const back = {
        text: above.text,
        revision: this.store.get<Line>(`line/${above.id}`)?.revision ?? above.revision,
      };
      if (await this.act(new Act(`/api/lines/${above.id}`, back, { method: "PATCH" })))
        await this.act(new Act(`/api/lines/${line.id}/restore`));
    };
    toast({
      text: t("Đã gộp hai dòng."),
      tone: "success",
      action: { label: t("Hoàn tác"), run: () => void run() },
    });
  }

  #askTask = ({ line }: AskTask): void => {
    const found = this.store.get<Line>(`line/${line}`);
    if (found) this.querySelector<GbLineTask>("gb-line-task")?.ask(found);
  };
}

customElements.define("gb-minutes", GbMinutes);
