/**
 * Choose one or several of a list by typing, without diacritics: units, people. The list is given; the choice is told.
 * @example <gb-choose label="Đơn vị chủ trì" .options=${units} .chosen=${[id]} @gb-chosen=${…}>
 */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { fold, t } from "../kernel/i18n";
import { icon } from "./icon";

export interface Choice {
  id: string;
  name: string;
  note?: string;
}

/** The ids that are chosen now. */
export class Chosen extends Event {
  readonly ids: string[];

  constructor(ids: string[]) {
    super("gb-chosen", { bubbles: true });
    this.ids = ids;
  }
}

const MOST = 12;
let made = 0;

function nextId(): string {
  made += 1;
  return `choose-${made}`;
}

export class GbChoose extends LitElement {
  static override properties = {
    label: {},
    hint: {},
    options: { attribute: false },
    chosen: { attribute: false },
    multiple: { type: Boolean },
    bare: { type: Boolean },
    asked: { state: true },
    place: { state: true },
    open: { state: true },
  };
  declare label: string;
  declare hint: string;
  declare options: readonly Choice[];
  declare chosen: readonly string[];
  declare multiple: boolean;
  /** Without a label in sight: the hint says what it is. */
  declare bare: boolean;
  declare asked: string;
  declare place: number;
  declare open: boolean;
  readonly #id = nextId();

  constructor() {
    super();
    this.label = this.hint = this.asked = "";
    this.options = this.chosen = [];
    this.multiple = this.open = this.bare = false;
    this.place = 0;
  }

  protected override createRenderRoot(): this {
    return this;
  }

  override focus(): void {
    this.querySelector("input")?.focus();
  }

  get #found(): Choice[] {
    const words = fold(this.asked).split(/\s+/).filter(Boolean);
    const text = (one: Choice) => fold(`${one.name} ${one.note ?? ""}`);
    return this.options
      .filter((one) => !this.chosen.includes(one.id) && words.every((word) => text(one).includes(word)))
      .slice(0, MOST);
  }

  override render(): TemplateResult {
    const found = this.#found;
    const picked = this.options.filter((one) => this.chosen.includes(one.id));
    const shown = this.open && (this.multiple || !picked.length || this.asked !== "");
    return html`<label class=${this.bare ? "visually-hidden" : "form-label"} for=${this.#id}>${this.label}</label>
      <div class="choose" @focusout=${this.#left}>
        <div class="picker-box">
          ${picked.map(
            (one) => html`<span class="picker-chosen"
              >${one.name}<button
                type="button"
                aria-label=${t("Bỏ {name}", { name: one.name })}
                @click=${() => this.#drop(one.id)}
              >
                ${icon("x")}
              </button></span
            >`,
          )}
          <input
            id=${this.#id}
            class="picker-input"
            type="text"
            autocomplete="off"
            role="combobox"
            aria-autocomplete="list"
            aria-expanded=${shown ? "true" : "false"}
            aria-controls=${`${this.#id}-list`}
            aria-activedescendant=${shown && found.length ? `${this.#id}-${this.place}` : nothing}
            placeholder=${picked.length ? "" : this.hint || t("Gõ vài chữ, không cần dấu")}
            .value=${this.asked}
            @focus=${() => (this.open = true)}
            @input=${(event: Event) => {
              this.asked = (event.target as HTMLInputElement).value;
              this.place = 0;
              this.open = true;
            }}
            @keydown=${(event: KeyboardEvent) => this.#key(event, found)}
          />
        </div>
        <ul class="picker-list" id=${`${this.#id}-list`} role="listbox" ?hidden=${!shown}>
          ${
            found.length
              ? found.map(
                  (one, place) => html`<li
                    class="picker-option"
                    id=${`${this.#id}-${place}`}
                    role="option"
                    aria-selected=${place === this.place ? "true" : "false"}
                    @pointerdown=${(event: Event) => {
                      event.preventDefault();
                      this.#take(one);
                    }}
                  >
                    ${one.name}${one.note ? html`<small>${one.note}</small>` : nothing}
                  </li>`,
                )
              : html`<li class="picker-none">${t("Không có mục nào khớp.")}</li>`
          }
        </ul>
      </div>`;
  }

  #key(event: KeyboardEvent, found: Choice[]): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      this.open = true;
      this.place = (this.place + step + found.length) % Math.max(found.length, 1);
    } else if (event.key === "Enter" && this.open && !event.ctrlKey && !event.metaKey) {
      const one = found[this.place];
      if (!one || (!this.asked && !this.multiple && this.chosen.length)) return;
      event.preventDefault();
      this.#take(one);
    } else if (event.key === "Escape" && this.open) {
      event.stopPropagation();
      this.open = false;
    } else if (event.key === "Backspace" && !this.asked) {
      const last = this.chosen.at(-1);
      if (last) this.#drop(last);
    }
  }

  #left = (event: FocusEvent): void => {
    if (!this.contains(event.relatedTarget as Node | null)) {
      this.open = false;
      this.asked = "";
    }
  };

  #take(one: Choice): void {
    this.asked = "";
    this.place = 0;
    this.open = this.multiple;
    this.#tell(this.multiple ? [...this.chosen, one.id] : [one.id]);
  }

  #drop(id: string): void {
    this.#tell(this.chosen.filter((one) => one !== id));
    this.focus();
  }

  #tell(ids: string[]): void {
    this.chosen = ids;
    this.dispatchEvent(new Chosen(ids));
  }
}

customElements.define("gb-choose", GbChoose);
