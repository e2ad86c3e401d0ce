/** The usual deadlines as buttons, in working days, and the browser's own calendar beside them. */
import { html, type TemplateResult } from "lit";
import { t } from "../kernel/i18n";
import { day } from "../kernel/time";
import type { Desk } from "./shapes";

const WORDS: Record<string, () => string> = {
  today: () => t("Hôm nay"),
  three: () => t("3 ngày làm việc"),
  five: () => t("5 ngày làm việc"),
  ten: () => t("10 ngày làm việc"),
  week: () => t("Cuối tuần"),
};

export function deadline(
  desk: Desk | undefined,
  chosen: string,
  id: string,
  choose: (on: string) => void,
): TemplateResult {
  const offers = desk?.deadlines ?? [];
  const named = offers.find((one) => one.on === chosen); // two names of one day: the first is the one
  return html`<label class="form-label" for=${id}>${t("Thời hạn")}</label>
    <div class="deadline">
      ${offers.map(
        (one) => html`<button
          type="button"
          class="btn btn-sm ${named === one ? "btn-primary" : "btn-secondary"}"
          title=${day(one.on)}
          aria-pressed=${named === one ? "true" : "false"}
          @click=${() => choose(one.on)}
        >
          ${WORDS[one.code]?.() ?? day(one.on)}
        </button>`,
      )}
      <input
        id=${id}
        class="form-control deadline-day"
        type="date"
        .value=${chosen}
        @change=${(event: Event) => choose((event.target as HTMLInputElement).value)}
      />
    </div>`;
}
