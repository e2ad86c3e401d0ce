/** The vote on the hall's big screen: question, clock, how many have voted; then what came out. @example <gb-board-vote> */
import { html, nothing, type TemplateResult } from "lit";
import { t } from "../../kernel/i18n";
import { clock, now } from "../../kernel/time";
import { Part, Tick } from "../part";
import { chart } from "./chart";
import {
  KEYS,
  onBoard,
  outcomeOf,
  type Poll,
  type Result,
  ruleOf,
  SECRECIES,
  STATES,
  secondsLeft,
  type Turnout,
  turnoutOf,
} from "./polls";

export class GbBoardVote extends Part {
  constructor() {
    super(...KEYS);
    new Tick(this);
  }

  override render(): TemplateResult | typeof nothing {
    const poll = onBoard(this.store, now());
    if (!poll) return nothing;
    const result = poll.state === "published" ? poll.result : null;
    return html`<section class="board-vote board-vote-${poll.state}">
      <p class="board-kicker">${t("Biểu quyết")} · ${SECRECIES[poll.secrecy]()} · ${STATES[poll.state]()}</p>
      <p class="board-title ${poll.question.length > 70 ? "board-title-long" : ""}">${poll.question}</p>
      ${result ? this.#result(poll, result) : this.#going(poll)}
    </section>`;
  }

  #going(poll: Poll): TemplateResult {
    const left = secondsLeft(poll, now());
    const seen: Turnout = { cast: 0, ...turnoutOf(this.store, poll.id), of: poll.voters };
    if (poll.state === "closed") return html`<p class="board-who">${t("Chờ công bố kết quả")}</p>`;
    return html`<p class="board-who">${ruleOf(poll)}</p>
      ${
        poll.state === "checking"
          ? html`<p class="board-vote-count"><b>${seen.ready ?? 0}</b> ${t("người sẵn sàng")}</p>`
          : html`<p class="board-vote-count"><b>${seen.cast}/${seen.of}</b> ${t("đã bỏ phiếu")}</p>
              <progress class="board-speaker-progress" max=${seen.of || 1} .value=${seen.cast} aria-hidden="true"></progress>`
      }
      ${left === undefined ? nothing : html`<p class="board-left ${left <= 10 ? "over" : ""}"><b>${clock(left * 1000)}</b><span>${t("còn lại")}</span></p>`}`;
  }

  #result(poll: Poll, result: Result): TemplateResult {
    return html`<p class="board-vote-outcome">${outcomeOf(poll, result)}</p>
      ${chart(poll, result)}`;
  }
}

customElements.define("gb-board-vote", GbBoardVote);
