/** Measuring the way to the house: rates and delay by requests, loss by what really is sent to the media server. */

export interface Measured {
  up: number;
  down: number;
  delay: number;
  loss: number;
}

const BLOCK = 1_000_000; // bytes
const PINGS = 6;

/** No faster than 100 Mbit/s: above it the watch is too coarse, and nobody asks. */
const kbits = (bytes: number, milliseconds: number): number =>
  Math.min(Math.round((bytes * 8) / Math.max(milliseconds, 1)), 100_000);

export const rate = (kbit: number): string =>
  kbit >= 10_000 ? `${Math.round(kbit / 1000)} Mbit/s` : `${kbit} kbit/s`;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** Half a second each way at least, so that the first packets do not decide. */
export async function rates(
  address: string,
  token: string,
): Promise<Pick<Measured, "up" | "down" | "delay">> {
  const fetched = (size: number) =>
    fetch(`${address}?size=${size}`, { cache: "no-store" }).then((reply) => reply.blob());
  const pings: number[] = [];
  for (let n = 0; n < PINGS; n += 1) pings.push(await timed(() => fetched(0)));
  const delay = Math.round(pings.sort((a, b) => a - b)[Math.floor(PINGS / 2)] ?? 0);
  const down = kbits(BLOCK, (await timed(() => fetched(BLOCK))) - delay);
  const body = new Blob([crypto.getRandomValues(new Uint8Array(60_000)), new Uint8Array(BLOCK - 60_000)]);
  const headers = { "X-CSRFToken": token, "Content-Type": "application/octet-stream" };
  const sent = () => fetch(address, { method: "POST", body, headers });
  const up = kbits(BLOCK, (await timed(sent)) - delay);
  return { up, down, delay };
}

/** What the media server says of the packets that it got: its loss, and the delay of the way they took. */
export async function heardBack(pc: RTCPeerConnection | undefined): Promise<Partial<Measured>> {
  let lost = 0;
  let sent = 0;
  let trip = 0;
  for (const report of (await pc?.getStats())?.values() ?? []) {
    if (report.type === "outbound-rtp") sent += report.packetsSent ?? 0;
    if (report.type === "remote-inbound-rtp") {
      lost += Math.max(report.packetsLost ?? 0, 0);
      trip = Math.max(trip, report.roundTripTime ?? 0);
    }
  }
  if (!sent) return {};
  return { loss: Math.round((lost / sent) * 1000) / 10, ...(trip ? { delay: Math.round(trip * 1000) } : {}) };
}
