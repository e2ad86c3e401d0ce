/** A button of the stage that is a sign, with its words for who does not see it. */
import { html, type TemplateResult } from "lit";
import { icon } from "../icon";

export function iconButton(sign: string, label: string, run: () => void, disabled = false): TemplateResult {
  return html`<button
    type="button"
    class="btn btn-icon btn-quiet"
    ?disabled=${disabled}
    aria-label=${label}
    title=${label}
    @click=${run}
  >
    ${icon(sign)}
  </button>`;
}
