/** Whether I am counted as present, the buttons that say so, and my site's head-count. @example <gb-here> */
import { html, nothing, type TemplateResult } from "lit";
import { t } from "../kernel/i18n";
import { icon } from "./icon";
import { Act, Part } from "./part";
import { isHere } from "./people-filter";
import { reason } from "./reasons";
import type { Attendance, Named, Person, Site } from "./shapes";

export class GbHere extends Part {
  static override properties = { ...Part.properties, seated: { state: true } };
  /** Who of the list sits at my site, while I say so; undefined: as the server has it. */
  declare seated: ReadonlySet<string> | undefined;

  constructor() {
    super("meeting", "attendance", "mysite", "site", "can");
    this.seated = undefined;
  }

  get #open(): boolean {
    return this.store.get<Attendance>("attendance")?.open === true;
  }

  override render(): TemplateResult {
    const me = this.store.get<Person>(`attendance/${this.me}`);
    const site = [...this.store.under<Named>("mysite").values()][0];
    return html`${this.#mine(me)} ${site && this.#open ? this.#countSite(site) : nothing}`;
  }

  #mine(me: Person | undefined): TemplateResult {
    if (me && isHere(me)) return this.#counted();
    if (me && this.#open) return this.#buttons();
    if (me && this.can("open_round")) return html`<span class="hall-hint">${t("Chưa mở điểm danh")}</span>`;
    const words = me ? reason("meetings.no_open_round") : t("Đồng chí đang theo dõi phòng họp");
    return html`<span class="hall-hint">${words}</span>`;
  }

  /** Counted; who leaves before the end says so here. */
  #counted(): TemplateResult {
    const leave = (event: Event) => {
      (event.currentTarget as Element).closest("details")?.removeAttribute("open");
      void this.act(new Act("leave", {}));
    };
    return html`<gb-menu class="menu here-menu" up>
      <details>
        <summary class="status status-done" title=${t("Đã điểm danh")}>
          <span class="status-sign"></span><span class="here-words">${t("Đã điểm danh")}</span>
        </summary>
        <div class="menu-panel">
          <button type="button" class="menu-item" @click=${leave}>${icon("logout")}${t("Tôi xin về sớm")}</button>
        </div>
      </details>
    </gb-menu>`;
  }

  #buttons(): TemplateResult {
    const form = this.meeting?.form;
    return html`${form === "online" ? nothing : this.#button("on_site", t("Tôi có mặt"))}
    ${form === "on_site" ? nothing : this.#button("online", t("Tôi dự trực tuyến"), t("Trực tuyến"))}`;
  }

  #button(state: string, words: string, short = words): TemplateResult {
    return html`<button
      type="button"
      class="btn btn-secondary"
      ?disabled=${this.sending}
      @click=${() => this.act(new Act("check-in", { method: "self", state }))}
    >
      ${icon("user-check")}<span class="long">${words}</span><span class="short">${short}</span>
    </button>`;
  }

  /** My unit joins as a site: who of the list sits here, and how many heads there are in all. */
  #countSite(site: Named): TemplateResult {
    const people = [...this.store.under<Person>("attendance").values()]
      .filter((person) => person.site?.id === site.id)
      .sort((a, b) => a.place - b.place);
    const seated = this.seated ?? new Set(people.filter(isHere).map((person) => person.id));
    const known = this.store.get<Site>(`site/${site.id}`);
    return html`<button type="button" class="btn btn-secondary" @click=${() => this.querySelector("dialog")?.showModal()}>
        ${icon("users-group")}<span class="long">${t("Điểm danh điểm cầu")}</span
        ><span class="short">${t("Điểm cầu")}</span>
      </button>
      <dialog class="dialog dialog-small" aria-labelledby="site-title">
        <form @submit=${(event: Event) => this.#send(event, site, seated)}>
          <div class="dialog-head"><h2 id="site-title">${t("Điểm cầu {name}", { name: site.name })}</h2></div>
          <div class="dialog-body">
            <ul class="people">
              ${people.map((person) => this.#seat(person, seated))}
            </ul>
            <label class="form-label" for="site-heads">${t("Tổng số người đang ngồi tại điểm cầu")}</label>
            <input
              id="site-heads"
              name="heads"
              class="form-control"
              type="number"
              inputmode="numeric"
              min=${seated.size}
              max="1000"
              .value=${String(Math.max(known?.heads ?? 0, seated.size))}
              required
            />
          </div>
          <div class="dialog-foot">
            <button class="btn btn-primary" ?disabled=${this.sending}>${t("Báo về hội trường")}</button>
            <button type="button" class="btn btn-quiet" @click=${this.#shut}>${t("Thôi")}</button>
          </div>
        </form>
      </dialog>`;
  }

  #seat(person: Person, seated: ReadonlySet<string>): TemplateResult {
    const change = () => {
      const now = new Set(seated);
      if (!now.delete(person.id)) now.add(person.id);
      this.seated = now;
    };
    return html`<li class="people-row">
      <label class="people-seat"
        ><input
          type="checkbox"
          class="form-check-input people-tick"
          .checked=${seated.has(person.id)}
          ?disabled=${isHere(person)}
          @change=${change}
        /><span class="people-name"><strong>${person.name}</strong><small>${person.position}</small></span></label
      >
    </li>`;
  }

  #send = async (event: Event, site: Named, seated: ReadonlySet<string>): Promise<void> => {
    event.preventDefault();
    const heads = Number(new FormData(event.currentTarget as HTMLFormElement).get("heads"));
    if (await this.act(new Act("check-in", { method: "site", site: site.id, people: [...seated], heads }))) {
      this.seated = undefined;
      this.#shut();
    }
  };

  #shut = (): void => this.querySelector("dialog")?.close();
}

customElements.define("gb-here", GbHere);
