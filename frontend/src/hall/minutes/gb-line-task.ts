/** A line becomes a task that goes out at once: the six clear facts, most of them filled in. @example <gb-line-task> */
import { html, type TemplateResult } from "lit";
import { toast } from "../../elements/gb-toast";
import { fold, t } from "../../kernel/i18n";
import { deadline } from "../deadline";
import "../gb-choose";
import type { Chosen } from "../gb-choose";
import { icon } from "../icon";
import { Offers } from "../offers";
import { Act, Part } from "../part";
import { peopleOf, unitNamed, unitsOf } from "../people-choices";
import type { Line } from "../shapes";

const TITLE = 160;
const SAID: Record<string, string> = {
  "10 ngay": "ten",
  "5 ngay": "five",
  "3 ngay": "three",
  "trong tuan": "week",
  "hom nay": "today",
};

interface Six {
  title: string;
  lead_unit: string;
  assignee: string;
  coordinators: string[];
  deadline_on: string;
  product: string;
  authority: string;
  responsibility: string;
  urgency: string;
}

interface Warned {
  kind: string;
  text: string;
  offers: { label: string; assignee: string | null; deadline: string | null }[];
}

const EMPTY: Six = {
  title: "",
  lead_unit: "",
  assignee: "",
  coordinators: [],
  deadline_on: "",
  product: "",
  authority: "",
  responsibility: "",
  urgency: "normal",
};

export class GbLineTask extends Part {
  static override properties = {
    ...Part.properties,
    six: { state: true },
    line: { state: true },
    warned: { state: true },
  };
  declare six: Six;
  declare line: string;
  declare warned: Warned[];
  readonly #offers = new Offers(this);

  constructor() {
    super("line", "attendance", "meeting");
    this.six = EMPTY;
    this.line = "";
    this.warned = [];
  }

  /** Open for a line. */
  ask(line: Line): void {
    this.line = line.id;
    this.#offers.need();
    const first = line.text.split("\n")[0] ?? "";
    const title = first.length <= TITLE ? first : `${first.slice(0, TITLE).replace(/\s\S*$/, "")} …`;
    this.six = {
      ...EMPTY,
      title,
      lead_unit: unitNamed(this.#offers.desk, line.text),
      deadline_on: this.#usual(line.text),
    };
    this.warned = [];
    void this.#askWarnings();
    void this.updateComplete.then(() => this.querySelector("dialog")?.showModal());
  }

  /** The deadline that the sentence names by its number of days, else the usual one. */
  #usual(text: string): string {
    const folded = fold(text);
    const named = Object.entries(SAID).find(([words]) => folded.includes(words))?.[1] ?? "three";
    return this.#offers.desk?.deadlines.find((one) => one.code === named)?.on ?? "";
  }

  #set(part: Partial<Six>): void {
    this.six = { ...this.six, ...part };
    if ("lead_unit" in part || "assignee" in part || "deadline_on" in part) void this.#askWarnings();
  }

  /** What the giver should know of the person and the day; a later question's answer wins. */
  async #askWarnings(): Promise<void> {
    const { lead_unit, assignee, deadline_on } = this.six;
    const asked = new URLSearchParams();
    if (lead_unit) asked.set("unit", lead_unit);
    if (assignee) asked.set("assignee", assignee);
    if (deadline_on) asked.set("deadline", deadline_on);
    const act = new Act(`/api/tasks/warnings?${asked}`, undefined, { method: "GET", quiet: true });
    if (!(await this.act(act)) || this.six.assignee !== assignee || this.six.deadline_on !== deadline_on)
      return;
    this.warned = act.reply as Warned[];
  }

  #warnings(): TemplateResult {
    return html`<div class="give-warnings" aria-live="polite">
      ${this.warned.map(
        (one) => html`<div class="task-warning">
          <p>${icon("alert-triangle")}${one.text}</p>
          <p class="give-offers">
            ${one.offers.map(
              (offer) =>
                html`<button type="button" class="btn btn-sm btn-secondary" @click=${() =>
                  this.#set(
                    offer.assignee ? { assignee: offer.assignee } : { deadline_on: offer.deadline ?? "" },
                  )}>
                  ${offer.label}
                </button>`,
            )}
          </p>
        </div>`,
      )}
    </div>`;
  }

  override render(): TemplateResult {
    if (this.desk) this.#offers.need();
    const units = unitsOf(this.#offers.desk);
    const { six } = this;
    return html`<dialog class="dialog" aria-labelledby="line-task-title" @close=${() => (this.line = "")}>
      <form @submit=${this.#send} @keydown=${this.#key}>
        <div class="dialog-head">
          <h2 id="line-task-title">${t("Giao việc")}</h2>
          <button type="button" class="btn btn-icon btn-quiet" aria-label=${t("Đóng")} @click=${this.#shut}>
            ${icon("x")}
          </button>
        </div>
        <div class="dialog-body task-form">
          ${this.#text("title", t("Việc cần làm"), 300, 2)}
          <gb-choose
            label=${t("Đơn vị chủ trì")}
            .options=${units}
            .chosen=${six.lead_unit ? [six.lead_unit] : []}
            @gb-chosen=${(event: Chosen) => this.#set({ lead_unit: event.ids[0] ?? "" })}
          ></gb-choose>
          <div>${deadline(this.#offers.desk, six.deadline_on, "task-deadline", (on) => this.#set({ deadline_on: on }))}</div>
          ${this.#warnings()} ${this.#text("product", t("Sản phẩm phải nộp"), 300)}
          <details class="result-more">
            <summary>${t("Người thực hiện, phối hợp, trách nhiệm, thẩm quyền")}</summary>
            <gb-choose
              label=${t("Người thực hiện")}
              hint=${t("Lãnh đạo đơn vị chủ trì")}
              .options=${peopleOf(this.store)}
              .chosen=${six.assignee ? [six.assignee] : []}
              @gb-chosen=${(event: Chosen) => this.#set({ assignee: event.ids[0] ?? "" })}
            ></gb-choose>
            <gb-choose
              label=${t("Đơn vị phối hợp")}
              multiple
              .options=${units.filter((unit) => unit.id !== six.lead_unit)}
              .chosen=${six.coordinators}
              @gb-chosen=${(event: Chosen) => this.#set({ coordinators: event.ids })}
            ></gb-choose>
            ${this.#text("responsibility", t("Trách nhiệm"), 300)} ${this.#text("authority", t("Thẩm quyền"), 300)}
          </details>
          <label class="result-check">
            <input
              type="checkbox"
              class="form-check-input"
              .checked=${six.urgency === "urgent"}
              @change=${(event: Event) =>
                this.#set({ urgency: (event.target as HTMLInputElement).checked ? "urgent" : "normal" })}
            />
            ${t("Việc khẩn")}
          </label>
        </div>
        <div class="dialog-foot">
          <button class="btn btn-primary" title="Ctrl + Enter" ?disabled=${this.sending || !six.title.trim() || !six.lead_unit}>
            ${icon("send")}${t("Giao ngay")}
          </button>
          <button type="button" class="btn btn-quiet" @click=${this.#shut}>${t("Thôi")}</button>
        </div>
      </form>
    </dialog>`;
  }

  #text(
    name: "title" | "product" | "authority" | "responsibility",
    label: string,
    most: number,
    rows = 1,
  ): TemplateResult {
    const put = (event: Event) =>
      this.#set({ [name]: (event.target as HTMLInputElement | HTMLTextAreaElement).value });
    const id = `task-${name}`;
    return html`<div>
      <label class="form-label" for=${id}>${label}</label>
      ${
        rows > 1
          ? html`<textarea id=${id} class="form-control" rows=${rows} maxlength=${most} autofocus .value=${this.six[name]} @input=${put}></textarea>`
          : html`<input id=${id} class="form-control" maxlength=${most} .value=${this.six[name]} @input=${put} />`
      }
    </div>`;
  }

  #shut = (): void => this.querySelector("dialog")?.close();

  #key = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void this.#send(event);
  };

  #send = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { six } = this;
    if (!six.title.trim() || !six.lead_unit || this.sending) return;
    const body = { ...six, assignee: six.assignee || null, deadline_on: six.deadline_on || null };
    const act = new Act(`/api/lines/${this.line}/task`, body);
    if (!(await this.act(act))) return;
    this.#shut();
    const { task } = act.reply as { task: string };
    toast({
      text: t("Đã giao việc. Người nhận thấy ngay."),
      tone: "success",
      action: { label: t("Xem nhiệm vụ"), href: `/nhiem-vu/${task}/` },
    });
  };
}

customElements.define("gb-line-task", GbLineTask);
