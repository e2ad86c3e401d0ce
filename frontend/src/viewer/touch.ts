/** Zooming by hand: ctrl and wheel, two fingers. */
import { LEAST, MOST, type Pages } from "./pages";

const clamp = (size: number): number => Math.min(MOST, Math.max(LEAST, size));

export function gestures(pages: () => Pages | undefined, scroller: HTMLElement, signal: AbortSignal): void {
  scroller.addEventListener(
    "wheel",
    (event) => {
      const column = pages();
      if (!column || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      const step = Math.exp(-Math.max(-60, Math.min(60, event.deltaY)) * 0.006);
      column.zoom(clamp(column.size * step), { x: event.clientX, y: event.clientY });
    },
    { passive: false, signal },
  );
  let apart = 0;
  let size = 1;
  scroller.addEventListener(
    "touchstart",
    (event) => {
      const column = pages();
      if (event.touches.length !== 2 || !column) return;
      apart = distance(event.touches);
      size = column.size;
    },
    { passive: true, signal },
  );
  scroller.addEventListener(
    "touchmove",
    (event) => {
      const column = pages();
      if (event.touches.length !== 2 || !apart || !column) return;
      event.preventDefault();
      column.zoom(clamp((size * distance(event.touches)) / apart), middle(event.touches));
    },
    { passive: false, signal },
  );
  const end = (event: TouchEvent) => {
    if (event.touches.length < 2) apart = 0;
  };
  scroller.addEventListener("touchend", end, { passive: true, signal });
  scroller.addEventListener("touchcancel", end, { passive: true, signal });
}

function pair(touches: TouchList): [Touch, Touch] | null {
  const [one, two] = [touches[0], touches[1]];
  return one && two ? [one, two] : null;
}

function distance(touches: TouchList): number {
  const both = pair(touches);
  return both ? Math.hypot(both[0].clientX - both[1].clientX, both[0].clientY - both[1].clientY) : 0;
}

function middle(touches: TouchList): { x: number; y: number } {
  const both = pair(touches);
  if (!both) return { x: 0, y: 0 };
  return { x: (both[0].clientX + both[1].clientX) / 2, y: (both[0].clientY + both[1].clientY) / 2 };
}
