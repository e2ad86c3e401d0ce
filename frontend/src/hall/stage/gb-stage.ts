/**
 * The stage: the paper at the presenter's page, or at my own; over it who has the floor; under it the tools.
 * Whoever presents turns for everybody, points, and marks what matters. @example <gb-stage>
 */
import { html, nothing, type TemplateResult } from "lit";
import { t } from "../../kernel/i18n";
import { uuid } from "../../kernel/ids";
import { icon } from "../icon";
import { Act, Part } from "../part";
import type { Stage } from "../shapes";
import "../floor/gb-speaker";
import { PaperNotes } from "../notes/paper-notes";
import type { Region } from "./geometry";
import "./gb-sheet";
import type { GbSheet } from "./gb-sheet";
import "./gb-stage-menu";
import type { Mark, Pen, Pointer } from "./marks";
import { Pointing } from "./pointing";
import { poster } from "./poster";
import { pens, turners, zooms } from "./stage-tools";

interface Spot {
  paper: string;
  page: number;
}

/** A signal of the presenter: a place on one page of one paper. */
type Passing<T> = T & Spot & { by: string };

const QUIET = 2_000; // milliseconds after which a pointer that says nothing is gone
const AGAIN = 5_000; // milliseconds between two words of a presenter who stays zoomed, for who comes late

export class GbStage extends Part {
  static override properties = {
    ...Part.properties,
    room: {},
    own: { state: true },
    pen: { state: true },
    text: { state: true },
    eyes: { state: true },
    news: { state: true },
    quiet: { state: true },
  };
  /** The room in the HTTP API. */
  declare room: string;
  /** Where I am when I read on my own; null: I follow. */
  declare own: Spot | null;
  declare pen: Pen;
  /** The page as text, when I want to read it so. */
  declare text: { spot: string; text: string } | null;
  /** Whether I see the part that the presenter has zoomed to. */
  declare eyes: boolean;
  /** What has happened to the paper that I look at. */
  declare news: string;
  /** Whether the pointer has been silent for too long. */
  declare quiet: boolean;
  readonly #notes = new PaperNotes(this);
  readonly #pointing = new Pointing(() => `${this.room}/pointer`, "pointer");
  readonly #looking = new Pointing(() => `${this.room}/pointer`, "view");
  #pointer: unknown;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #repeat: ReturnType<typeof setInterval> | undefined;
  #last: { paper: string; version: number } | undefined;

  constructor() {
    super("meeting", "agenda", "paper", "stage", "can", "highlight", "pointer", "view", "annotation");
    this.room = this.news = "";
    this.own = this.text = null;
    this.pen = "";
    this.eyes = true;
    this.quiet = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#pointing.stop();
    this.#looking.stop();
    this.#notes.stop();
    clearTimeout(this.#silence);
    clearInterval(this.#repeat);
  }

  get #stage(): Stage | undefined {
    return this.store.get<Stage>("stage");
  }

  get presented(): Spot | null {
    const stage = this.#stage;
    return stage?.paper && this.paper(stage.paper) ? { paper: stage.paper, page: stage.page } : null;
  }

  get here(): Spot | null {
    return this.own ?? this.presented;
  }

  get #sheet(): GbSheet | null {
    return this.querySelector<GbSheet>("gb-sheet");
  }

  override shown(paper: string): void {
    const [id = "", page] = paper.split("#");
    if (id) this.open(id, Number(page ?? 1) || 1);
  }

  get following(): boolean {
    return this.own === null;
  }

  /** I present and everybody turns with me. */
  get #leads(): boolean {
    return this.following && this.presents;
  }

  /** Read a paper on my own. */
  open(paper: string, page = 1): void {
    const shown = this.presented;
    this.own = shown?.paper === paper && shown.page === page ? null : { paper, page };
  }

  follow(): void {
    this.own = null;
    this.eyes = true;
    this.#sheet?.zoom("page");
  }

  /** Turn: for everybody when I present and follow, else for me alone. */
  turn(step: number): void {
    const here = this.here;
    if (here) this.#goTo(here.page + step);
  }

  #goTo(wanted: number): void {
    const here = this.here;
    if (!here) return;
    const pages = this.paper(here.paper)?.pages ?? 1;
    const page = Math.min(Math.max(wanted, 1), Math.max(pages, 1));
    if (page === here.page) return;
    if (this.#leads) void this.act(new Act("stage", { page }));
    else this.own = { paper: here.paper, page };
  }

  protected override willUpdate(): void {
    this.#notice();
    if (this.own && !this.paper(this.own.paper)) this.own = null;
    const shown = this.here;
    this.#notes.look(shown?.paper, (shown && this.paper(shown.paper)?.version) ?? 1);
    if (!this.#leads) this.pen = "";
    const pointer = this.store.get<Passing<Pointer>>("pointer");
    if (pointer === this.#pointer) return;
    this.#pointer = pointer;
    this.quiet = false;
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      this.quiet = true;
    }, QUIET);
  }

  protected override updated(): void {
    const here = this.here;
    if (this.text && here && this.text.spot !== `${here.paper}/${here.page}`) void this.#read(here);
  }

  /** Say when the paper under my eyes is taken away or replaced. */
  #notice(): void {
    const last = this.#last;
    const here = this.here;
    const paper = here ? this.paper(here.paper) : undefined;
    if (last && !this.paper(last.paper)) this.news = t("Tài liệu đang xem đã được thu hồi.");
    else if (last && paper && here?.paper === last.paper && (paper.version ?? 1) > last.version)
      this.news = t("Tài liệu vừa được thay bằng bản {n}; trang đang xem là trang của bản mới.", {
        n: paper.version ?? 1,
      });
    this.#last = here && paper ? { paper: here.paper, version: paper.version ?? 1 } : undefined;
  }

  override render(): TemplateResult {
    const here = this.here;
    return html`<gb-speaker .store=${this.store} me=${this.me}></gb-speaker>
      ${this.#bar()} ${this.#news()}
      <div class="stage-view" tabindex="0" role="group" aria-label=${this.#label(here)} @keydown=${this.#key}>
        ${here ? this.#page(here) : poster(this.meeting, this.running)} ${here && !this.text ? zooms((how) => this.#sheet?.zoom(how)) : nothing}
        ${here && !this.text && this.#leads ? pens(this.pen, this.store.under("highlight").size > 0, (name) => this.#take(name), this.#wipe) : nothing}
      </div>
      ${this.#tools(here)}`;
  }

  #label(here: Spot | null): string {
    if (!here) return t("Trình chiếu");
    return t("Trình chiếu: {title}, trang {n}", { title: this.paper(here.paper)?.title ?? "", n: here.page });
  }

  #bar(): TemplateResult | typeof nothing {
    const shown = this.presented;
    if (this.following || !shown) return nothing;
    const title = this.paper(shown.paper)?.title ?? "";
    const name = this.#stage?.presenter?.name ?? "";
    return html`<div class="stage-bar" role="status">
      <span>${t("{name} đang trình chiếu: {title}, trang {n}", { name, title, n: shown.page })}</span>
      <button type="button" class="btn btn-sm btn-secondary" @click=${this.follow}>
        ${icon("arrow-left")}${t("Về trang trình chiếu")}
      </button>
    </div>`;
  }

  #news(): TemplateResult | typeof nothing {
    if (!this.news) return nothing;
    return html`<div class="stage-news" role="status">
      ${icon("info-circle")}<span>${this.news}</span>
      <button type="button" class="btn btn-icon btn-quiet" aria-label=${t("Đã đọc")} @click=${() => (this.news = "")}>
        ${icon("x")}
      </button>
    </div>`;
  }

  #page(here: Spot): TemplateResult {
    const paper = this.paper(here.paper);
    if (paper?.state !== "ready")
      return html`<p class="stage-note">${icon("file-text")}${t("Tài liệu đang được chuyển đổi để đọc, xin chờ ít phút.")}</p>`;
    if (this.text) return this.#words(here);
    const on = (spot: Spot | undefined) => spot?.paper === here.paper && spot.page === here.page;
    const pointer = this.store.get<Passing<Pointer>>("pointer");
    const view = this.store.get<Passing<Region>>("view");
    const marks = this.following ? [...this.store.under<Mark>("highlight").values()].filter(on) : [];
    const mine = this.#stage?.presenter?.id === this.me && this.presents;
    return html`<gb-sheet
      paper=${here.paper}
      page=${here.page}
      version=${paper.version ?? 1}
      pages=${paper.pages}
      label=${paper.title}
      pen=${this.pen}
      .marks=${marks}
      .notes=${this.#notes.on(here.page)}
      .pointer=${this.following && !this.quiet && on(pointer) ? pointer : null}
      .region=${this.following && this.eyes && !mine && on(view) ? view : null}
      @gb-turn=${(event: CustomEvent<number>) => this.turn(event.detail)}
      @gb-point=${(event: CustomEvent<object | null>) => this.#pointing.say(event.detail, here.paper, here.page)}
      @gb-look=${(event: CustomEvent<Region | null>) => this.#look(event.detail)}
      @gb-draw=${(event: CustomEvent<Pick<Mark, "kind" | "points">>) => this.#mark(event.detail)}
    ></gb-sheet>`;
  }

  /** The page as text: for a screen reader, for tired eyes, for a telephone. */
  #words(here: Spot): TemplateResult {
    const spot = `${here.paper}/${here.page}`;
    const text = this.text?.spot === spot ? this.text.text : "";
    return html`<article class="stage-text" aria-label=${t("Chữ của trang {n}", { n: here.page })}>
      ${text ? text.split("\n").map((line) => html`<p>${line}</p>`) : html`<p class="stage-soft">${t("Trang này không có chữ, hoặc chữ chưa được nhận dạng.")}</p>`}
    </article>`;
  }

  async #read(here: Spot): Promise<void> {
    const spot = `${here.paper}/${here.page}`;
    this.text = { spot, text: "" };
    const asked = new Act(
      `/api/documents/${here.paper}/text?first=${here.page}&last=${here.page}`,
      undefined,
      {
        method: "GET",
      },
    );
    if (!(await this.act(asked)) || this.text?.spot !== spot) return;
    const { pages } = asked.reply as { pages: { text: string }[] };
    this.text = { spot, text: pages[0]?.text.trim() ?? "" };
  }

  // tools

  #tools(here: Spot | null): TemplateResult {
    return html`<div class="stage-tools" role="toolbar" aria-label=${t("Điều khiển trang")}>
      ${here ? html`${turners(here.page, this.paper(here.paper)?.pages ?? 0, this.#leads, (step) => this.turn(step))} ${this.#switch(here)}` : nothing}
      ${
        this.own && this.presents && here
          ? html`<button type="button" class="btn btn-secondary" ?disabled=${this.sending} @click=${this.#present}>
              ${icon("presentation")}${t("Trình chiếu trang này")}
            </button>`
          : nothing
      }
      <gb-stage-menu
        .store=${this.store}
        me=${this.me}
        .here=${here}
        ?reading=${this.text !== null}
        @gb-open=${(event: CustomEvent<string>) => this.open(event.detail)}
        @gb-read=${() => (this.text = this.text ? null : { spot: "", text: "" })}
        @gb-size=${(event: CustomEvent<"in" | "out" | "page" | "width">) => this.#sheet?.zoom(event.detail)}
      ></gb-stage-menu>
    </div>`;
  }

  #switch(here: Spot): TemplateResult {
    const view = this.store.get<Passing<Region>>("view");
    const zoomed = this.following && view && view.paper === here.paper && view.page === here.page;
    return html`<div class="switch" role="group" aria-label=${t("Theo dõi trình chiếu")}>
        <button
          type="button"
          aria-pressed=${this.following ? "true" : "false"}
          ?disabled=${!this.presented}
          @click=${this.follow}
        >
          <span class="long">${t("Theo trình chiếu")}</span><span class="short" aria-hidden="true">${t("Theo")}</span>
        </button>
        <button
          type="button"
          aria-pressed=${this.following ? "false" : "true"}
          @click=${() => (this.own = { ...here })}
        >
          <span class="long">${t("Xem riêng")}</span><span class="short" aria-hidden="true">${t("Riêng")}</span>
        </button>
      </div>
      ${
        zoomed && this.#stage?.presenter?.id !== this.me
          ? html`<button
              type="button"
              class="btn btn-secondary"
              aria-pressed=${this.eyes ? "true" : "false"}
              @click=${this.#eyes}
            >
              ${icon("zoom-scan")}${this.eyes ? t("Đang theo vùng phóng to") : t("Theo vùng phóng to")}
            </button>`
          : nothing
      }`;
  }

  #eyes = (): void => {
    this.eyes = !this.eyes;
    if (!this.eyes) this.#sheet?.zoom("page");
  };

  #wipe = (): void => {
    void this.act(new Act("highlights", {}, { method: "DELETE" }));
  };

  #take(name: Pen): void {
    if (this.pen === "point") this.#pointing.say(null);
    this.pen = this.pen === name ? "" : name;
  }

  #present = async (): Promise<void> => {
    const { own } = this;
    if (own && (await this.act(new Act("stage", { document: own.paper, page: own.page })))) this.own = null;
  };

  #mark({ kind, points }: Pick<Mark, "kind" | "points">): void {
    const here = this.here;
    if (here) void this.act(new Act("highlights", { id: uuid(), page: here.page, kind, points }));
  }

  /** I have zoomed: who follows me sees what I see; who only follows sees on their own from now on. */
  #look(region: Region | null): void {
    if (!this.#leads || this.#stage?.presenter?.id !== this.me) {
      if (region) this.eyes = false;
      return;
    }
    const here = this.here;
    const say = () => here && this.#looking.say(region, here.paper, here.page);
    say();
    clearInterval(this.#repeat);
    if (region) this.#repeat = setInterval(say, AGAIN);
  }

  #key = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const pages = this.here ? (this.paper(this.here.paper)?.pages ?? 1) : 1;
    const keys: Record<string, () => void> = {
      ArrowRight: () => this.turn(1),
      PageDown: () => this.turn(1),
      ArrowLeft: () => this.turn(-1),
      PageUp: () => this.turn(-1),
      Home: () => this.#goTo(1),
      End: () => this.#goTo(pages),
      "+": () => this.#sheet?.zoom("in"),
      "=": () => this.#sheet?.zoom("in"),
      "-": () => this.#sheet?.zoom("out"),
      "0": () => this.#sheet?.zoom("page"),
      Escape: () => this.#take(this.pen),
    };
    const run = keys[event.key];
    if (!run) return;
    event.preventDefault();
    run();
  };
}

customElements.define("gb-stage", GbStage);
