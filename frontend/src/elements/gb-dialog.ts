/** Around a native <dialog>: opens by `data-opens="id"` anywhere, closes by `data-closes` or a click beside it. */

function dialogOf(id: string | undefined): HTMLDialogElement | null {
  const found = id ? document.getElementById(id) : null;
  return found instanceof HTMLDialogElement ? found : null;
}

/** One listener for every opener and closer of the page, also those that arrive later. */
export function openers(signal?: AbortSignal): void {
  const listener = (event: Event) => {
    const target = event.target instanceof Element ? event.target : null;
    const opener = target?.closest<HTMLElement>("[data-opens]");
    if (opener) dialogOf(opener.dataset.opens)?.showModal();
    if (target?.closest("[data-closes]")) target.closest("dialog")?.close();
  };
  document.addEventListener("click", listener, signal ? { signal } : {});
}

export class GbDialog extends HTMLElement {
  #life: AbortController | undefined;

  connectedCallback(): void {
    this.#life = new AbortController();
    const { signal } = this.#life;
    const dialog = this.querySelector("dialog");
    // Only a press that also began outside counts: selecting text must not lose a form.
    dialog?.addEventListener(
      "pointerdown",
      (event) => event.target === dialog && this.#outside(dialog, event) && dialog.close(),
      {
        signal,
      },
    );
    if (this.hasAttribute("open") && dialog && !dialog.open) dialog.showModal();
  }

  disconnectedCallback(): void {
    this.#life?.abort();
  }

  #outside(dialog: HTMLDialogElement, { clientX, clientY }: PointerEvent): boolean {
    if (dialog.querySelector("textarea, input:not([type=hidden])")) return false;
    const box = dialog.getBoundingClientRect();
    return clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom;
  }
}
