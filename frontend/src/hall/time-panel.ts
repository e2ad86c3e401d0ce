/** The desk's panel above the agenda: how late it is, what would help in one tap, and the way back (LIVE-2). */
import { html, nothing, type TemplateResult } from "lit";
import { t } from "../kernel/i18n";
import { uuid } from "../kernel/ids";
import type { Store } from "../kernel/store";
import { now } from "../kernel/time";
import { budget } from "./budget";
import { type Cut, cuts, overLegal } from "./cuts";
import { icon } from "./icon";
import { Act } from "./part";
import type { Item, Meeting, Replan } from "./shapes";

export function timePanel(
  store: Store,
  items: Item[],
  act: (act: Act) => void,
): TemplateResult | typeof nothing {
  const meeting = store.get<Meeting>("meeting");
  if (!meeting) return nothing;
  const offers = cuts(meeting, items, now());
  const over = overLegal(meeting, items, now());
  const last = store.get<Replan>("replan");
  if (!offers.length && !over && !last) return nothing;
  return html`<section class="time-panel" aria-label=${t("Thời gian")}>
    ${over ? legal(meeting, over) : nothing} ${offers.length ? suggested(meeting, items, offers, act) : nothing}
    ${last ? undo(last, act) : nothing}
  </section>`;
}

function suggested(meeting: Meeting, items: Item[], offers: Cut[], act: (act: Act) => void): TemplateResult {
  const late = Math.ceil(budget(meeting, items, now()).behind / 60);
  return html`<p class="time-late">${icon("clock")}<span>${t("Chậm {n} phút. Có thể:", { n: late })}</span></p>
    <ul class="time-cuts">
      ${offers.map(
        (cut) => html`<li>
          <button
            type="button"
            class="btn btn-sm btn-secondary"
            @click=${() => act(new Act("plan", { id: uuid(), ...cut.plan }))}
          >
            ${cut.words} <small>${t("được {n} phút", { n: cut.wins })}</small>
          </button>
        </li>`,
      )}
    </ul>`;
}

function undo(last: Replan, act: (act: Act) => void): TemplateResult {
  return html`<p class="time-last">
    <span>${t("Đã điều chỉnh: {words}", { words: last.words })}</span>
    <button
      type="button"
      class="btn btn-sm btn-quiet"
      @click=${() => act(new Act(`plan/${last.id}`, undefined, { method: "DELETE" }))}
    >
      ${t("Hoàn tác")}
    </button>
  </p>`;
}

function legal(meeting: Meeting, over: number): TemplateResult {
  const hours = Math.round((meeting.max_minutes / 60) * 10) / 10;
  return html`<p class="time-legal" role="status">
    ${icon("alert-triangle")}<span
      >${t(
        "Cuộc họp sẽ dài quá mức tối đa {hours} giờ của loại họp này {n} phút (Quyết định 45/2018/QĐ-TTg).",
        {
          hours,
          n: over,
        },
      )}</span
    >
  </p>`;
}
