/** The little form in which a note is written, and the colours it may have. */
import { html, type TemplateResult } from "lit";
import { t } from "../kernel/i18n";
import { COLORS, type Color } from "./paper";

export const COLOR_NAMES: Record<Color, string> = {
  yellow: "Vàng",
  green: "Xanh lá",
  blue: "Xanh dương",
  pink: "Hồng",
  orange: "Cam",
};

export function swatches(chosen: Color, choose: (color: Color) => void): TemplateResult {
  return html`<div class="viewer-swatches" role="group" aria-label=${t("Màu")}>${COLORS.map(
    (
      color,
    ) => html`<button type="button" class="viewer-swatch viewer-${color}" aria-pressed=${String(color === chosen)}
      title=${t(COLOR_NAMES[color])} aria-label=${t(COLOR_NAMES[color])} @click=${() => choose(color)}></button>`,
  )}</div>`;
}

/** Words of a note: Ctrl and Enter saves, Esc leaves it. */
export function noteForm(
  body: string,
  { save, stop }: { save(words: string): void; stop(): void },
): TemplateResult {
  const send = (event: Event) => {
    event.preventDefault();
    save((event.target as HTMLElement).closest("form")?.querySelector("textarea")?.value ?? "");
  };
  const key = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send(event);
    if (event.key === "Escape") {
      event.stopPropagation();
      stop();
    }
  };
  return html`<form class="viewer-form" @submit=${send}>
    <textarea class="form-control" rows="3" aria-label=${t("Nội dung ghi chú")} placeholder=${t("Nội dung ghi chú")} .value=${body} @keydown=${key}></textarea>
    <div class="viewer-form-end">
      <button type="button" class="btn btn-sm" @click=${() => stop()}>${t("Thôi")}</button>
      <button type="submit" class="btn btn-sm btn-primary">${t("Lưu")}</button>
    </div>
  </form>`;
}
