/** Who has spoken how long in this meeting, and for the desk who has not spoken yet. @example <gb-spoken> */
import { html, nothing, type TemplateResult } from "lit";
import { t } from "../../kernel/i18n";
import { now } from "../../kernel/time";
import { Part, Tick } from "../part";
import type { Person } from "../shapes";
import { answersOf, KEYS, length, spokenOf, type Turn, turnsOf } from "./turns";

export class GbSpoken extends Part {
  constructor() {
    super(...KEYS);
    new Tick(this);
  }

  override render(): TemplateResult | typeof nothing {
    const spoken = spokenOf(this.store, now());
    const questions = turnsOf(this.store).filter(
      (turn) => turn.kind === "question" && turn.state === "ended",
    );
    const silent = this.desk && this.meeting?.state !== "published" ? this.#silent() : [];
    if (!spoken.length && !questions.length && !silent.length) return nothing;
    const most = spoken[0]?.seconds || 1;
    return html`${
      spoken.length
        ? html`<h3 class="hall-subtitle">${t("Đã phát biểu")}</h3>
            <ol class="spoken">
              ${spoken.map(
                (one) => html`<li>
                  <span class="spoken-name"><strong>${one.name}</strong> <small>${one.unit}</small></span>
                  <span class="spoken-long">${length(one.seconds)}${one.turns > 1 ? html` <small>${t("{n} lượt", { n: one.turns })}</small>` : nothing}</span>
                  <progress max=${most} .value=${one.seconds} aria-hidden="true"></progress>
                </li>`,
              )}
            </ol>`
        : nothing
    }
    ${questions.length ? html`<h3 class="hall-subtitle">${t("Chất vấn")}</h3><ul class="asked">${questions.map((turn) => this.#question(turn))}</ul>` : nothing}
    ${
      silent.length
        ? html`<details class="floor-later">
            <summary>${t("Có mặt, chưa phát biểu")} <span class="floor-count">${silent.length}</span></summary>
            <p class="spoken-silent">${silent.map((person) => person.name).join(", ")}</p>
            <p><a href="/phat-bieu/">${t("Thống kê phát biểu theo kỳ")}</a></p>
          </details>`
        : nothing
    }`;
  }

  #question(turn: Turn): TemplateResult {
    const answers = answersOf(this.store, turn.id);
    const spoken = answers.some((answer) => answer.used > 0 || answer.state === "speaking");
    const state = spoken
      ? t("Đã trả lời")
      : answers.some((answer) => answer.written)
        ? t("Trả lời bằng văn bản")
        : t("Chưa trả lời");
    return html`<li>
      <span>${t("{name} hỏi {asked}", { name: turn.name, asked: turn.asked?.name ?? "" })}${turn.topic ? `: ${turn.topic}` : ""}</span>
      <span class="status ${answers.length ? "status-done" : "status-warning"}"><span class="status-sign"></span>${state}</span>
    </li>`;
  }

  #silent(): Person[] {
    const spoken = new Set(
      turnsOf(this.store)
        .filter((turn) => turn.used > 0 || turn.since)
        .map((turn) => turn.speaker),
    );
    return [...this.store.under<Person>("attendance").values()]
      .filter((person) => (person.state === "on_site" || person.state === "online") && !person.left_at)
      .filter((person) => person.id !== this.meeting?.chair.id && !spoken.has(person.id))
      .sort((a, b) => a.place - b.place);
  }
}

customElements.define("gb-spoken", GbSpoken);
