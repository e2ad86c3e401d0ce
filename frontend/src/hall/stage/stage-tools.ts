/** The tools of the stage that know nothing of it: turning, enlarging, pens. */
import { html, nothing, type TemplateResult } from "lit";
import { t } from "../../kernel/i18n";
import { icon } from "../icon";
import { iconButton } from "./icon-button";
import type { Pen } from "./marks";

/** Turn back and on; ``leads``: for everybody. */
export function turners(
  page: number,
  pages: number,
  leads: boolean,
  turn: (step: number) => void,
): TemplateResult {
  const back = leads ? t("Trang trước, cho mọi người") : t("Trang trước");
  const on = leads ? t("Trang sau, cho mọi người") : t("Trang sau");
  return html`<div class="stage-turn">
    ${iconButton("chevron-left", back, () => turn(-1), page <= 1)}
    <span class="stage-count" aria-live="polite"
      ><span class="long">${t("Trang {n}/{total}", { n: page, total: pages })}</span
      ><span class="short" aria-hidden="true">${page}/${pages}</span></span
    >
    ${iconButton("chevron-right", on, () => turn(1), page >= pages)}
  </div>`;
}

export function zooms(zoom: (how: "in" | "out" | "width") => void): TemplateResult {
  return html`<div class="stage-zoom" role="group" aria-label=${t("Phóng to, thu nhỏ")}>
    ${iconButton("zoom-out", t("Thu nhỏ"), () => zoom("out"))}
    ${iconButton("arrow-autofit-width", t("Vừa chiều ngang"), () => zoom("width"))}
    ${iconButton("zoom-in", t("Phóng to"), () => zoom("in"))}
  </div>`;
}

/** Point and mark for everybody; the rubber is there when something is marked. */
export function pens(held: Pen, marked: boolean, take: (pen: Pen) => void, wipe: () => void): TemplateResult {
  const pen = (name: Pen, sign: TemplateResult, label: string) => html`<button
    type="button"
    class="btn btn-icon btn-quiet"
    aria-pressed=${held === name ? "true" : "false"}
    aria-label=${label}
    title=${label}
    @click=${() => take(name)}
  >
    ${sign}
  </button>`;
  return html`<div class="stage-pens" role="group" aria-label=${t("Chỉ và đánh dấu cho mọi người")}>
    ${pen("point", icon("pointer"), t("Con trỏ cho mọi người"))}
    ${pen("box", icon("rectangle"), t("Khoanh vùng cho mọi người"))}
    ${pen("line", icon("scribble"), t("Vẽ nét cho mọi người"))}
    ${marked ? iconButton("eraser", t("Xóa đánh dấu"), wipe) : nothing}
  </div>`;
}
