/**
 * SHA-256 of a short text as hexadecimal digits. The browser's own is missing where a page comes without TLS, as on
 * an office's inner network; a receipt must work there too.
 */
const FIRST = 64;
const [ROUND, START] = constants();

/** The first 32 bits of the fractional parts of cube and square roots of primes, as the standard defines them. */
function constants(): [Uint32Array, Uint32Array] {
  const round = new Uint32Array(FIRST);
  const start = new Uint32Array(8);
  const bits = (root: number) => ((root - Math.floor(root)) * 2 ** 32) | 0;
  for (let candidate = 2, found = 0; found < FIRST; candidate += 1) {
    let prime = true;
    for (let divisor = 2; divisor * divisor <= candidate && prime; divisor += 1)
      prime = candidate % divisor !== 0;
    if (!prime) continue;
    if (found < 8) start[found] = bits(Math.sqrt(candidate));
    round[found] = bits(Math.cbrt(candidate));
    found += 1;
  }
  return [round, start];
}

const turned = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

function padded(text: string): DataView {
  const bytes = new TextEncoder().encode(text);
  const length = (Math.floor((bytes.length + 8) / 64) + 1) * 64;
  const whole = new Uint8Array(length);
  whole.set(bytes);
  whole[bytes.length] = 0x80;
  const view = new DataView(whole.buffer);
  view.setUint32(length - 8, Math.floor((bytes.length * 8) / 2 ** 32));
  view.setUint32(length - 4, (bytes.length * 8) >>> 0);
  return view;
}

export function sha256(text: string): string {
  const view = padded(text);
  const state = Uint32Array.from(START);
  const words = new Uint32Array(FIRST);
  for (let block = 0; block < view.byteLength; block += 64) {
    for (let place = 0; place < FIRST; place += 1) {
      if (place < 16) {
        words[place] = view.getUint32(block + 4 * place);
        continue;
      }
      const one = words[place - 15] as number;
      const two = words[place - 2] as number;
      const low = turned(one, 7) ^ turned(one, 18) ^ (one >>> 3);
      const high = turned(two, 17) ^ turned(two, 19) ^ (two >>> 10);
      words[place] = (words[place - 16] as number) + low + (words[place - 7] as number) + high;
    }
    mix(state, words);
  }
  return [...state].map((word) => word.toString(16).padStart(8, "0")).join("");
}

function mix(state: Uint32Array, words: Uint32Array): void {
  let [a, b, c, d, e, f, g, h] = state as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  for (let place = 0; place < FIRST; place += 1) {
    const high = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
    const pick = (e & f) ^ (~e & g);
    const first = (h + high + pick + (ROUND[place] as number) + (words[place] as number)) | 0;
    const low = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22);
    const most = (a & b) ^ (a & c) ^ (b & c);
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + low + most) | 0];
  }
  for (const [place, word] of [a, b, c, d, e, f, g, h].entries())
    state[place] = (state[place] as number) + word;
}
