/**
 * For the desk: who knocks and is let in, the links that guests come by, the papers that they read, and people of
 * the agency who are added while the meeting runs (LIVE-11). @example <gb-guests>
 */
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import "../../elements/gb-picker";
import { toast } from "../../elements/gb-toast";
import { t } from "../../kernel/i18n";
import { uuid } from "../../kernel/ids";
import { now, time } from "../../kernel/time";
import { icon } from "../icon";
import { Act, Part } from "../part";
import type { Paper } from "../shapes";
import { type Guest, type GuestLink, guestsOf } from "./guests";

const HOURS = [2, 4, 12, 24];

interface Address {
  id: string;
  url: string;
}

export class GbGuests extends Part {
  static override properties = { ...Part.properties, addresses: { state: true }, hours: { state: true } };
  /** Where the links lead: asked for when the dialog opens, never told to the room. */
  declare addresses: ReadonlyMap<string, string>;
  declare hours: number;

  constructor() {
    super("guest", "guestlink", "guestpapers", "agenda", "paper", "meeting", "can");
    this.addresses = new Map();
    this.hours = HOURS[1] ?? 4;
  }

  override render(): TemplateResult {
    const waiting = guestsOf(this.store, "waiting");
    return html`${
      waiting.length
        ? html`<section class="guests-waiting" aria-label=${t("Khách đang chờ")}>
            <h3 class="hall-subtitle">${t("Khách đang chờ ({n})", { n: waiting.length })}</h3>
            <ul class="people">
              ${repeat(
                waiting,
                (guest) => guest.id,
                (guest) => this.#waiting(guest),
              )}
            </ul>
          </section>`
        : nothing
    }
      <div class="hall-actions">
        <button type="button" class="btn btn-sm btn-secondary" @click=${() => this.#open("guests-links")}>
          ${icon("link")}${t("Khách dự họp")}
        </button>
        <button type="button" class="btn btn-sm btn-secondary" @click=${() => this.#open("guests-add")}>
          ${icon("user-plus")}${t("Thêm người dự")}
        </button>
      </div>
      ${this.#links()} ${this.#add()}`;
  }

  #waiting(guest: Guest): TemplateResult {
    const decide = (verb: string) => () => void this.act(new Act(`/api/guests/${guest.id}/${verb}`));
    return html`<li class="people-row guests-row">
      <span class="people-name">
        <strong>${guest.name}</strong>
        <small>${[guest.organisation, guest.phone, time(guest.at)].filter(Boolean).join(" · ")}</small>
      </span>
      <button type="button" class="btn btn-sm btn-primary" ?disabled=${this.sending} @click=${decide("admit")}>${t("Cho vào")}</button>
      <button type="button" class="btn btn-sm btn-quiet" ?disabled=${this.sending} @click=${decide("refuse")}>${t("Từ chối")}</button>
    </li>`;
  }

  #open(id: string): void {
    this.querySelector<HTMLDialogElement>(`#${id}`)?.showModal();
    if (id === "guests-links") void this.#ask();
  }

  async #ask(): Promise<void> {
    const act = new Act("guests", undefined, { method: "GET" });
    if (!(await this.act(act))) return;
    const { links } = act.reply as { links: Address[] };
    this.addresses = new Map(links.map((link) => [link.id, link.url]));
  }

  #links(): TemplateResult {
    const links = [...this.store.under<GuestLink>("guestlink").values()].filter(
      (link) => Date.parse(link.expires_at) > now(),
    );
    return html`<dialog id="guests-links" class="dialog" aria-labelledby="guests-title">
      <header class="dialog-head">
        <h2 id="guests-title">${t("Khách dự họp")}</h2>
        ${this.#close()}
      </header>
      <div class="dialog-body">
        <p class="field-help">
          ${t("Gửi đường dẫn cho khách. Khách ghi tên rồi chờ thư ký cho vào; khách không biểu quyết và chỉ xem tài liệu được mở dưới đây.")}
        </p>
        ${links.length ? html`<ul class="people">${links.map((link) => this.#link(link))}</ul>` : nothing}
        <div class="hall-actions">
          <label class="guests-hours"
            >${t("Hiệu lực")}
            <select
              class="form-select"
              @change=${(event: Event) => {
                this.hours = Number((event.target as HTMLSelectElement).value);
              }}
            >
              ${HOURS.map((n) => html`<option value=${n} ?selected=${n === this.hours}>${t("{n} giờ", { n })}</option>`)}
            </select></label
          >
          <button type="button" class="btn btn-primary" ?disabled=${this.sending} @click=${this.#make}>
            ${icon("link")}${t("Tạo đường dẫn")}
          </button>
        </div>
        ${this.#inside()} ${this.#papers()}
      </div>
    </dialog>`;
  }

  #close(): TemplateResult {
    return html`<button
      type="button"
      class="btn btn-icon btn-quiet"
      aria-label=${t("Đóng")}
      @click=${(event: Event) => (event.currentTarget as Element).closest("dialog")?.close()}
    >
      ${icon("x")}
    </button>`;
  }

  #link(link: GuestLink): TemplateResult {
    const url = this.addresses.get(link.id) ?? "";
    const copy = async () => {
      await navigator.clipboard.writeText(url);
      toast({ text: t("Đã sao chép đường dẫn."), tone: "success" });
    };
    return html`<li class="people-row guests-row">
      <input class="form-control guests-url" readonly aria-label=${t("Đường dẫn cho khách")} .value=${url} />
      <button type="button" class="btn btn-sm btn-secondary" ?disabled=${!url} @click=${copy}>${icon("copy")}${t("Sao chép")}</button>
      <button type="button" class="btn btn-sm btn-quiet" @click=${() => this.act(new Act(`/api/guest-links/${link.id}/revoke`))}>
        ${t("Hủy đường dẫn")}
      </button>
      <small class="guests-until">${t("{name} tạo, hết hiệu lực lúc {at}", { name: link.by.name, at: time(link.expires_at) })}</small>
    </li>`;
  }

  #make = async (): Promise<void> => {
    if (await this.act(new Act("guest-links", { id: uuid(), hours: this.hours }))) await this.#ask();
  };

  #inside(): TemplateResult | typeof nothing {
    const inside = guestsOf(this.store, "admitted");
    if (!inside.length) return nothing;
    return html`<h3 class="hall-subtitle">${t("Đang trong phòng họp")}</h3>
      <ul class="people">
        ${inside.map(
          (guest) => html`<li class="people-row guests-row">
            <span class="people-name"><strong>${guest.name}</strong><small>${guest.organisation}</small></span>
            <button type="button" class="btn btn-sm btn-quiet" @click=${() => this.act(new Act(`/api/guests/${guest.id}/send-away`))}>
              ${icon("logout")}${t("Đưa ra")}
            </button>
          </li>`,
        )}
      </ul>`;
  }

  /** The papers of the meeting, each opened to guests by one tick. */
  #papers(): TemplateResult {
    const open = new Set(this.store.get<string[]>("guestpapers") ?? []);
    const papers = [...this.store.under<Paper>("paper").values()].filter((paper) => !paper.secret);
    return html`<fieldset class="guests-papers">
      <legend class="hall-subtitle">${t("Tài liệu khách được xem")}</legend>
      ${papers.map(
        (paper) => html`<label class="result-check"
          ><input
            type="checkbox"
            class="form-check-input"
            .checked=${open.has(paper.id)}
            @change=${() => void this.act(new Act("guest-papers", { document: paper.id, open: !open.has(paper.id) }))}
          />${paper.title}</label
        >`,
      )}
      ${papers.length ? nothing : html`<p class="hall-none">${t("Cuộc họp chưa có tài liệu.")}</p>`}
    </fieldset>`;
  }

  #add(): TemplateResult {
    const send = async (event: Event) => {
      event.preventDefault();
      const form = event.currentTarget as HTMLFormElement;
      const data = new FormData(form);
      const person = String(data.get("person") ?? "");
      if (!person) return;
      if (
        !(await this.act(new Act("attendees", { people: [person], capacity: String(data.get("capacity")) })))
      )
        return;
      form.closest("dialog")?.close();
      toast({ text: t("Đã thêm vào thành phần dự họp và gửi giấy mời."), tone: "success" });
    };
    return html`<dialog id="guests-add" class="dialog" aria-labelledby="guests-add-title">
      <form @submit=${send}>
        <header class="dialog-head">
          <h2 id="guests-add-title">${t("Thêm người dự")}</h2>
          ${this.#close()}
        </header>
        <div class="dialog-body stack">
          <label class="form-label" for="guests-person">${t("Người dự")}</label>
          <gb-picker source="/api/people"
            ><select id="guests-person" name="person" class="form-select"><option value=""></option></select></gb-picker
          >
          <label class="form-label" for="guests-capacity">${t("Tư cách")}</label>
          <select id="guests-capacity" name="capacity" class="form-select">
            <option value="member">${t("Thành viên")}</option>
            <option value="invited">${t("Khách mời")}</option>
          </select>
        </div>
        <footer class="dialog-foot">
          <button class="btn btn-primary" ?disabled=${this.sending}>${icon("user-plus")}${t("Thêm")}</button>
        </footer>
      </form>
    </dialog>`;
  }
}

customElements.define("gb-guests", GbGuests);
