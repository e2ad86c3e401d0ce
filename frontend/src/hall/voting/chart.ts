/** What came out, as bars with word, number and shape: for the stage, the list of votes, the big screen. */
import { html, nothing, type TemplateResult } from "lit";
import { t } from "../../kernel/i18n";
import { icon } from "../icon";
import { barsOf, type Poll, type Result } from "./polls";

const hundredth = new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 1 });

export function chart(poll: Poll, result: Result): TemplateResult {
  const unit = poll.kind === "score" ? t("điểm") : t("phiếu");
  return html`<ul class="vote-bars">
    ${barsOf(poll, result).map(
      (bar) => html`<li class="vote-bar vote-bar-${bar.tone}" ?data-won=${bar.won}>
        <span class="vote-bar-label">${bar.won && bar.tone === "plain" ? icon("trophy") : icon(bar.icon)}${bar.label}</span>
        <span class="vote-bar-number"><b>${bar.votes}</b> ${bar.key === "abstain" ? t("phiếu") : unit}${bar.votes ? html` <small>${hundredth.format(bar.share)}%</small>` : nothing}</span>
        <progress max="100" .value=${bar.share} aria-hidden="true"></progress>
      </li>`,
    )}
  </ul>`;
}
