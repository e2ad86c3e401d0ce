/** Copies its text. Without the clipboard (plain http) it selects the text in a prompt-free way. */
import { t } from "../kernel/i18n";
import { toast } from "./gb-toast";

/** navigator.clipboard exists on https only; an office network is often plain http. */
function copyByHand(text: string): boolean {
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "visually-hidden";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}

export class GbCopy extends HTMLElement {
  #life: AbortController | undefined;

  connectedCallback(): void {
    this.#life = new AbortController();
    this.querySelector("button")?.addEventListener("click", () => void this.copy(), {
      signal: this.#life.signal,
    });
  }

  disconnectedCallback(): void {
    this.#life?.abort();
  }

  async copy(): Promise<void> {
    const text = this.getAttribute("text") ?? "";
    const done = navigator.clipboard
      ? await navigator.clipboard.writeText(text).then(
          () => true,
          () => copyByHand(text),
        )
      : copyByHand(text);
    if (done) toast({ text: t("Đã sao chép."), tone: "success" });
    else toast({ text: t("Chưa sao chép được: {text}", { text }), tone: "warning" });
  }
}

customElements.define("gb-copy", GbCopy);
