/**
 * Calling for help from a seat or a site (LIVE-12): a technician, papers, another thing; the desk says that somebody
 * is coming, and closes the call. @example <gb-calls>
 */
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { toast } from "../../elements/gb-toast";
import { t } from "../../kernel/i18n";
import { uuid } from "../../kernel/ids";
import { time } from "../../kernel/time";
import { icon } from "../icon";
import { Act, Part } from "../part";
import type { Named } from "../shapes";

type Kind = "technician" | "papers" | "other";

interface Call {
  id: string;
  caller: Named;
  site: Named | null;
  kind: Kind;
  text: string;
  state: "open" | "coming";
  at: string;
  by: Named | null;
}

const KINDS: Record<Kind, () => string> = {
  technician: () => t("Kỹ thuật: hình, tiếng, đường truyền"),
  papers: () => t("Tài liệu"),
  other: () => t("Việc khác"),
};

export class GbCalls extends Part {
  static override properties = { ...Part.properties, kind: { state: true } };
  declare kind: Kind;

  constructor() {
    super("call", "meeting", "can", "attendance");
    this.kind = "technician";
  }

  get #calls(): Call[] {
    return [...this.store.under<Call>("call").values()].sort((a, b) => (a.at < b.at ? -1 : 1));
  }

  override render(): TemplateResult | typeof nothing {
    const state = this.meeting?.state;
    const calls = this.#calls;
    if (state !== "running" && state !== "published" && !calls.length) return nothing;
    const waiting = calls.filter((call) => call.state === "open").length;
    const words = this.#words(calls, waiting);
    return html`<button
        type="button"
        class="btn ${waiting && this.desk ? "btn-danger" : "btn-secondary"} calls-button"
        aria-label=${words}
        title=${words}
        aria-haspopup="dialog"
        @click=${() => this.querySelector("dialog")?.showModal()}
      >
        ${icon("lifebuoy")}${calls.length ? html`<span class="calls-words">${words}</span>` : nothing}
      </button>
      ${this.#dialog(calls)}`;
  }

  #words(calls: Call[], waiting: number): string {
    if (this.desk && waiting) return t("{n} gọi hỗ trợ", { n: waiting });
    const mine = calls.filter((call) => call.caller.id === this.me);
    if (mine.some((call) => call.state === "coming")) return t("Hỗ trợ đang đến");
    return mine.length ? t("Đã gọi hỗ trợ") : t("Gọi hỗ trợ");
  }

  #dialog(calls: Call[]): TemplateResult {
    return html`<dialog class="dialog" aria-labelledby="calls-title">
      <header class="dialog-head">
        <h2 id="calls-title">${t("Gọi hỗ trợ")}</h2>
        <button type="button" class="btn btn-icon btn-quiet" aria-label=${t("Đóng")} @click=${this.#close}>${icon("x")}</button>
      </header>
      <div class="dialog-body">
        ${
          calls.length
            ? html`<ul class="people">
                ${repeat(
                  calls,
                  (call) => call.id,
                  (call) => this.#call(call),
                )}
              </ul>`
            : nothing
        }
        ${this.#form()}
      </div>
    </dialog>`;
  }

  #close = (): void => this.querySelector("dialog")?.close();

  #call(call: Call): TemplateResult {
    const act = (verb: string) => () => void this.act(new Act(`/api/calls/${call.id}/${verb}`));
    const mine = call.caller.id === this.me;
    const where = [call.site?.name, call.text, time(call.at)].filter(Boolean).join(" · ");
    return html`<li class="people-row guests-row">
      <span class="people-name">
        <strong>${mine ? t("Tôi") : call.caller.name}: ${KINDS[call.kind]()}</strong>
        <small>${where}</small>
        ${call.state === "coming" && call.by ? html`<small class="pace-done">${t("{name}: đang đến", { name: call.by.name })}</small>` : nothing}
      </span>
      ${
        this.desk && call.state === "open"
          ? html`<button type="button" class="btn btn-sm btn-primary" ?disabled=${this.sending} @click=${act("answer")}>${t("Đang đến")}</button>`
          : nothing
      }
      <button type="button" class="btn btn-sm btn-quiet" ?disabled=${this.sending} @click=${act("close")}>
        ${mine && call.state === "open" ? t("Rút") : t("Đã xong")}
      </button>
    </li>`;
  }

  #form(): TemplateResult | typeof nothing {
    const state = this.meeting?.state;
    if (state !== "running" && state !== "published") return nothing;
    return html`<form class="stack" @submit=${this.#send}>
      <fieldset class="guests-papers">
        <legend class="hall-subtitle">${t("Cần hỗ trợ gì?")}</legend>
        ${(Object.keys(KINDS) as Kind[]).map(
          (kind) => html`<label class="result-check"
            ><input
              type="radio"
              class="form-check-input"
              name="kind"
              value=${kind}
              .checked=${this.kind === kind}
              @change=${() => {
                this.kind = kind;
              }}
            />${KINDS[kind]()}</label
          >`,
        )}
      </fieldset>
      <label class="form-label" for="calls-text">${t("Ghi thêm (không bắt buộc)")}</label>
      <input id="calls-text" name="text" class="form-control" maxlength="200" ?required=${this.kind === "other"} />
      <button class="btn btn-primary" ?disabled=${this.sending}>${icon("lifebuoy")}${t("Gọi")}</button>
    </form>`;
  }

  #send = async (event: Event): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const text = String(new FormData(form).get("text") ?? "");
    if (!(await this.act(new Act("calls", { id: uuid(), kind: this.kind, text })))) return;
    form.reset();
    this.#close();
    toast({ text: t("Đã báo thư ký. Khi có người đến, nút hỗ trợ sẽ cho biết."), tone: "success" });
  };
}

customElements.define("gb-calls", GbCalls);
