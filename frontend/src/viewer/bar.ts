/** The reader's bar: where one is, how large it is, what can be done. */
import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../elements/icon";
import { t } from "../kernel/i18n";
import type { Inking } from "./inking";
import type { Noting } from "./noting";
import type { Pages, Zoom } from "./pages";
import type { Desk, Paper } from "./paper";
import type { Panel } from "./side";

/** What the bar needs of the reader. */
export interface Bar {
  paper: Paper | undefined;
  desk: Desk | undefined;
  pages: Pages | undefined;
  plain: boolean;
  dark: boolean;
  panel: Panel | null;
  reading: "pages" | "text";
  readCount: number;
  readonly noting: Noting;
  readonly inking: Inking;
  go(page: number): void;
  turn(by: number): void;
  zoom(wanted: Zoom | "in" | "out"): void;
  open(panel: Panel): void;
  darken(): void;
  flow(): Promise<void>;
  print(): Promise<void>;
}

interface Tool {
  sign: SVGSVGElement;
  label: string;
  run: () => unknown;
  on?: boolean;
  wide?: boolean;
}

function tool({ sign, label, run, on, wide }: Tool): TemplateResult {
  return html`<button type="button" class="viewer-tool ${wide ? "is-wide" : ""}" title=${label} aria-label=${label}
    aria-pressed=${on === undefined ? nothing : String(on)} @click=${run}>${sign}</button>`;
}

export function bar(viewer: Bar): TemplateResult {
  const { paper, pages } = viewer;
  return html`
    <header class="viewer-bar">
      ${viewer.plain || !paper ? nothing : heading(paper)}
      ${paper && pages ? html`${where(viewer, pages)} ${tools(viewer, paper, pages)}` : nothing}
    </header>
  `;
}

function heading(paper: Paper): TemplateResult {
  return html`<div class="viewer-heading">
    <a class="viewer-tool" href=${paper.owner.url} title=${paper.owner.label} aria-label=${t("Về {owner}", { owner: paper.owner.label })}>${icon("arrow-left")}</a>
    <div class="viewer-names"><h1 class="viewer-title" title=${paper.title}>${paper.title}</h1><span class="viewer-owner">${paper.owner.label}</span></div>
  </div>`;
}

function where(viewer: Bar, pages: Pages): TemplateResult {
  const jump = (event: Event) => {
    const input = event.target as HTMLInputElement;
    if (Number(input.value)) viewer.go(Number(input.value));
    input.value = String(pages.current);
  };
  return html`<div class="viewer-where" role="group" aria-label=${t("Trang")}>
    ${tool({ sign: icon("chevron-up"), label: t("Trang trước"), run: () => viewer.turn(-1), wide: true })}
    <input class="viewer-number" inputmode="numeric" aria-label=${t("Số trang")} .value=${String(pages.current)}
      @change=${jump} @focus=${(event: Event) => (event.target as HTMLInputElement).select()}>
    <span class="viewer-total">/ ${pages.count}</span>
    ${tool({ sign: icon("chevron-down"), label: t("Trang sau"), run: () => viewer.turn(1), wide: true })}
  </div>`;
}

function tools(viewer: Bar, paper: Paper, pages: Pages): TemplateResult {
  const size = `${Math.round(pages.size * 100)}%`;
  const has = (panel: Panel) => viewer.panel === panel;
  return html`<div class="viewer-tools">
    ${tool({ sign: icon("minus"), label: t("Thu nhỏ"), run: () => viewer.zoom("out"), wide: true })}
    <button type="button" class="viewer-tool viewer-size is-wide" title=${t("Vừa chiều ngang")} @click=${() => viewer.zoom("width")}>${size}</button>
    ${tool({ sign: icon("plus"), label: t("Phóng to"), run: () => viewer.zoom("in"), wide: true })}
    <span class="viewer-gap"></span>
    ${tool({ sign: icon("search"), label: t("Tìm trong tài liệu"), run: () => viewer.open("find"), on: has("find") })}
    ${tool({ sign: icon("list"), label: t("Mục lục và trang"), run: () => viewer.open("outline"), on: has("outline") || has("thumbs") })}
    ${tool({ sign: icon("notes"), label: t("Ghi chú trên tài liệu"), run: () => viewer.open("notes"), on: has("notes") })}
    ${viewer.reading === "text" ? nothing : tool({ sign: icon("note"), label: t("Đặt ghi chú lên trang"), run: () => viewer.noting.place(), on: viewer.noting.placing })}
    ${viewer.reading === "text" ? nothing : tool({ sign: icon("pencil"), label: t("Vẽ bằng bút"), run: () => viewer.inking.toggle(), on: viewer.inking.on })}
    ${paper.is_scan && !paper.scan.done ? nothing : tool({ sign: icon("text-size"), label: t("Đọc dạng chữ"), run: () => viewer.flow(), on: viewer.reading === "text" })}
    ${more(viewer, paper)}
  </div>`;
}

function more(viewer: Bar, paper: Paper): TemplateResult {
  const version = paper.version ?? 1;
  const shut = (event: Event) =>
    (event.currentTarget as HTMLElement).closest("details")?.removeAttribute("open");
  const line = (sign: SVGSVGElement, label: string, run: () => unknown) =>
    html`<button type="button" class="viewer-line" @click=${(event: Event) => {
      shut(event);
      void run();
    }}>${sign}<span>${label}</span></button>`;
  return html`<details class="viewer-more">
    <summary class="viewer-tool" title=${t("Thao tác khác")} aria-label=${t("Thao tác khác")}>${icon("dots-vertical")}</summary>
    <div class="viewer-menu">
      ${line(icon("arrow-autofit-width"), t("Vừa chiều ngang"), () => viewer.zoom("width"))}
      ${line(icon("arrow-autofit-height"), t("Vừa cả trang"), () => viewer.zoom("page"))}
      ${line(icon("moon"), viewer.dark ? t("Trang nền sáng") : t("Trang nền tối"), () => viewer.darken())}
      ${paper.can.print ? nothing : line(icon("printer"), t("In"), () => viewer.print())}
      ${
        paper.can.download || !viewer.desk
          ? html`<p class="viewer-line is-off">${icon("lock")}<span>${t("Chỉ đọc trên hệ thống, không tải về")}</span></p>`
          : html`<a class="viewer-line" href=${viewer.desk.pdf(version, true)} @click=${shut}>${icon("download")}<span>${t("Tải PDF về")}</span></a>
            ${viewer.noting.notes.length ? html`<a class="viewer-line" href=${`${viewer.desk.pdf(version, true)}&notes=true`} @click=${shut}>${icon("notes")}<span>${t("Tải PDF kèm ghi chú")}</span></a>` : nothing}`
      }
      ${paper.can.watch ? nothing : html`<a class="viewer-line" href="/tai-lieu/${paper.id}/tinh-trang-doc/">${icon("eye")}<span>${t("Ai đã đọc")}</span></a>`}
      <p class="viewer-figures">${t("Đã xem {read}/{total} trang", { read: viewer.readCount, total: paper.pages })}${paper.versions.length > 1 ? ` · ${t("bản {n}", { n: version })}` : ""}</p>
    </div>
  </details>`;
}
