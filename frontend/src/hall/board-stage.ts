/** The stage alone on the big screen: the page that is presented, as large as it goes, and the next one fetched ahead. */
import { html, nothing, type TemplateResult } from "lit";
import { t } from "../kernel/i18n";
import type { Store } from "../kernel/store";
import type { Item, Meeting, Paper, Stage } from "./shapes";

const address = (paper: Paper, page: number): string =>
  `/api/documents/${paper.id}/pages/${page}.webp?v=${paper.version ?? 1}`;

export function boardStage(store: Store): TemplateResult {
  const stage = store.get<Stage>("stage");
  const paper = stage?.paper ? store.get<Paper>(`paper/${stage.paper}`) : undefined;
  if (!stage || paper?.state !== "ready") return poster(store);
  const following = stage.page < paper.pages ? address(paper, stage.page + 1) : "";
  return html`<img
      class="board-page"
      src=${address(paper, stage.page)}
      alt=${t("{title}, trang {n}", { title: paper.title, n: stage.page })}
    />
    ${following ? html`<link rel="prefetch" as="image" href=${following} />` : nothing}
    <p class="board-page-foot">${paper.title} · ${t("Trang {n}/{total}", { n: stage.page, total: paper.pages })}</p>`;
}

function poster(store: Store): TemplateResult {
  const meeting = store.get<Meeting>("meeting");
  const item = meeting?.item ? store.get<Item>(`agenda/${meeting.item}`) : undefined;
  const title = item ? (item.secret ? t("Nội dung mật") : item.title) : (meeting?.title ?? "");
  return html`<div class="board-poster"><p class="board-title">${title}</p></div>`;
}
