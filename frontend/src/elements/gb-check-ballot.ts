/**
 * Finds one's own ballot among the published lines, and counts all lines again, in this browser: the code never leaves
 * it. The lines are the rows of the table that ``for`` names; each has ``data-commitment`` and ``data-choice``.
 * @example <gb-check-ballot for="lines"><form>…</form></gb-check-ballot>
 */
import { asMade, fingerprint } from "../hall/voting/receipts";
import { t } from "../kernel/i18n";

export class GbCheckBallot extends HTMLElement {
  #life: AbortController | undefined;

  connectedCallback(): void {
    this.#life = new AbortController();
    const { signal } = this.#life;
    this.addEventListener("submit", (event) => this.#find(event), { signal });
    this.addEventListener("click", (event) => this.#pressed(event), { signal });
  }

  disconnectedCallback(): void {
    this.#life?.abort();
  }

  get #rows(): HTMLElement[] {
    const table = document.getElementById(this.getAttribute("for") ?? "");
    return [...(table?.querySelectorAll<HTMLElement>("[data-choice]") ?? [])];
  }

  #say(words: string, good: boolean): void {
    const said = this.querySelector<HTMLElement>(".vote-check-said");
    if (!said) return;
    said.textContent = words;
    said.classList.toggle("vote-result-good", good);
  }

  #pressed(event: Event): void {
    if (event.target instanceof Element && event.target.closest("[data-recount]")) this.#recount();
  }

  #find(event: Event): void {
    event.preventDefault();
    const typed = this.querySelector<HTMLInputElement>("input")?.value ?? "";
    const wanted = asMade(typed) ? fingerprint(typed) : "";
    let found: HTMLElement | undefined;
    for (const row of this.#rows) {
      const own = wanted !== "" && row.dataset.commitment === wanted;
      row.toggleAttribute("data-own", own);
      if (own) found = row;
    }
    found?.scrollIntoView({ block: "center" });
    if (found)
      this.#say(t("Phiếu của đồng chí đã được kiểm: {choice}.", { choice: found.dataset.words ?? "" }), true);
    else this.#say(t("Không có phiếu nào mang mã này. Kiểm tra lại mã, hoặc báo thư ký."), false);
  }

  /** Add up the lines that everybody sees, and compare with what was published. */
  #recount(): void {
    const votes = new Map<string, number>();
    let cast = 0;
    for (const row of this.#rows) {
      const weight = Number(row.dataset.weight ?? 1);
      cast += weight;
      for (const [key, times] of pointsOf(row.dataset.choice ?? '""'))
        votes.set(key, (votes.get(key) ?? 0) + weight * times);
    }
    const told = JSON.parse(this.dataset.votes ?? "{}") as Record<string, number>;
    const same = Object.entries(told).every(([key, count]) => (votes.get(key) ?? 0) === count);
    const whole = cast === Number(this.dataset.cast ?? 0);
    if (same && whole)
      this.#say(t("Đã kiểm lại {n} phiếu trên máy này: khớp với kết quả đã công bố.", { n: cast }), true);
    else this.#say(t("Kiểm lại trên máy này không khớp với kết quả đã công bố. Hãy báo thư ký."), false);
  }
}

/** What one ballot is for, and how much: blank ballots are for nothing. */
function pointsOf(choice: string): [string, number][] {
  const read: unknown = JSON.parse(choice);
  if (typeof read === "string") return read === "abstain" ? [] : [[read, 1]];
  if (Array.isArray(read)) return read.map((key) => [String(key), 1]);
  return Object.entries(read as Record<string, number>);
}

customElements.define("gb-check-ballot", GbCheckBallot);
