/** What I send: microphone, camera, screen on one connection, and one agreement at a time. */
import type { Asking, What } from "./shapes";

const CAMERA: RTCRtpEncodingParameters[] = [
  { rid: "h", maxBitrate: 600_000 },
  { rid: "l", maxBitrate: 110_000, scaleResolutionDownBy: 2 },
];
const SCREEN: RTCRtpEncodingParameters[] = [{ maxBitrate: 1_000_000, maxFramerate: 8 }];
const GATHER = 40; // milliseconds in which addresses are gathered before they are told together

export class Sending {
  readonly pc: RTCPeerConnection;
  readonly #ask: Asking;
  readonly #lines = new Map<What, RTCRtpTransceiver>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(ask: Asking, relays: RTCIceServer[], failed: () => void) {
    this.#ask = ask;
    this.pc = peer(relays, "send", ask);
    this.pc.addEventListener("connectionstatechange", () => {
      if (this.pc.connectionState === "failed") failed();
    });
  }

  /** Send this track from now on, or nothing of that kind. */
  set(what: What, track: MediaStreamTrack | null): Promise<unknown> {
    this.#turn = this.#turn.catch(() => undefined).then(() => this.#set(what, track));
    return this.#turn;
  }

  restart(): Promise<unknown> {
    this.#turn = this.#turn.catch(() => undefined).then(() => this.#agree({ iceRestart: true }));
    return this.#turn;
  }

  async #set(what: What, track: MediaStreamTrack | null): Promise<void> {
    const line = this.#lines.get(what);
    if (!line) {
      if (!track) return;
      const made = this.pc.addTransceiver(track, { direction: "sendonly", sendEncodings: encodings(what) });
      preferVp8(made, what);
      this.#lines.set(what, made);
      await this.#agree();
      return;
    }
    await line.sender.replaceTrack(track);
    const direction = track ? "sendonly" : "inactive";
    // a microphone that is put down stays agreed upon: it is taken up again without a word to anybody
    if (what === "mic" || line.direction === direction) return;
    line.direction = direction;
    await this.#agree();
  }

  async #agree(options: RTCOfferOptions = {}): Promise<void> {
    await this.pc.setLocalDescription(await this.pc.createOffer(options));
    const streams: Record<string, What> = {};
    for (const [what, line] of this.#lines)
      if (line.mid && line.direction === "sendonly") streams[line.mid] = what;
    const { sdp } = await this.#ask<{ sdp: string }>("publish", {
      sdp: this.pc.localDescription?.sdp,
      streams,
    });
    await this.pc.setRemoteDescription({ type: "answer", sdp });
  }

  close(): void {
    this.pc.close();
  }
}

function encodings(what: What): RTCRtpEncodingParameters[] {
  if (what === "camera") return CAMERA.map((one) => ({ ...one }));
  return what === "screen" ? SCREEN.map((one) => ({ ...one })) : [];
}

function preferVp8(line: RTCRtpTransceiver, what: What): void {
  if (what === "mic" || !("setCodecPreferences" in line)) return;
  const known = RTCRtpSender.getCapabilities("video")?.codecs ?? [];
  const wanted = known.filter(({ mimeType }) => /\/(vp8|rtx)$/i.test(mimeType));
  if (wanted.length) line.setCodecPreferences(wanted);
}

/** A connection that tells the gateway at which addresses it can be reached, a few at a time. */
export function peer(relays: RTCIceServer[], name: "send" | "watch", ask: Asking): RTCPeerConnection {
  const pc = new RTCPeerConnection({ iceServers: relays, bundlePolicy: "max-bundle" });
  let waiting: (RTCIceCandidateInit | null)[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  pc.addEventListener("icecandidate", ({ candidate }) => {
    waiting.push(candidate ? candidate.toJSON() : null);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const candidates = waiting.splice(0);
      waiting = [];
      ask("trickle", { peer: name, candidates }).catch(() => undefined);
    }, GATHER);
  });
  return pc;
}
