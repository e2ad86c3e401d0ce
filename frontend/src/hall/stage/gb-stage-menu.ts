/** The rest of the stage's tools: papers of the item in one tap, text, notes, who presents. @example <gb-stage-menu> */
import { html, nothing, type TemplateResult } from "lit";
import { t } from "../../kernel/i18n";
import { icon } from "../icon";
import { Act, Part } from "../part";
import type { Named, Person, Stage } from "../shapes";

export class GbStageMenu extends Part {
  static override properties = { ...Part.properties, here: { attribute: false }, reading: { type: Boolean } };
  declare here: { paper: string; page: number } | null;
  /** The page is shown as text. */
  declare reading: boolean;

  constructor() {
    super("meeting", "agenda", "paper", "stage", "can", "attendance");
    this.here = null;
    this.reading = false;
  }

  override render(): TemplateResult {
    const papers = this.#papers();
    if (!this.here && !this.can("show_paper")) return html`${papers}`;
    return html`${papers}
      <gb-menu class="menu" align="end" up
        ><details>
          <summary class="btn btn-icon btn-quiet" aria-label=${t("Công cụ khác của trình chiếu")}>${icon("dots")}</summary>
          <div class="menu-panel" @click=${this.#shut}>${this.#sizes()} ${this.#reader()} ${this.#desk()}</div>
        </details></gb-menu
      >`;
  }

  #papers(): TemplateResult | typeof nothing {
    const ids = [...(this.running?.papers ?? []), ...(this.meeting?.papers ?? [])];
    const papers = ids.flatMap((id) => this.paper(id) ?? []).filter((paper) => !paper.secret);
    if (!papers.length) return nothing;
    const shown = this.store.get<Stage>("stage")?.paper;
    return html`<gb-menu class="menu" align="end" up
      ><details>
        <summary class="btn btn-quiet stage-papers">${icon("files")}<span>${t("Tài liệu")}</span></summary>
        <ul class="menu-panel stage-papers-panel" @click=${this.#shut}>
          ${papers.map(
            (paper) => html`<li>
              <button
                type="button"
                class="menu-item"
                aria-current=${this.here?.paper === paper.id ? "true" : nothing}
                @click=${() => this.dispatchEvent(new CustomEvent("gb-open", { detail: paper.id }))}
              >
                ${icon("file-text")}<span
                  >${paper.title}<small
                    >${
                      shown === paper.id
                        ? t("Đang chiếu")
                        : paper.state === "ready"
                          ? t("{n} trang", { n: paper.pages })
                          : t("đang chuyển đổi")
                    }</small
                  ></span
                >
              </button>
              ${
                this.presents && paper.state === "ready" && shown !== paper.id
                  ? html`<button
                      type="button"
                      class="btn btn-icon btn-quiet menu-side"
                      aria-label=${t("Trình chiếu {title}", { title: paper.title })}
                      title=${t("Trình chiếu cho mọi người")}
                      @click=${() => this.#show(paper.id)}
                    >
                      ${icon("presentation")}
                    </button>`
                  : nothing
              }
            </li>`,
          )}
        </ul>
      </details></gb-menu
    >`;
  }

  async #show(id: string): Promise<void> {
    if (!(await this.act(new Act("stage", { document: id, page: 1 })))) return;
    this.dispatchEvent(new CustomEvent("gb-open", { detail: id }));
  }

  #sizes(): TemplateResult | typeof nothing {
    if (!this.here || this.reading) return nothing;
    const size = (name: string, sign: string, label: string) =>
      this.#item(sign, label, () => this.dispatchEvent(new CustomEvent("gb-size", { detail: name })));
    return html`<div class="stage-sizes">
      ${size("in", "zoom-in", t("Phóng to"))} ${size("out", "zoom-out", t("Thu nhỏ"))}
      ${size("width", "arrow-autofit-width", t("Vừa chiều ngang"))}
      ${size("page", "arrow-autofit-height", t("Vừa cả trang"))}
    </div>`;
  }

  #reader(): TemplateResult | typeof nothing {
    if (!this.here) return nothing;
    return html`${this.#item("text-size", this.reading ? t("Xem hình trang") : t("Đọc dạng chữ"), () =>
      this.dispatchEvent(new CustomEvent("gb-read")),
    )}
      <a class="menu-item" href=${`/tai-lieu/${this.here.paper}/?page=${this.here.page}`} target="_blank" rel="noopener">
        ${icon("pencil")}${t("Mở để ghi chú")}
      </a>`;
  }

  #desk(): TemplateResult | typeof nothing {
    if (!this.can("show_paper")) return nothing;
    const stage = this.store.get<Stage>("stage");
    const handed = stage?.handed?.id ?? "";
    return html`<label class="field stage-hand">
        <span class="field-label">${t("Chuyển quyền trình chiếu cho")}</span>
        <select class="form-select" @change=${this.#hand}>
          <option value="" ?selected=${!handed}>${t("Chủ trì, thư ký và người trình bày")}</option>
          ${this.#people.map((one) => html`<option value=${one.id} ?selected=${one.id === handed}>${one.name}</option>`)}
        </select>
      </label>
      ${stage?.paper ? this.#item("x", t("Dừng chiếu"), () => void this.act(new Act("stage", {}))) : nothing}`;
  }

  /** The person of the item first, then everybody in the list. */
  get #people(): Named[] {
    const presenter = this.running?.presenter;
    const others = [...this.store.under<Person>("attendance").values()].sort((a, b) => a.place - b.place);
    const listed = others.map((one) => ({
      id: one.id,
      name: one.unit ? `${one.name}, ${one.unit}` : one.name,
    }));
    const first = presenter ? [presenter] : [];
    return [...first, ...listed.filter((one) => one.id !== presenter?.id)];
  }

  #hand = (event: Event): void => {
    const select = event.target as HTMLSelectElement;
    const person = select.value || null;
    const details = select.closest("details");
    if (details) details.open = false;
    void this.act(new Act("presenter", { person }));
  };

  #item(sign: string, label: string, run: () => void): TemplateResult {
    return html`<button type="button" class="menu-item" @click=${run}>${icon(sign)}${label}</button>`;
  }

  #shut = (event: Event): void => {
    const details = (event.currentTarget as Element).closest("details");
    if (details && event.target instanceof Element && event.target.closest(".menu-item, .menu-side"))
      details.open = false;
  };
}

customElements.define("gb-stage-menu", GbStageMenu);
