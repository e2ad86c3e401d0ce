/**
 * A list that is put in order by dragging its handles, or with the keyboard: Space takes, arrows move, Space puts.
 *
 * @example <gb-sortable action="/cuoc-hop/…/thu-tu"><ul><li data-id="7"><button class="sort-handle">…</button>…</li></ul></gb-sortable>
 */
import Sortable from "sortablejs";
import { wordsOf } from "../kernel/errors";
import { post } from "../kernel/http";
import { t } from "../kernel/i18n";
import { toast } from "./gb-toast";

export class GbSortable extends HTMLElement {
  #life: AbortController | undefined;
  #sortable: Sortable | undefined;
  #moving: HTMLElement | undefined;
  #before: HTMLElement[] = [];
  #voice: HTMLElement | undefined;

  connectedCallback(): void {
    const list = this.list;
    if (!list) return;
    this.#life = new AbortController();
    const { signal } = this.#life;
    this.#voice = this.#makeVoice();
    this.#sortable = Sortable.create(list, {
      handle: ".sort-handle",
      draggable: "[data-id]",
      animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
      ghostClass: "sort-ghost",
      onStart: () => this.#remember(),
      onEnd: () => void this.#save(),
    });
    this.addEventListener("keydown", (event) => this.#key(event), { signal });
    this.addEventListener("focusout", (event) => this.#left(event), { signal });
  }

  disconnectedCallback(): void {
    this.#life?.abort();
    this.#sortable?.destroy();
    this.#voice?.remove();
  }

  get list(): HTMLElement | null {
    return this.querySelector<HTMLElement>("[data-id]")?.parentElement ?? null;
  }

  get rows(): HTMLElement[] {
    return [...(this.list?.querySelectorAll<HTMLElement>(":scope > [data-id]") ?? [])];
  }

  get order(): string[] {
    return this.rows.map((row) => row.dataset.id ?? "");
  }

  #makeVoice(): HTMLElement {
    const voice = document.createElement("span");
    voice.className = "visually-hidden";
    voice.setAttribute("aria-live", "assertive");
    this.append(voice);
    return voice;
  }

  #remember(): void {
    this.#before = this.rows;
  }

  #say(words: string): void {
    if (this.#voice) this.#voice.textContent = words;
  }

  #key(event: KeyboardEvent): void {
    const handle = event.target instanceof Element ? event.target.closest(".sort-handle") : null;
    const row = handle?.closest<HTMLElement>("[data-id]");
    if (!handle || !row) return;
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (event.key === " " || event.key === "Enter") this.#takeOrPut(row);
    else if (event.key === "Escape" && this.#moving) this.#cancel();
    else if (step && this.#moving === row) this.#move(row, step);
    else return;
    event.preventDefault();
    handle instanceof HTMLElement && handle.focus();
  }

  #takeOrPut(row: HTMLElement): void {
    if (this.#moving) {
      this.#drop();
      void this.#save();
      return;
    }
    this.#remember();
    this.#moving = row;
    row.classList.add("sort-moving");
    this.#say(
      t(
        "Đã nhấc mục {n} trong {total}. Dùng phím mũi tên để chuyển, phím cách để đặt, Esc để thôi.",
        this.#place(row),
      ),
    );
  }

  #place(row: HTMLElement): { n: number; total: number } {
    return { n: this.rows.indexOf(row) + 1, total: this.rows.length };
  }

  #move(row: HTMLElement, step: number): void {
    const rows = this.rows;
    const other = rows[rows.indexOf(row) + step];
    if (!other) return;
    if (step < 0) other.before(row);
    else other.after(row);
    this.#say(t("Vị trí {n} trong {total}", this.#place(row)));
  }

  #drop(): void {
    this.#moving?.classList.remove("sort-moving");
    this.#moving = undefined;
  }

  #cancel(): void {
    this.#drop();
    this.list?.append(...this.#before);
    this.#say(t("Đã trả về chỗ cũ."));
  }

  /** Moving a row takes the focus away for a moment; only a focus that goes elsewhere puts it down. */
  #left(event: FocusEvent): void {
    if (this.#moving && event.relatedTarget instanceof Node && !this.#moving.contains(event.relatedTarget))
      this.#cancel();
  }

  async #save(): Promise<void> {
    const before = this.#before;
    if (before.every((row, place) => row === this.rows[place])) return;
    const action = this.getAttribute("action");
    try {
      if (action) await post(action, new URLSearchParams(this.order.map((id) => ["order", id])));
      this.#say(t("Đã lưu thứ tự mới."));
      this.dispatchEvent(new CustomEvent("gb-changed", { bubbles: true, detail: { order: this.order } }));
    } catch (error) {
      this.list?.append(...before);
      toast({ text: wordsOf(error), tone: "error" });
    }
  }
}

customElements.define("gb-sortable", GbSortable);
