/**
 * Makes a <select> searchable, with or without diacritics: its own options first, then `source` (people, units).
 *
 * @example <gb-picker source="/api/people"><select name="assignee">…</select></gb-picker>
 */
import { get } from "../kernel/http";
import { fold, t } from "../kernel/i18n";
import { icon } from "./icon";

const ASK_AFTER = 180;
const MOST = 30;

interface Item {
  id: string;
  name: string;
  note: string;
}

type Found = Record<string, unknown>;

/** A list that names the unit above by its key has no word for it. */
const UUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

const text = (value: unknown): string => {
  if (typeof value === "string") return value;
  if (value && typeof value === "object" && "name" in value) return String(value.name);
  return "";
};

function itemOf(found: Found): Item {
  const above = text(found.parent);
  const unit = text(found.unit) || (UUID.test(above) ? "" : above);
  const role = text(found.position) || text(found.title) || text(found.role);
  return {
    id: String(found.id),
    name: text(found.name) || text(found.full_name) || text(found.label),
    note: [role, unit].filter(Boolean).join(" · "),
  };
}

export class GbPicker extends HTMLElement {
  #life: AbortController | undefined;
  #asking: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #items: Item[] = [];
  #place = 0;
  readonly #box = document.createElement("div");
  readonly #input = document.createElement("input");
  readonly #list = document.createElement("ul");

  connectedCallback(): void {
    const select = this.select;
    if (!select || this.hasAttribute("ready")) return;
    this.#life = new AbortController();
    this.#build(select);
    this.#drawChosen();
    this.setAttribute("ready", "");
    this.#listen(this.#life.signal, select);
  }

  disconnectedCallback(): void {
    this.#life?.abort();
    this.#asking?.abort();
    clearTimeout(this.#timer);
    this.#box.remove();
    this.#list.remove();
    this.removeAttribute("ready");
  }

  get select(): HTMLSelectElement | null {
    return this.querySelector("select");
  }

  #build(select: HTMLSelectElement): void {
    const id = `${select.id || select.name}-search`;
    const label = select.id ? document.querySelector<HTMLLabelElement>(`label[for="${select.id}"]`) : null;
    this.#box.className = "picker-box";
    Object.assign(this.#input, {
      id,
      className: "picker-input",
      type: "text",
      autocomplete: "off",
      spellcheck: false,
    });
    this.#list.id = `${id}-list`;
    this.#list.className = "picker-list";
    this.#list.hidden = true;
    this.#list.setAttribute("role", "listbox");
    const traits = {
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.#list.id,
      "aria-label": label?.textContent?.replace(/\s+/g, " ").trim() ?? t("Tìm và chọn"),
    };
    for (const [name, value] of Object.entries(traits)) this.#input.setAttribute(name, value);
    const described = select.getAttribute("aria-describedby");
    if (described) this.#input.setAttribute("aria-describedby", described);
    if (label) label.htmlFor = id;
    this.#box.append(this.#input);
    this.append(this.#box, this.#list);
  }

  #listen(signal: AbortSignal, select: HTMLSelectElement): void {
    this.#box.addEventListener("click", () => this.#input.focus(), { signal });
    this.#input.addEventListener("input", () => this.#soon(), { signal });
    this.#input.addEventListener("focus", () => this.#soon(), { signal });
    this.#input.addEventListener("keydown", (event) => this.#key(event), { signal });
    this.#list.addEventListener("pointerdown", (event) => this.#press(event), { signal });
    select.addEventListener("change", () => this.#drawChosen(), { signal });
    this.addEventListener(
      "focusout",
      (event) => !this.contains(event.relatedTarget as Node | null) && this.#close(),
      { signal },
    );
  }

  #soon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#find(), ASK_AFTER);
  }

  #own(query: string): Item[] {
    return [...(this.select?.options ?? [])]
      .filter((option) => option.value && !option.selected && fold(option.text).includes(query))
      .map((option) => ({ id: option.value, name: option.text, note: option.dataset.note ?? "" }));
  }

  async #find(): Promise<void> {
    const typed = this.#input.value.trim();
    const items = this.#own(fold(typed));
    this.#show(items);
    const source = this.getAttribute("source");
    if (!source) return;
    this.#asking?.abort();
    this.#asking = new AbortController();
    try {
      const address = `${source}${source.includes("?") ? "&" : "?"}q=${encodeURIComponent(typed)}`;
      const answer = await get<Found[] | { items: Found[] }>(address, { signal: this.#asking.signal });
      const chosen = new Set(this.#chosen().map((option) => option.value));
      const known = new Set(items.map((item) => item.id));
      const found = (Array.isArray(answer) ? answer : answer.items).map(itemOf);
      this.#show([...items, ...found.filter((item) => !chosen.has(item.id) && !known.has(item.id))]);
    } catch {
      // offline or a newer question: the select's own options remain
    }
  }

  #show(items: Item[]): void {
    this.#items = items.slice(0, MOST);
    this.#place = 0;
    this.#list.replaceChildren(...this.#items.map((item, place) => this.#option(item, place)));
    if (!items.length) {
      const none = document.createElement("li");
      none.className = "picker-none";
      none.textContent = t("Không tìm thấy ai khớp. Thử gõ tên, chức vụ hoặc đơn vị.");
      this.#list.append(none);
    }
    this.#list.hidden = !this.contains(document.activeElement);
    this.#input.setAttribute("aria-expanded", String(!this.#list.hidden));
    this.#mark();
  }

  #option(item: Item, place: number): HTMLElement {
    const option = document.createElement("li");
    option.className = "picker-option";
    option.id = `${this.#list.id}-${place}`;
    option.dataset.place = String(place);
    option.setAttribute("role", "option");
    option.append(item.name);
    if (item.note) {
      const note = document.createElement("small");
      note.textContent = item.note;
      option.append(note);
    }
    return option;
  }

  #mark(): void {
    for (const option of this.#list.querySelectorAll(".picker-option")) {
      option.setAttribute("aria-selected", String(option.id === `${this.#list.id}-${this.#place}`));
    }
    const active = this.#items.length ? `${this.#list.id}-${this.#place}` : "";
    this.#input.setAttribute("aria-activedescendant", active);
    document.getElementById(active)?.scrollIntoView?.({ block: "nearest" });
  }

  #key(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (this.#list.hidden) this.#soon();
      this.#place = (this.#place + step + this.#items.length) % Math.max(this.#items.length, 1);
      this.#mark();
    } else if (event.key === "Enter" && !this.#list.hidden) {
      event.preventDefault();
      this.#choose(this.#place);
    } else if (event.key === "Escape" && !this.#list.hidden) {
      event.stopPropagation();
      this.#close();
    } else if (event.key === "Backspace" && !this.#input.value) {
      const last = this.#chosen().at(-1);
      if (last) this.#drop(last);
    }
  }

  #press(event: Event): void {
    event.preventDefault();
    const option =
      event.target instanceof Element ? event.target.closest<HTMLElement>(".picker-option") : null;
    if (option) this.#choose(Number(option.dataset.place));
  }

  #choose(place: number): void {
    const item = this.#items[place];
    const select = this.select;
    if (!item || !select) return;
    let option = [...select.options].find((one) => one.value === item.id);
    if (!option) {
      option = Object.assign(document.createElement("option"), { value: item.id, textContent: item.name });
      select.add(option);
    }
    option.selected = true;
    this.#input.value = "";
    select.dispatchEvent(new Event("change", { bubbles: true }));
    this.#close();
  }

  #drop(option: HTMLOptionElement): void {
    option.selected = false;
    if (this.select && !this.select.multiple) this.select.value = "";
    this.select?.dispatchEvent(new Event("change", { bubbles: true }));
    this.#input.focus();
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#list.hidden = true;
    this.#input.setAttribute("aria-expanded", "false");
  }

  #chosen(): HTMLOptionElement[] {
    return [...(this.select?.selectedOptions ?? [])].filter((option) => option.value);
  }

  #drawChosen(): void {
    for (const old of this.#box.querySelectorAll(".picker-chosen")) old.remove();
    this.#input.before(...this.#chosen().map((option) => this.#tag(option)));
    const empty = this.getAttribute("placeholder") ?? t("Gõ tên để tìm");
    this.#input.placeholder = this.#chosen().length ? "" : empty;
  }

  #tag(option: HTMLOptionElement): HTMLElement {
    const tag = document.createElement("span");
    tag.className = "picker-chosen";
    const drop = document.createElement("button");
    drop.type = "button";
    drop.setAttribute("aria-label", t("Bỏ {name}", { name: option.text }));
    drop.append(icon("x"));
    drop.addEventListener("click", () => this.#drop(option));
    tag.append(option.text, drop);
    return tag;
  }
}

customElements.define("gb-picker", GbPicker);
