/**
 * Keeps what was typed into its form in this browser until the form has been saved.
 *
 * @example <gb-autosave key="meeting-new"><form …>…</form></gb-autosave>
 */
import { t } from "../kernel/i18n";
import { time } from "../kernel/time";

const KEEP = 7 * 24 * 3_600_000;
const WRITE_AFTER = 400;

type Values = Record<string, string[]>;

interface Draft {
  at: number;
  sent: boolean;
  values: Values;
}

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const prefix = (): string => `draft:${document.body.dataset.me ?? ""}:`;

function controls(form: HTMLFormElement): Control[] {
  const skipped = ["password", "file", "hidden", "submit", "button", "reset"];
  return [...form.elements].filter(
    (one): one is Control =>
      (one instanceof HTMLInputElement && !skipped.includes(one.type)) ||
      one instanceof HTMLTextAreaElement ||
      one instanceof HTMLSelectElement,
  );
}

function valuesOf(form: HTMLFormElement): Values {
  const values: Values = {};
  for (const one of controls(form)) {
    if (!one.name) continue;
    values[one.name] ??= [];
    if (one instanceof HTMLSelectElement)
      values[one.name]?.push(...[...one.selectedOptions].map((option) => option.value));
    else if (!["checkbox", "radio"].includes(one.type) || (one as HTMLInputElement).checked)
      values[one.name]?.push(one.value);
  }
  return values;
}

function fill(form: HTMLFormElement, values: Values): void {
  const places: Record<string, number> = {};
  for (const one of controls(form)) {
    const kept = values[one.name];
    if (!kept) continue;
    if (one instanceof HTMLSelectElement)
      for (const option of one.options) option.selected = kept.includes(option.value);
    else if (one instanceof HTMLInputElement && ["checkbox", "radio"].includes(one.type))
      one.checked = kept.includes(one.value);
    else {
      const place = places[one.name] ?? 0;
      places[one.name] = place + 1;
      one.value = kept[place] ?? one.value;
    }
    one.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

function read(key: string): Draft | undefined {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "") as Draft;
  } catch {
    return undefined;
  }
}

/** Drafts that were sent from a page that did not come back with the form are saved; old ones are of no use. */
function sweep(): void {
  const open = new Set(
    [...document.querySelectorAll("gb-autosave")].map((one) => prefix() + one.getAttribute("key")),
  );
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith("draft:"))) {
    const draft = read(key);
    if (!draft || Date.now() - draft.at > KEEP || (draft.sent && !open.has(key)))
      localStorage.removeItem(key);
  }
}

export class GbAutosave extends HTMLElement {
  #life: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #fresh = "";

  connectedCallback(): void {
    sweep();
    const form = this.form;
    if (!form) return;
    this.#life = new AbortController();
    const { signal } = this.#life;
    this.#fresh = JSON.stringify(valuesOf(form));
    this.#restore(form);
    form.addEventListener("input", () => this.#soon(form), { signal });
    form.addEventListener("change", () => this.#soon(form), { signal });
    form.addEventListener("submit", () => this.#write(form, true), { signal });
    form.addEventListener("reset", () => setTimeout(() => this.forget()), { signal });
  }

  disconnectedCallback(): void {
    clearTimeout(this.#timer);
    this.#life?.abort();
  }

  get form(): HTMLFormElement | null {
    return this.querySelector("form");
  }

  get key(): string {
    return prefix() + (this.getAttribute("key") ?? location.pathname);
  }

  /** The form was saved by other means (an API call): what was kept may go. */
  forget(): void {
    clearTimeout(this.#timer);
    localStorage.removeItem(this.key);
    this.querySelector(".autosave-word")?.remove();
  }

  #restore(form: HTMLFormElement): void {
    const draft = read(this.key);
    const saved = draft?.sent && document.querySelector(".messages .toast-success");
    if (!draft || saved || JSON.stringify(draft.values) === this.#fresh) {
      localStorage.removeItem(this.key);
      return;
    }
    fill(form, draft.values);
    const bin = document.createElement("button");
    bin.type = "button";
    bin.className = "btn btn-quiet btn-sm";
    bin.textContent = t("Bỏ, dùng bản đã lưu");
    bin.addEventListener("click", () => {
      fill(form, JSON.parse(this.#fresh) as Values);
      this.forget();
    });
    this.#say(t("Đã khôi phục nội dung chưa lưu lúc {time}.", { time: time(draft.at) })).append(bin);
  }

  #soon(form: HTMLFormElement): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#write(form, false), WRITE_AFTER);
  }

  #write(form: HTMLFormElement, sent: boolean): void {
    clearTimeout(this.#timer);
    const draft: Draft = { at: Date.now(), sent, values: valuesOf(form) };
    try {
      localStorage.setItem(this.key, JSON.stringify(draft));
      if (!sent) this.#say(t("Đã giữ trên máy này lúc {time}", { time: time(draft.at) }));
    } catch {
      // The browser's store is full or closed: typing goes on, it is just not kept.
    }
  }

  #say(words: string): HTMLElement {
    let line = this.querySelector<HTMLElement>(".autosave-word");
    if (!line) {
      line = document.createElement("div");
      line.className = "autosave-word";
      line.setAttribute("role", "status");
      (this.querySelector(".form-actions") ?? this.form ?? this).append(line);
    }
    line.replaceChildren(words);
    return line;
  }
}

customElements.define("gb-autosave", GbAutosave);
