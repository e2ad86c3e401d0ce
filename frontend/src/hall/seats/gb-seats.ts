/**
 * The pane «Chỗ ngồi» (LIVE-7): the hall as a picture, who is connected, who has asked for the floor and who speaks;
 * my own seat stands out. @example <gb-seats>
 */
import { html, nothing, type SVGTemplateResult, svg, type TemplateResult } from "lit";
import { t } from "../../kernel/i18n";
import type { Turn } from "../floor/turns";
import { icon } from "../icon";
import { Part } from "../part";
import { Present } from "../present";
import type { Person } from "../shapes";

type Seat = [label: string, x: number, y: number, kind: "chair" | "desk" | "seat"];

interface Hall {
  name: string;
  shape: string;
  seats: Seat[];
}

export class GbSeats extends Part {
  static override properties = { ...Part.properties, chosen: { state: true } };
  /** The seat that was touched: its name is written out below. */
  declare chosen: string;
  readonly #present = new Present(this);

  constructor() {
    super("hall", "seat", "attendance", "turn", "here", "online", "meeting");
    this.chosen = "";
  }

  override render(): TemplateResult {
    const hall = this.store.get<Hall>("hall");
    if (!hall) return this.#none();
    const mine = hall.seats.find(([label]) => this.#who(label)?.id === this.me)?.[0];
    return html`<h2 class="hall-title">${t("Chỗ ngồi")}: ${hall.name}</h2>
      ${mine ? html`<p class="seats-mine">${icon("map-pin")}${t("Chỗ của tôi: ghế {seat}", { seat: mine })}</p>` : nothing}
      ${this.#picture(hall)} ${this.#said()}
      <ul class="seats-legend" aria-label=${t("Chú thích")}>
        <li><i class="seats-dot seats-dot-online"></i>${t("Đang kết nối")}</li>
        <li><i class="seats-dot seats-dot-hand"></i>${t("Đăng ký phát biểu")}</li>
        <li><i class="seats-dot seats-dot-speaks"></i>${t("Đang phát biểu")}</li>
      </ul>
      ${this.desk ? this.#arrange() : nothing}`;
  }

  #none(): TemplateResult {
    return html`<h2 class="hall-title">${t("Chỗ ngồi")}</h2>
      <p class="hall-none">${t("Cuộc họp chưa xếp chỗ ngồi.")}</p>
      ${this.desk ? this.#arrange() : nothing}`;
  }

  #arrange(): TemplateResult {
    return html`<div class="hall-actions">
      <a class="btn btn-sm btn-secondary" href=${`/so-do/cuoc-hop/${this.meeting?.id ?? ""}/`} target="_blank" rel="noopener"
        >${icon("armchair")}${t("Xếp chỗ, in biển tên")}</a
      >
    </div>`;
  }

  #who(label: string): Person | undefined {
    const person = this.store.get<string>(`seat/${label}`);
    return person ? this.store.get<Person>(`attendance/${person}`) : undefined;
  }

  #turn(person: string, state: Turn["state"]): boolean {
    for (const turn of this.store.under<Turn>("turn").values())
      if (turn.speaker === person && turn.state === state) return true;
    return false;
  }

  #picture(hall: Hall): TemplateResult {
    const label = t("Sơ đồ chỗ ngồi {hall}", { hall: hall.name });
    return html`<svg class="seats seats-small" viewBox="0 0 1000 700" role="group" aria-label=${label}>
      <rect class="seats-floor" x="4" y="4" width="992" height="692" rx="12"></rect>
      <rect class="seats-screen" x="360" y="18" width="280" height="12" rx="6"></rect>
      ${hall.seats.map((seat) => this.#seat(seat))}
    </svg>`;
  }

  #seat([label, x, y, kind]: Seat): SVGTemplateResult {
    const person = this.#who(label);
    const states = person ? this.#states(person) : [];
    const words = [label, person?.name ?? t("ghế trống"), ...states.map(([, said]) => said)].join(", ");
    const classes = [
      "seat",
      `seat-${kind}`,
      person ? "seat-taken" : "",
      ...states.map(([sign]) => `seat-${sign}`),
    ];
    const choose = () => {
      this.chosen = label;
    };
    return svg`<g
      class=${classes.join(" ")}
      transform=${`translate(${x} ${y})`}
      role="img"
      aria-label=${words}
      @click=${choose}
    >
      <title>${words}</title>
      <circle r="24"></circle>
      <text class="seat-label" y="5">${label}</text>
    </g>`;
  }

  #states(person: Person): [sign: string, words: string][] {
    const found: [string, string][] = [];
    if (person.id === this.me) found.push(["mine", t("chỗ của tôi")]);
    if (this.#present.has(person.id)) found.push(["online", t("đang kết nối")]);
    if (this.#turn(person.id, "requested") || this.#turn(person.id, "called"))
      found.push(["hand", t("đăng ký phát biểu")]);
    if (this.#turn(person.id, "speaking")) found.push(["speaks", t("đang phát biểu")]);
    return found;
  }

  #said(): TemplateResult {
    const person = this.chosen ? this.#who(this.chosen) : undefined;
    const words = person
      ? [person.name, person.position, person.unit].filter(Boolean).join(", ")
      : t("ghế trống");
    return html`<p class="seats-said" role="status">
      ${this.chosen ? html`<b>${this.chosen}</b> ${words}` : t("Bấm vào ghế để xem ai ngồi.")}
    </p>`;
  }
}

customElements.define("gb-seats", GbSeats);
