/** The speaker and the clock for the hall's big screen, readable from twelve metres. @example <gb-board-speaker> */
import { html, nothing, type TemplateResult } from "lit";
import { t } from "../../kernel/i18n";
import { now } from "../../kernel/time";
import { Part, Tick } from "../part";
import { kicker } from "./gb-speaker";
import { clockOf, following, holding, KEYS, type Turn, whence } from "./turns";

export class GbBoardSpeaker extends Part {
  constructor() {
    super(...KEYS);
    new Tick(this);
  }

  override render(): TemplateResult | typeof nothing {
    const { floor, called } = holding(this.store);
    const next = called ?? following(this.store);
    if (!floor)
      return called ? html`<section class="board-speaker">${this.#next(called)}</section>` : nothing;
    const face = clockOf(floor, now());
    return html`<section class="board-speaker board-speaker-${face.tone}">
      <p class="board-speaker-kicker">${kicker(floor)}</p>
      <p class="board-speaker-name">${floor.name}</p>
      <p class="board-speaker-whence">${whence(floor)}</p>
      <p class="board-speaker-clock"><b>${face.text}</b><span>${face.words}</span></p>
      <progress class="board-speaker-progress" max="1" .value=${face.share} aria-hidden="true"></progress>
      ${next && next.id !== floor.id ? this.#next(next) : nothing}
    </section>`;
  }

  #next(turn: Turn): TemplateResult {
    return html`<p class="board-speaker-next">${
      turn.state === "called"
        ? t("Mời chuẩn bị: {name}", { name: turn.name })
        : t("Tiếp theo: {name}", { name: turn.name })
    }</p>`;
  }
}

customElements.define("gb-board-speaker", GbBoardSpeaker);
