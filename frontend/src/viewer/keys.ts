/** The reader by keyboard: arrows turn, + and - zoom, / searches, g asks for a page, n, p and m mark, Escape closes. */
import type { Side } from "./side";

export function keys(viewer: Side & HTMLElement, signal: AbortSignal): void {
  const acts: Record<string, () => void> = {
    ArrowLeft: () => viewer.turn(-1),
    ArrowRight: () => viewer.turn(1),
    Home: () => viewer.go(1),
    End: () => viewer.go(viewer.pages?.count ?? 1),
    "+": () => viewer.zoom("in"),
    "=": () => viewer.zoom("in"),
    "-": () => viewer.zoom("out"),
    "0": () => viewer.zoom("width"),
    "/": () => viewer.panel !== "find" && viewer.open("find"),
    g: () => viewer.querySelector<HTMLInputElement>(".viewer-number")?.focus(),
    n: () => viewer.noting.place(),
    p: () => viewer.inking.toggle(),
    m: () => viewer.open("notes"),
    Escape: () => viewer.shut(),
  };
  document.addEventListener(
    "keydown",
    (event) => {
      const own = viewer.contains(event.target as Node) || (!viewer.plain && event.target === document.body);
      if (!own || event.ctrlKey || event.metaKey || event.altKey) return;
      if (typing(event.target) && event.key !== "Escape") return;
      const act = acts[event.key];
      if (!act) return;
      event.preventDefault();
      event.stopPropagation(); // «/» is also the search of the whole house
      act();
    },
    { signal, capture: true },
  );
}

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.matches("input, textarea, select") || target.isContentEditable);
