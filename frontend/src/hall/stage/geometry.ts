/** Where a page lies in its window: fitted, enlarged, moved; and which part of it is seen. Pure sums in pixels. */

/** A page is so many units wide, and high, whatever its size on a screen. */
export const WHOLE = 10_000;
export const MOST = 6;

export interface Size {
  w: number;
  h: number;
}

/** How a page is drawn: its left upper corner in the window, and how much it is enlarged. */
export interface View {
  scale: number;
  x: number;
  y: number;
}

/** A part of a page, in ten-thousandths of its width and height. */
export interface Region {
  x: number;
  y: number;
  w: number;
  h: number;
}

/** The size at which the whole page is seen. */
export function fitted(page: Size, window: Size): Size {
  if (!page.w || !page.h || !window.w || !window.h) return { w: 0, h: 0 };
  const scale = Math.min(window.w / page.w, window.h / page.h);
  return { w: page.w * scale, h: page.h * scale };
}

/** Keep a page in its window: in the middle where it is smaller, without a gap where it is larger. */
export function kept(view: View, fit: Size, window: Size): View {
  const scale = Math.min(Math.max(view.scale, 1), MOST);
  const along = (at: number, size: number, room: number) =>
    size * scale <= room ? (room - size * scale) / 2 : Math.min(Math.max(at, room - size * scale), 0);
  return { scale, x: along(view.x, fit.w, window.w), y: along(view.y, fit.h, window.h) };
}

/** The whole page. */
export function whole(fit: Size, window: Size): View {
  return kept({ scale: 1, x: 0, y: 0 }, fit, window);
}

/** As wide as the window, at its top. */
export function wide(fit: Size, window: Size): View {
  return kept({ scale: fit.w ? window.w / fit.w : 1, x: 0, y: 0 }, fit, window);
}

/** Enlarge around a point of the window: what lies under it stays there. */
export function zoomed(
  view: View,
  scale: number,
  at: { x: number; y: number },
  fit: Size,
  window: Size,
): View {
  const next = Math.min(Math.max(scale, 1), MOST);
  const grown = next / view.scale;
  return kept(
    { scale: next, x: at.x - (at.x - view.x) * grown, y: at.y - (at.y - view.y) * grown },
    fit,
    window,
  );
}

/** Which part of the page is seen. */
export function seen(view: View, fit: Size, window: Size): Region {
  const along = (at: number, size: number, room: number): [number, number] => {
    const long = size * view.scale || 1;
    const from = Math.min(Math.max(-at / long, 0), 1);
    return [from, Math.min(room / long, 1 - from)];
  };
  const [x, w] = along(view.x, fit.w, window.w);
  const [y, h] = along(view.y, fit.h, window.h);
  const whole = (share: number) => Math.round(share * WHOLE);
  return { x: whole(x), y: whole(y), w: whole(w), h: whole(h) };
}

/** How to draw a page so that this part of it is seen, whatever the shape of the window. */
export function showing(region: Region, fit: Size, window: Size): View {
  const w = (Math.max(region.w, 1) / WHOLE) * fit.w;
  const h = (Math.max(region.h, 1) / WHOLE) * fit.h;
  if (!w || !h) return whole(fit, window);
  const scale = Math.min(Math.max(Math.min(window.w / w, window.h / h), 1), MOST);
  const middle = (at: number, long: number, size: number) => ((at + long / 2) / WHOLE) * size * scale;
  return kept(
    {
      scale,
      x: window.w / 2 - middle(region.x, region.w, fit.w),
      y: window.h / 2 - middle(region.y, region.h, fit.h),
    },
    fit,
    window,
  );
}

/** A point of the screen as a place of the page. */
export function placeOn(
  box: { left: number; top: number; width: number; height: number },
  x: number,
  y: number,
) {
  const along = (at: number, from: number, long: number) =>
    Math.round(Math.min(Math.max((at - from) / (long || 1), 0), 1) * WHOLE);
  return { x: along(x, box.left, box.width), y: along(y, box.top, box.height) };
}

/** A drawn line with few enough points; its ends stay. */
export function thinned(points: number[], most: number): number[] {
  let found = points;
  while (found.length / 2 > most) {
    const last = found.length / 2 - 1;
    found = found.filter((_, n) => Math.floor(n / 2) % 2 === 0 || Math.floor(n / 2) === last);
  }
  return found;
}
