/** Light, dark, high contrast, and the size of letters. Kept in cookies, so that the server paints the first frame right. */
import { t } from "../kernel/i18n";
import { icon } from "./icon";

const YEAR = 31_536_000;

interface Choice {
  value: string;
  label: string;
  draw: () => Node;
}

const glyph = (name: string) => () => icon(name);
const letter = (text: string) => () => document.createTextNode(text);

function choose(name: "theme" | "size", value: string): void {
  document.documentElement.dataset[name] = value;
  // biome-ignore lint/suspicious/noDocumentCookie: cookieStore is not in every browser that offices use
  document.cookie = `${name}=${value}; path=/; max-age=${YEAR}; samesite=lax`;
}

export class GbTheme extends HTMLElement {
  connectedCallback(): void {
    this.replaceChildren(
      this.#row("theme", t("Giao diện"), [
        { value: "auto", label: t("Theo thiết bị"), draw: glyph("device-desktop") },
        { value: "light", label: t("Sáng"), draw: glyph("sun") },
        { value: "dark", label: t("Tối"), draw: glyph("moon") },
        { value: "contrast", label: t("Tương phản cao"), draw: glyph("contrast") },
      ]),
      this.#row("size", t("Cỡ chữ"), [
        { value: "normal", label: t("Chữ thường"), draw: letter("A") },
        { value: "large", label: t("Chữ lớn"), draw: letter("A+") },
        { value: "larger", label: t("Chữ rất lớn"), draw: letter("A++") },
      ]),
    );
  }

  #row(name: "theme" | "size", title: string, choices: Choice[]): HTMLElement {
    const heading = document.createElement("span");
    heading.className = "menu-heading";
    heading.textContent = title;
    const row = document.createElement("div");
    row.className = "segmented";
    row.setAttribute("role", "group");
    row.setAttribute("aria-label", title);
    row.append(...choices.map((choice) => this.#button(name, choice, row)));
    const block = document.createElement("div");
    block.append(heading, row);
    return block;
  }

  #button(name: "theme" | "size", { value, label, draw }: Choice, row: HTMLElement): HTMLButtonElement {
    const button = document.createElement("button");
    button.type = "button";
    button.title = label;
    button.setAttribute("aria-label", label);
    button.setAttribute("aria-pressed", String(document.documentElement.dataset[name] === value));
    button.append(draw());
    button.addEventListener("click", () => {
      choose(name, value);
      for (const other of row.children) other.setAttribute("aria-pressed", String(other === button));
    });
    return button;
  }
}
