/** Who is there: the count, the list as it fills, and for the desk the means to count. @example <gb-people> */
import { html, nothing, type TemplateResult } from "lit";
import { fold, t } from "../kernel/i18n";
import { time } from "../kernel/time";
import { icon } from "./icon";
import { Act, Part } from "./part";
import type { Attendance, Person } from "./shapes";
import { presence } from "./words";

type Filter = "all" | "missing" | "here";

export class GbPeople extends Part {
  static override properties = {
    ...Part.properties,
    board: {},
    sheet: {},
    filter: { state: true },
    asked: { state: true },
    chosen: { state: true },
  };
  declare board: string;
  declare sheet: string;
  declare filter: Filter;
  declare asked: string;
  declare chosen: ReadonlySet<string>;

  constructor() {
    super("attendance", "can", "meeting");
    this.board = this.sheet = this.asked = "";
    this.filter = "all";
    this.chosen = new Set();
  }

  get #people(): Person[] {
    return [...this.store.under<Person>("attendance").values()].sort((a, b) => a.place - b.place);
  }

  override render(): TemplateResult {
    const count = this.store.get<Attendance>("attendance");
    if (!count) return html``;
    const here = count.expected - count.missing;
    return html`<div class="people-head">
        <h2 class="hall-title">${t("Điểm danh")}</h2>
        <p class="people-count"><b>${here}</b>/${count.expected} ${t("có mặt")}</p>
        <p class="people-split">
          ${t("{a} tại chỗ · {b} trực tuyến", { a: count.on_site, b: count.online })}${
            count.late ? html` · ${t("{n} muộn", { n: count.late })}` : nothing
          }${count.left ? html` · ${t("{n} đã về", { n: count.left })}` : nothing}
        </p>
        ${this.#round(count)}
      </div>
      <div class="people-find">
        <input
          class="form-control"
          type="search"
          .value=${this.asked}
          placeholder=${t("Tìm người")}
          aria-label=${t("Tìm người dự họp")}
          @input=${(event: Event) => {
            this.asked = (event.target as HTMLInputElement).value;
          }}
        />
        <select
          class="form-select"
          aria-label=${t("Lọc danh sách")}
          @change=${(event: Event) => {
            this.filter = (event.target as HTMLSelectElement).value as Filter;
          }}
        >
          <option value="all">${t("Tất cả")}</option>
          <option value="missing">${t("Chưa có mặt")}</option>
          <option value="here">${t("Có mặt")}</option>
        </select>
      </div>
      ${this.#list(count)}
      ${this.chosen.size ? this.#many() : nothing}`;
  }

  #round(count: Attendance): TemplateResult | typeof nothing {
    const state = count.open
      ? html`<span class="status status-running"><span class="status-sign"></span>${t("Đang điểm danh, lần {n}", { n: count.round })}</span>`
      : html`<span class="status status-neutral"><span class="status-sign"></span>${
          count.round ? t("Đã đóng điểm danh lần {n}", { n: count.round }) : t("Chưa mở điểm danh")
        }</span>`;
    if (!this.desk) return html`<p>${state}</p>`;
    return html`<div class="people-round">
      ${state}
      ${
        count.open
          ? html`<button type="button" class="btn btn-sm btn-secondary" @click=${() => this.act(new Act("rounds/close"))}>
              ${t("Đóng điểm danh")}
            </button>`
          : this.can("open_round")
            ? html`<button type="button" class="btn btn-sm btn-primary" @click=${() => this.act(new Act("rounds", {}))}>
                ${icon("qrcode")}${count.round ? t("Mở lần mới") : t("Mở điểm danh")}
              </button>`
            : nothing
      }
      <a class="btn btn-sm btn-quiet" href=${this.board} target="_blank" rel="noopener">${t("Màn hình hội trường")}</a>
      <a class="btn btn-sm btn-quiet" href=${this.sheet} download>${icon("download")}${t("Tải Excel")}</a>
    </div>`;
  }

  #list(count: Attendance): TemplateResult {
    const asked = fold(this.asked);
    const shown = this.#people.filter((person) => {
      const there = (person.state === "on_site" || person.state === "online") && !person.left_at;
      if (this.filter === "missing" && there) return false;
      if (this.filter === "here" && !there) return false;
      return !asked || fold(`${person.name} ${person.unit} ${person.position}`).includes(asked);
    });
    if (!shown.length) return html`<p class="hall-none">${t("Không có ai khớp.")}</p>`;
    return html`<ul class="people">
      ${shown.map((person) => this.#person(person, count.open && this.can("open_round")))}
    </ul>`;
  }

  #person(person: Person, counting: boolean): TemplateResult {
    const { text, tone } = presence(person);
    const place = [person.position, person.unit].filter(Boolean).join(", ");
    return html`<li class="people-row">
      ${
        counting
          ? html`<input
              type="checkbox"
              class="form-check-input people-tick"
              aria-label=${t("Chọn {name}", { name: person.name })}
              .checked=${this.chosen.has(person.id)}
              @change=${() => this.#choose(person.id)}
            />`
          : nothing
      }
      <span class="people-name">
        <strong>${person.name}</strong>
        ${person.capacity === "chair" ? html`<span class="badge badge-chair">${t("Chủ trì")}</span>` : nothing}
        ${person.capacity === "secretary" ? html`<span class="badge">${t("Thư ký")}</span>` : nothing}
        <small>${person.for ? t("Dự thay {name}", { name: person.for }) : place}</small>
        ${!person.state && person.reason ? html`<small>${person.reason}</small>` : nothing}
        ${person.state === "absent" && person.reason ? html`<small>${person.reason}</small>` : nothing}
      </span>
      <span class="status status-${tone}"><span class="status-sign"></span>${text}${
        person.at && person.state !== "absent"
          ? html` <small>${time(person.left_at ?? person.at)}</small>`
          : nothing
      }</span>
    </li>`;
  }

  #choose(id: string): void {
    const chosen = new Set(this.chosen);
    if (!chosen.delete(id)) chosen.add(id);
    this.chosen = chosen;
  }

  #many(): TemplateResult {
    const mark = async (state: string) => {
      const people = [...this.chosen];
      if (await this.act(new Act("check-in", { method: "secretary", state, people })))
        this.chosen = new Set();
    };
    const leave = async () => {
      for (const person of this.chosen) await this.act(new Act("leave", { person }));
      this.chosen = new Set();
    };
    return html`<div class="people-many" role="toolbar" aria-label=${t("Ghi điểm danh cho {n} người", { n: this.chosen.size })}>
      <b>${t("{n} người", { n: this.chosen.size })}</b>
      <button type="button" class="btn btn-sm btn-primary" @click=${() => mark("on_site")}>${t("Có mặt")}</button>
      <button type="button" class="btn btn-sm btn-secondary" @click=${() => mark("online")}>${t("Trực tuyến")}</button>
      <button type="button" class="btn btn-sm btn-secondary" @click=${() => mark("absent")}>${t("Vắng")}</button>
      <button type="button" class="btn btn-sm btn-quiet" @click=${leave}>${t("Về sớm")}</button>
    </div>`;
  }
}

customElements.define("gb-people", GbPeople);
