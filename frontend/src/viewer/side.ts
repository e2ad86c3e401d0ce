/** The panel beside the pages: outline, thumbnails, search, notes. On a phone it lies over them. */
import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../elements/icon";
import { t } from "../kernel/i18n";
import type { Bar } from "./bar";
import type { Finding } from "./finding";
import type { Desk, Paper } from "./paper";

export type Panel = "outline" | "thumbs" | "find" | "notes";

export interface Side extends Bar {
  readonly finding: Finding;
  shut(): void;
  chosen(): void;
}

const THUMB = 200;

export function side(viewer: Side): TemplateResult | typeof nothing {
  const { panel, paper, desk } = viewer;
  if (!panel || !paper || !desk) return nothing;
  const tab = (name: Panel, label: string) =>
    html`<button type="button" role="tab" aria-selected=${String(panel === name)} class="viewer-tab"
      @click=${() => panel !== name && viewer.open(name)}>${label}</button>`;
  return html`<aside class="viewer-side" aria-label=${t("Bảng bên")}>
    <div class="viewer-tabs" role="tablist">
      ${tab("outline", t("Mục lục"))}${tab("thumbs", t("Trang"))}${tab("find", t("Tìm"))}${tab("notes", t("Ghi chú"))}
      <button type="button" class="viewer-tool" aria-label=${t("Đóng bảng bên")} title=${t("Đóng bảng bên")} @click=${() => viewer.shut()}>${icon("x")}</button>
    </div>
    <div class="viewer-panel" role="tabpanel">${content(viewer, panel, paper, desk)}</div>
  </aside>`;
}

function content(viewer: Side, panel: Panel, paper: Paper, desk: Desk): TemplateResult {
  if (panel === "outline") return outline(viewer, paper);
  if (panel === "thumbs") return thumbs(viewer, paper, desk);
  if (panel === "find") return viewer.finding.panel(paper);
  return viewer.noting.panel();
}

function outline(viewer: Side, paper: Paper): TemplateResult {
  if (!paper.outline.length)
    return html`<p class="viewer-none">${t("Tài liệu không có mục lục. Xem theo trang hoặc tìm theo chữ.")}</p>`;
  const now = viewer.pages?.current ?? 1;
  const here = paper.outline.findIndex((mark) => mark.page === now);
  const last = here >= 0 ? here : paper.outline.findLastIndex((mark) => mark.page < now);
  return html`<ol class="viewer-outline">${paper.outline.map(
    (mark, place) => html`<li class="level-${Math.min(mark.level, 3)}">
      <button type="button" class="viewer-entry" aria-current=${place === last ? "true" : nothing}
        @click=${() => {
          viewer.go(mark.page);
          viewer.chosen();
        }}><span>${mark.title}</span><span class="viewer-at">${mark.page}</span></button></li>`,
  )}</ol>`;
}

function thumbs(viewer: Side, paper: Paper, desk: Desk): TemplateResult {
  const now = viewer.pages?.current ?? 1;
  const version = paper.version ?? 1;
  const numbers = Array.from({ length: paper.pages }, (_, place) => place + 1);
  return html`<ol class="viewer-thumbs">${numbers.map(
    (
      page,
    ) => html`<li><button type="button" class="viewer-thumb" aria-current=${page === now ? "true" : nothing}
      aria-label=${t("Trang {page}", { page })}
      @click=${() => {
        viewer.go(page);
        viewer.chosen();
      }}><img loading="lazy" alt="" width="120" height="170" src=${desk.picture(version, page, THUMB)}><span>${page}</span></button></li>`,
  )}</ol>`;
}
