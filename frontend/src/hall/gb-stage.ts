/** The stage: the paper at the presenter's page, or at my own. @example <gb-stage> */
import { html, nothing, type TemplateResult } from "lit";
import { t } from "../kernel/i18n";
import { icon } from "./icon";
import { Act, Part } from "./part";
import type { Stage } from "./shapes";

interface Spot {
  paper: string;
  page: number;
}

const FAR = 60; // pixels of a swipe

export class GbStage extends Part {
  static override properties = { ...Part.properties, own: { state: true }, broken: { state: true } };
  /** Where I am when I read on my own; null: I follow. */
  declare own: Spot | null;
  declare broken: string;
  #touch = 0;

  constructor() {
    super("meeting", "agenda", "paper", "stage", "can");
    this.own = null;
    this.broken = "";
  }

  get presented(): Spot | null {
    const stage = this.store.get<Stage>("stage");
    return stage?.paper && this.paper(stage.paper) ? { paper: stage.paper, page: stage.page } : null;
  }

  override shown(paper: string): void {
    if (paper) this.open(paper);
  }

  get following(): boolean {
    return this.own === null;
  }

  /** Read a paper on my own. */
  open(paper: string, page = 1): void {
    const shown = this.presented;
    this.own = shown?.paper === paper && shown.page === page ? null : { paper, page };
  }

  follow(): void {
    this.own = null;
  }

  /** Turn: for everybody when I present and follow, else for me alone. */
  turn(step: number): void {
    const here = this.own ?? this.presented;
    const pages = here ? (this.paper(here.paper)?.pages ?? 1) : 1;
    if (!here) return;
    const page = Math.min(Math.max(here.page + step, 1), Math.max(pages, 1));
    if (page === here.page) return;
    if (this.following && this.presents) void this.act(new Act("stage", { page }));
    else this.own = { paper: here.paper, page };
  }

  protected override willUpdate(): void {
    if (this.own && !this.paper(this.own.paper)) this.own = null; // withdrawn meanwhile
  }

  override render(): TemplateResult {
    const here = this.own ?? this.presented;
    return html`${this.#bar()}
      <div
        class="stage-view"
        tabindex="0"
        role="group"
        aria-label=${t("Trình chiếu")}
        @keydown=${this.#key}
        @touchstart=${(event: TouchEvent) => {
          this.#touch = event.touches.length === 1 ? (event.touches[0]?.clientX ?? 0) : 0;
        }}
        @touchend=${this.#swiped}
      >
        ${here ? this.#page(here) : this.#poster()}
      </div>
      ${here ? this.#tools(here) : nothing}`;
  }

  #bar(): TemplateResult | typeof nothing {
    const shown = this.presented;
    if (this.following || !shown) return nothing;
    const title = this.paper(shown.paper)?.title ?? "";
    return html`<div class="stage-bar" role="status">
      <span>${t("Đang trình chiếu: {title}, trang {n}", { title, n: shown.page })}</span>
      <button type="button" class="btn btn-sm btn-secondary" @click=${this.follow}>
        ${icon("arrow-left")}${t("Về trang trình chiếu")}
      </button>
    </div>`;
  }

  #page({ paper: id, page }: Spot): TemplateResult {
    const paper = this.paper(id);
    if (paper?.state !== "ready")
      return html`<p class="stage-note">${icon("file-text")}${t("Tài liệu đang được chuyển đổi để đọc, xin chờ ít phút.")}</p>`;
    const source = `/api/documents/${id}/pages/${page}.webp?v=${paper.version ?? 1}`;
    if (this.broken === source)
      return html`<div class="stage-note">
        ${icon("alert-triangle")}<span>${t("Chưa tải được trang {n}.", { n: page })}</span>
        <button type="button" class="btn btn-secondary" @click=${() => (this.broken = "")}>${t("Thử lại")}</button>
      </div>`;
    return html`<img
      class="stage-page"
      src=${source}
      alt=${t("{title}, trang {n}", { title: paper.title, n: page })}
      @error=${() => (this.broken = source)}
    />`;
  }

  #poster(): TemplateResult {
    const item = this.running;
    const meeting = this.meeting;
    if (!item)
      return html`<div class="stage-poster">
        <p class="stage-kicker">${meeting?.kind ?? ""}</p>
        <p class="stage-headline">${meeting?.title ?? ""}</p>
        <p>${meeting?.state === "closed" ? t("Cuộc họp đã kết thúc.") : t("Chưa có nội dung nào đang diễn ra.")}</p>
      </div>`;
    return html`<div class="stage-poster">
      <p class="stage-kicker">${t("Đang diễn ra")}</p>
      <p class="stage-headline">${item.secret ? t("Nội dung mật: tài liệu phát tại phòng họp") : item.title}</p>
      ${item.presenter ? html`<p>${t("Trình bày: {name}", { name: item.presenter.name })}</p>` : nothing}
      ${item.papers.length ? nothing : html`<p class="stage-soft">${t("Nội dung này không có tài liệu.")}</p>`}
    </div>`;
  }

  #tools(here: Spot): TemplateResult {
    const pages = this.paper(here.paper)?.pages ?? 0;
    const forAll = this.following && this.presents;
    const shown = this.presented;
    const mine = this.own !== null && this.presents;
    return html`<div class="stage-tools" role="toolbar" aria-label=${t("Điều khiển trang")}>
      <button
        type="button"
        class="btn btn-icon btn-secondary"
        ?disabled=${here.page <= 1}
        aria-label=${forAll ? t("Trang trước, cho mọi người") : t("Trang trước")}
        @click=${() => this.turn(-1)}
      >
        ${icon("chevron-left")}
      </button>
      <span class="stage-count" aria-live="polite">${t("Trang {n}/{total}", { n: here.page, total: pages })}</span>
      <button
        type="button"
        class="btn btn-icon btn-secondary"
        ?disabled=${here.page >= pages}
        aria-label=${forAll ? t("Trang sau, cho mọi người") : t("Trang sau")}
        @click=${() => this.turn(1)}
      >
        ${icon("chevron-right")}
      </button>
      <div class="switch" role="group" aria-label=${t("Theo dõi trình chiếu")}>
        <button type="button" aria-pressed=${this.following ? "true" : "false"} ?disabled=${!shown} @click=${this.follow}>
          ${t("Theo trình chiếu")}
        </button>
        <button
          type="button"
          aria-pressed=${this.following ? "false" : "true"}
          @click=${() => (this.own = { ...here })}
        >
          ${t("Xem riêng")}
        </button>
      </div>
      <a class="btn btn-quiet" href=${`/tai-lieu/${here.paper}/?page=${here.page}`} target="_blank" rel="noopener">
        ${icon("pencil")}${t("Mở để ghi chú")}
      </a>
      ${
        mine
          ? html`<button
              type="button"
              class="btn btn-secondary"
              @click=${async () => {
                if (await this.act(new Act("stage", { document: here.paper, page: here.page })))
                  this.own = null;
              }}
            >
              ${icon("presentation")}${t("Trình chiếu trang này")}
            </button>`
          : nothing
      }
      ${
        forAll && this.desk
          ? html`<button type="button" class="btn btn-quiet" @click=${() => this.act(new Act("stage", {}))}>
              ${t("Dừng chiếu")}
            </button>`
          : nothing
      }
    </div>`;
  }

  #key = (event: KeyboardEvent): void => {
    const steps: Record<string, number> = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 };
    const step = steps[event.key];
    if (step && !event.altKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      this.turn(step);
    }
  };

  #swiped = (event: TouchEvent): void => {
    const end = event.changedTouches[0]?.clientX ?? 0;
    if (this.#touch && Math.abs(end - this.#touch) > FAR) this.turn(end < this.#touch ? 1 : -1);
    this.#touch = 0;
  };
}

customElements.define("gb-stage", GbStage);
