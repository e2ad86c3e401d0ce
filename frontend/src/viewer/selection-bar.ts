/** The small bar at selected words: five colours, a note, a copy. */
import { toast } from "../elements/gb-toast";
import { icon } from "../elements/icon";
import { t } from "../kernel/i18n";
import { COLOR_NAMES } from "./note-form";
import type { Noting } from "./noting";
import { COLORS } from "./paper";
import { type Picked, pick } from "./selection";

const SETTLE = 200; // milliseconds: a finger moves the handles of a selection

export function selectionBar(
  viewer: HTMLElement & { readonly noting: Noting },
  scroller: HTMLElement,
  signal: AbortSignal,
): void {
  const bar = document.createElement("div");
  bar.className = "viewer-select";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", t("Đánh dấu chữ đã chọn"));
  bar.hidden = true;
  viewer.append(bar);
  let picked: Picked | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hide = () => {
    bar.hidden = true;
  };
  const use = (run: (what: Picked) => unknown) => () => {
    if (picked) run(picked);
    hide();
  };
  for (const color of COLORS)
    bar.append(
      button(
        t(COLOR_NAMES[color]),
        `viewer-swatch viewer-${color}`,
        use((what) => viewer.noting.highlight(what, color)),
      ),
    );
  const here = document.createElement("button");
  here.type = "button";
  here.className = "btn btn-sm btn-primary";
  here.textContent = t("Đặt ghi chú vào đây");
  here.addEventListener("pointerdown", (event) => event.preventDefault());
  here.addEventListener(
    "click",
    use((what) => viewer.noting.placeAt(what)),
  );
  bar.append(here);
  bar.append(
    button(
      t("Ghi chú"),
      "viewer-tool",
      use((what) => viewer.noting.begin(what)),
      icon("note"),
    ),
  );
  bar.append(
    button(
      t("Chép chữ"),
      "viewer-tool",
      use((what) => copy(what.quote)),
      icon("copy"),
    ),
  );

  document.addEventListener(
    "selectionchange",
    () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        picked = pick(scroller);
        bar.hidden = picked === null;
        const anew = Boolean(viewer.noting.anew?.quote);
        for (const element of bar.children) (element as HTMLElement).hidden = anew !== (element === here);
        if (picked) stand(bar, picked.at, viewer);
      }, SETTLE);
    },
    { signal },
  );
  scroller.addEventListener("scroll", hide, { passive: true, signal });
  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    bar.remove();
  });
}

function button(label: string, name: string, run: () => void, sign?: SVGSVGElement): HTMLButtonElement {
  const element = document.createElement("button");
  element.type = "button";
  element.className = name;
  element.title = label;
  element.setAttribute("aria-label", label);
  if (sign) element.append(sign);
  element.addEventListener("pointerdown", (event) => event.preventDefault()); // the selection stays
  element.addEventListener("click", run);
  return element;
}

function stand(bar: HTMLElement, at: DOMRect, viewer: HTMLElement): void {
  const area = viewer.getBoundingClientRect();
  const below = at.bottom - area.top + 8;
  const top = below + bar.offsetHeight > area.height ? at.top - area.top - bar.offsetHeight - 8 : below;
  const left = Math.min(
    Math.max(8, at.right - area.left - bar.offsetWidth),
    area.width - bar.offsetWidth - 8,
  );
  bar.style.top = `${Math.max(8, top)}px`;
  bar.style.left = `${Math.max(8, left)}px`;
}

async function copy(words: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(words);
    toast({ text: t("Đã sao chép."), tone: "success" });
  } catch {
    toast({ text: t("Trình duyệt không cho sao chép."), tone: "warning" });
  }
}
