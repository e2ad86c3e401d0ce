/**
 * Draws a hall: the usual shapes by two numbers, then seat by seat: dragged, moved by the arrow keys, made the chair's,
 * renamed, left out. The drawing travels in the form's hidden field «seats». @example <gb-seat-editor>
 */
import { html, LitElement, type nothing, type SVGTemplateResult, svg, type TemplateResult } from "lit";
import { t } from "../kernel/i18n";
import { HEIGHT, type Kind, type Seat, type Shape, shaped, WIDTH } from "./shapes";

const STEP = 10;
const MOST = 400;
const ARROWS: Record<string, [x: number, y: number]> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
};
const NUMBERS: Record<Shape, [first: () => string, second: () => string, usual: [number, number]]> = {
  rows: [() => t("Số hàng"), () => t("Số ghế mỗi hàng"), [6, 10]],
  u: [() => t("Số ghế đầu chữ U"), () => t("Số ghế mỗi cánh"), [5, 8]],
  table: [() => t("Số ghế mỗi bên"), () => t("Số ghế cuối bàn"), [8, 1]],
};

const within = (value: number, most: number): number => Math.round(Math.min(Math.max(value, 30), most - 30));

export class GbSeatEditor extends LitElement {
  static override properties = { seats: { state: true }, chosen: { state: true } };
  declare seats: Seat[];
  declare chosen: string;
  #dragged = "";

  constructor() {
    super();
    this.seats = JSON.parse(document.getElementById("hall-seats")?.textContent ?? "[]") as Seat[];
    this.chosen = "";
  }

  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#shapeField?.addEventListener("change", this.#reshaped);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#shapeField?.removeEventListener("change", this.#reshaped);
  }

  get #form(): HTMLFormElement | null {
    return this.closest("form");
  }

  get #shapeField(): HTMLSelectElement | null {
    return this.#form?.querySelector<HTMLSelectElement>("[name=shape]") ?? null;
  }

  get #shape(): Shape {
    return (this.#shapeField?.value || "rows") as Shape;
  }

  #reshaped = (): void => this.requestUpdate();

  protected override updated(): void {
    const field = this.#form?.querySelector<HTMLInputElement>("[name=seats]");
    if (field) field.value = JSON.stringify(this.seats);
  }

  override render(): TemplateResult {
    const [first, second, usual] = NUMBERS[this.#shape];
    return html`<div class="seats-tools">
        ${this.#number("seats-first", first(), usual[0])} ${this.#number("seats-second", second(), usual[1])}
        <button type="button" class="btn btn-secondary" @click=${this.#arrange}>${t("Kê ghế")}</button>
        <button type="button" class="btn btn-quiet" ?disabled=${this.seats.length >= MOST} @click=${this.#add}>${t("Thêm ghế")}</button>
        <span>${t("{n} ghế", { n: this.seats.length })}</span>
      </div>
      <svg
        class="seats seats-editing"
        viewBox="0 0 ${WIDTH} ${HEIGHT}"
        role="group"
        aria-label=${t("Sơ đồ ghế")}
        @pointermove=${this.#drag}
        @pointerup=${this.#drop}
        @pointercancel=${this.#drop}
      >
        <rect class="seats-floor" x="4" y="4" width="992" height="692" rx="12"></rect>
        <rect class="seats-screen" x="360" y="18" width="280" height="12" rx="6"></rect>
        ${this.seats.map((seat) => this.#seat(seat))}
      </svg>
      ${this.#one()}`;
  }

  #number(id: string, label: string, usual: number): TemplateResult {
    return html`<label class="field" for=${id}
      ><span class="form-label">${label}</span
      ><input id=${id} class="form-control" type="number" min="1" max="40" .value=${String(usual)}
    /></label>`;
  }

  #value(id: string): number {
    const value = Number(this.querySelector<HTMLInputElement>(`#${id}`)?.value);
    return Math.min(Math.max(Math.round(value) || 1, 1), 40);
  }

  #arrange = (): void => {
    this.seats = shaped(this.#shape, this.#value("seats-first"), this.#value("seats-second")).slice(0, MOST);
    this.chosen = "";
  };

  #add = (): void => {
    const known = new Set(this.seats.map((seat) => seat.id));
    let number = 1;
    while (known.has(`G${number}`)) number += 1;
    this.seats = [...this.seats, { id: `G${number}`, x: WIDTH / 2, y: HEIGHT / 2, kind: "seat" }];
    this.chosen = `G${number}`;
  };

  #seat(seat: Seat): SVGTemplateResult {
    const chosen = seat.id === this.chosen;
    return svg`<g
      class=${`seat seat-${seat.kind} ${chosen ? "seat-chosen" : ""}`}
      transform=${`translate(${seat.x} ${seat.y})`}
      tabindex="0"
      role="button"
      aria-pressed=${chosen ? "true" : "false"}
      aria-label=${t("Ghế {seat}", { seat: seat.id })}
      @pointerdown=${(event: PointerEvent) => this.#take(event, seat.id)}
      @focus=${() => {
        this.chosen = seat.id;
      }}
      @keydown=${(event: KeyboardEvent) => this.#key(event, seat)}
    >
      <circle r="24"></circle>
      <text class="seat-label" y="5">${seat.id}</text>
    </g>`;
  }

  #key(event: KeyboardEvent, seat: Seat): void {
    const move = ARROWS[event.key];
    if (event.key === "Delete") this.#leaveOut(seat.id);
    if (!move) return;
    event.preventDefault();
    this.#put(seat.id, { x: within(seat.x + move[0], WIDTH), y: within(seat.y + move[1], HEIGHT) });
  }

  #take(event: PointerEvent, id: string): void {
    this.#dragged = this.chosen = id;
    this.querySelector("svg")?.setPointerCapture(event.pointerId);
  }

  #drag = (event: PointerEvent): void => {
    const area = this.querySelector("svg");
    if (!this.#dragged || !area) return;
    const box = area.getBoundingClientRect();
    const x = ((event.clientX - box.left) * WIDTH) / box.width;
    const y = ((event.clientY - box.top) * HEIGHT) / box.height;
    this.#put(this.#dragged, { x: within(x, WIDTH), y: within(y, HEIGHT) });
  };

  #drop = (): void => {
    this.#dragged = "";
  };

  #put(id: string, values: Partial<Seat>): void {
    this.seats = this.seats.map((seat) => (seat.id === id ? { ...seat, ...values } : seat));
  }

  #leaveOut(id: string): void {
    this.seats = this.seats.filter((seat) => seat.id !== id);
    this.chosen = "";
  }

  /** One seat in words: its label, whose it is, and the way out. */
  #one(): TemplateResult | typeof nothing {
    const seat = this.seats.find((one) => one.id === this.chosen);
    if (!seat)
      return html`<p class="field-help">${t("Bấm vào một ghế để đổi số hiệu, đặt chỗ chủ trì hoặc bỏ ghế.")}</p>`;
    const kinds: [Kind, string][] = [
      ["seat", t("Ghế dự họp")],
      ["desk", t("Chỗ thư ký")],
      ["chair", t("Chỗ chủ trì")],
    ];
    return html`<div class="seats-tools">
      <label class="field" for="seat-name"
        ><span class="form-label">${t("Số hiệu")}</span
        ><input
          id="seat-name"
          class="form-control"
          maxlength="8"
          .value=${seat.id}
          @change=${(event: Event) => this.#rename(seat.id, (event.target as HTMLInputElement).value)}
      /></label>
      <label class="field" for="seat-kind"
        ><span class="form-label">${t("Dành cho")}</span
        ><select id="seat-kind" class="form-select" @change=${(event: Event) => this.#kind(seat.id, (event.target as HTMLSelectElement).value as Kind)}>
          ${kinds.map(([kind, words]) => html`<option value=${kind} ?selected=${kind === seat.kind}>${words}</option>`)}
        </select></label
      >
      <button type="button" class="btn btn-quiet" @click=${() => this.#leaveOut(seat.id)}>${t("Bỏ ghế {seat}", { seat: seat.id })}</button>
    </div>`;
  }

  #rename(id: string, to: string): void {
    const label = to
      .toUpperCase()
      .replace(/[^A-Z0-9]/g, "")
      .slice(0, 8);
    if (!label || this.seats.some((seat) => seat.id === label && seat.id !== id)) {
      this.requestUpdate();
      return;
    }
    this.#put(id, { id: label });
    this.chosen = label;
  }

  /** One chair's place: who had it before sits as everybody does. */
  #kind(id: string, kind: Kind): void {
    this.seats = this.seats.map((seat) => {
      if (seat.id === id) return { ...seat, kind };
      return kind === "chair" && seat.kind === "chair" ? { ...seat, kind: "seat" } : seat;
    });
  }
}

customElements.define("gb-seat-editor", GbSeatEditor);
