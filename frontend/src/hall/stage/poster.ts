/** What the stage shows when no paper is on it: the running item, or the meeting. */
import { html, nothing, type TemplateResult } from "lit";
import { t } from "../../kernel/i18n";
import type { Item, Meeting } from "../shapes";

export function poster(meeting: Meeting | undefined, item: Item | undefined): TemplateResult {
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
