/** The usual shapes of a hall; the server has the same ones (seating/shapes.py) and has the last word on what is kept. */
export type Kind = "chair" | "desk" | "seat";
export type Shape = "rows" | "u" | "table";

export interface Seat {
  id: string;
  x: number;
  y: number;
  kind: Kind;
}

export const WIDTH = 1000;
export const HEIGHT = 700;
const TOP = 90;

const spread = (place: number, number: number, first: number, last: number): number =>
  number === 1 ? (first + last) / 2 : first + (place * (last - first)) / (number - 1);

const seat = (id: string, x: number, y: number, kind: Kind = "seat"): Seat => ({
  id,
  x: Math.round(x),
  y: Math.round(y),
  kind,
});

const letter = (row: number): string => (row < 26 ? String.fromCharCode(65 + row) : `Z${row}`);

export function rows(number: number, wide: number): Seat[] {
  const seats = [seat("CT", 500, TOP, "chair"), seat("TK", 620, TOP, "desk")];
  const from = (place: number) => Math.abs(place - (wide - 1) / 2);
  const middleFirst = Array.from({ length: wide }, (_, place) => place).sort(
    (a, b) => from(a) - from(b) || a - b,
  );
  for (let row = 0; row < number; row += 1) {
    const y = 210 + row * Math.min(90, (HEIGHT - 270) / Math.max(number - 1, 1));
    for (const place of middleFirst)
      seats.push(seat(`${letter(row)}${place + 1}`, spread(place, wide, 80, 920), y));
  }
  return seats;
}

export function uShape(base: number, side: number): Seat[] {
  const seats = [seat("CT", 500, TOP, "chair")];
  for (let place = 0; place < base - 1; place += 1) {
    const step = (Math.floor(place / 2) + 1) * (place % 2 ? -1 : 1);
    seats.push(seat(`A${place + 1}`, 500 + step * Math.min(110, 640 / base), TOP));
  }
  for (let place = 0; place < side; place += 1) {
    const y = spread(place, side, 210, HEIGHT - 60);
    seats.push(seat(`B${place + 1}`, 120, y), seat(`C${place + 1}`, 880, y));
  }
  return seats;
}

export function table(side: number, end: number): Seat[] {
  const seats = [seat("CT", 500, TOP, "chair")];
  for (let place = 0; place < side; place += 1) {
    const y = spread(place, side, 190, HEIGHT - 150);
    seats.push(seat(`A${place + 1}`, 330, y), seat(`B${place + 1}`, 670, y));
  }
  for (let place = 0; place < end; place += 1)
    seats.push(seat(`C${place + 1}`, spread(place, end, 400, 600), HEIGHT - 60));
  return seats;
}

export function shaped(shape: Shape, first: number, second: number): Seat[] {
  if (shape === "u") return uShape(first, second);
  return shape === "table" ? table(first, second) : rows(first, second);
}
