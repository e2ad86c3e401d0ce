/** Whether I am counted as present, and the buttons that say so. @example <gb-here> */
import { html, nothing, type TemplateResult } from "lit";
import { t } from "../kernel/i18n";
import { icon } from "./icon";
import { Act, Part } from "./part";
import { reason } from "./reasons";
import type { Attendance, Person } from "./shapes";

export class GbHere extends Part {
  constructor() {
    super("meeting", "attendance");
  }

  override render(): TemplateResult {
    const me = this.store.get<Person>(`attendance/${this.me}`);
    const here = me !== undefined && (me.state === "on_site" || me.state === "online") && !me.left_at;
    if (here)
      return html`<span class="status status-done"><span class="status-sign"></span>${t("Đã điểm danh")}</span>`;
    if (me && this.store.get<Attendance>("attendance")?.open) return this.#buttons();
    const words = me ? reason("meetings.no_open_round") : t("Đồng chí đang theo dõi phòng họp");
    return html`<span class="hall-hint">${words}</span>`;
  }

  #buttons(): TemplateResult {
    const form = this.meeting?.form;
    return html`${form === "online" ? nothing : this.#button("on_site", t("Tôi có mặt"))}
    ${form === "on_site" ? nothing : this.#button("online", t("Tôi dự trực tuyến"))}`;
  }

  #button(state: string, words: string): TemplateResult {
    return html`<button
      type="button"
      class="btn btn-secondary"
      ?disabled=${this.sending}
      @click=${() => this.act(new Act("check-in", { method: "self", state }))}
    >
      ${icon("user-check")}${words}
    </button>`;
  }
}

customElements.define("gb-here", GbHere);
