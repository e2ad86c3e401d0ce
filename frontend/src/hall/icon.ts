/** An icon inside a Lit template: redrawing it changes nothing on the page. */
import { html, type TemplateResult } from "lit";

export function icon(name: string): TemplateResult {
  const href = `${document.body.dataset.icons ?? ""}#${name}`;
  return html`<svg class="icon" aria-hidden="true"><use href=${href}></use></svg>`;
}
