/** What was done, and the way back. The region is read aloud politely; errors stay until closed. */
import { t } from "../kernel/i18n";
import { icon } from "./icon";

export interface Saying {
  text: string;
  tone?: "success" | "info" | "warning" | "error";
  /** The way back: a word and what it does, or where it leads. */
  action?: { label: string; run?: () => void; href?: string };
}

const STAY = 6_000;
const SIGNS = {
  success: "circle-check",
  info: "info-circle",
  warning: "alert-triangle",
  error: "alert-circle",
} as const;

/** One message: one that the server wrote into the page, or one that `toast()` made. */
export class GbToast extends HTMLElement {
  connectedCallback(): void {
    if (this.querySelector(".toast-close")) return;
    const close = document.createElement("button");
    close.type = "button";
    close.className = "toast-close";
    close.setAttribute("aria-label", t("Đóng thông báo"));
    close.append(icon("x"));
    close.addEventListener("click", () => this.remove());
    this.append(close);
  }
}

/** The corner of the page where messages appear. */
export class GbToasts extends HTMLElement {
  connectedCallback(): void {
    this.setAttribute("role", "status");
    this.setAttribute("aria-live", "polite");
  }
}

function way({ label, run, href }: NonNullable<Saying["action"]>, close: () => void): HTMLElement {
  const element = document.createElement(href ? "a" : "button");
  if (element instanceof HTMLAnchorElement && href) element.href = href;
  if (element instanceof HTMLButtonElement) element.type = "button";
  element.textContent = label;
  element.addEventListener("click", () => {
    run?.();
    close();
  });
  return element;
}

/** Say something in the corner. Messages with a way back, and errors, wait for the reader. */
export function toast({ text, tone = "info", action }: Saying): HTMLElement {
  const element = document.createElement("gb-toast");
  element.className = `toast toast-${tone}`;
  const words = document.createElement("span");
  words.className = "toast-text";
  words.textContent = text;
  element.append(icon(SIGNS[tone]), words);
  if (action) element.append(way(action, () => element.remove()));
  (document.querySelector("gb-toasts") ?? document.body).append(element);
  if (tone === "success" || tone === "info") leave(element, action ? 2 * STAY : STAY);
  return element;
}

function leave(element: HTMLElement, after: number): void {
  let timer = setTimeout(() => element.remove(), after);
  element.addEventListener("pointerenter", () => clearTimeout(timer));
  element.addEventListener("focusin", () => clearTimeout(timer));
  element.addEventListener("pointerleave", () => {
    timer = setTimeout(() => element.remove(), after);
  });
}
