/**
 * A button that puts a value into a field of its form: what a warning offers is taken by one tap.
 *
 * @example <gb-take name="assignee" value="0190…" label="Nguyễn Văn A"><button type="button">…</button></gb-take>
 */
export class GbTake extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("click", this.#take);
  }

  disconnectedCallback(): void {
    this.removeEventListener("click", this.#take);
  }

  #take = (): void => {
    const form = this.closest("form");
    const name = this.getAttribute("name") ?? "";
    const value = this.getAttribute("value") ?? "";
    const other = this.getAttribute("radio");
    if (other) {
      const [radio, choice] = other.split("=");
      const box = form?.querySelector<HTMLInputElement>(`input[name="${radio}"][value="${choice}"]`);
      if (box) box.checked = true;
    }
    const field = form?.querySelector<HTMLInputElement | HTMLSelectElement>(`[name="${name}"]`);
    if (!field) return;
    if (field instanceof HTMLSelectElement && !field.querySelector(`option[value="${value}"]`))
      field.add(new Option(this.getAttribute("label") ?? value, value));
    field.value = value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };
}

customElements.define("gb-take", GbTake);
