/** My part in picture and sound: comes in, sends, watches, comes back by itself. No element knows more than this. */
import { json } from "../../kernel/http";
import { type Incoming, keepOpen } from "../../kernel/source";
import { type Choice, choose, type Level, Patience, SOUND_ONLY } from "./choosing";
import * as devices from "./devices";
import { Sending } from "./sending";
import { type Feed, type Hello, mayBeHeard, SILENCE, type Voices, type What } from "./shapes";
import { NOTHING, type Received, Watching } from "./watching";

/** joining: on the way in; in; away: the media server or the line is gone and it tries again; out: for good. */
export type State = "joining" | "in" | "away" | "out";

const LOOK = 3_000; // milliseconds between looks at how pictures arrive
const KINDS = ["hello", "feeds", "voices", "talking", "hangup", "slow", "gone", "taken", "refused"];
const PASSING = "video.unreachable";

export class Conference extends EventTarget {
  state: State = "joining";
  /** Why I am out, or away, in words. */
  reason = "";
  feeds = new Map<string, Feed>();
  voices: Voices = SILENCE;
  readonly talking = new Set<string>();
  readonly own = new Map<What, MediaStreamTrack>();
  /** I have my microphone on; heard only when the house has it open too. */
  on = false;
  /** Why a device of mine is not there. */
  trouble: Partial<Record<What, string>> = {};
  /** Papers and sound, no pictures: my own wish. */
  thrifty = false;
  pinned = "";
  most = 8;
  choice: Choice = { large: "", small: [], sound: [] };
  level: Level = 0;
  readonly me: string;
  readonly #room: string;
  readonly #life = new AbortController();
  readonly #patience = new Patience();
  readonly #heard = new Map<string, number>();
  readonly #sounds = new Map<string, HTMLAudioElement>();
  #link = 0;
  #relays: RTCIceServer[] = [];
  #sending: Sending | undefined;
  #watching: Watching | undefined;
  #before: Received = NOTHING;
  #layers = "";

  constructor(room: string, me: string) {
    super();
    this.#room = room;
    this.me = me;
  }

  join(): void {
    const { signal } = this.#life;
    keepOpen({
      address: () => `${this.#room}/video${this.#link ? `?after=${this.#link}` : ""}`,
      kinds: KINDS,
      receive: (event) => this.#take(event),
      stand: (standing) => {
        if (standing === "waiting" && this.state === "in") this.#become("away");
      },
      signal,
    });
    const timer = setInterval(() => void this.#look(), LOOK);
    signal.addEventListener("abort", () => clearInterval(timer));
    window.addEventListener("pagehide", () => this.#sayLeave(), { signal });
    // sound first: the camera is asked for when sound is on its way
    void this.#get("mic").then(() => this.changed());
  }

  leave(): void {
    if (this.state === "out") return;
    this.#sayLeave();
    this.#end("");
  }

  /** Whether the house has my microphone open. */
  get mayBeHeard(): boolean {
    return mayBeHeard(this.voices, this.me);
  }

  /** I am heard by everybody at this moment. */
  get heard(): boolean {
    return this.state === "in" && this.on && this.mayBeHeard && this.own.has("mic");
  }

  get watching(): Watching | undefined {
    return this.#watching;
  }

  get sending(): Sending | undefined {
    return this.#sending;
  }

  async speak(on: boolean): Promise<void> {
    this.on = on;
    if (on && !this.own.has("mic")) await this.#get("mic");
    const mic = this.own.get("mic");
    if (mic) mic.enabled = this.on;
    this.changed();
  }

  async turn(what: "camera" | "screen", on: boolean): Promise<void> {
    if (on) await this.#get(what);
    else this.#drop(what);
    this.changed();
  }

  /** Use another device of that kind from now on. */
  async use(kind: devices.Kind, id: string): Promise<void> {
    devices.choose(kind, id);
    if (kind === "audiooutput") {
      for (const sound of this.#sounds.values()) void setLoudspeaker(sound, id);
      return;
    }
    const what = kind === "audioinput" ? "mic" : "camera";
    if (this.own.has(what)) await this.#get(what);
    this.changed();
  }

  save(thrifty: boolean): void {
    this.thrifty = thrifty;
    if (thrifty) this.#drop("camera");
    this.changed();
  }

  pin(feed: string): void {
    this.pinned = this.pinned === feed ? "" : feed;
    this.changed();
  }

  changed(): void {
    const level = this.thrifty ? SOUND_ONLY : this.level;
    const options = { level, most: this.most, me: this.me, pinned: this.pinned };
    this.choice = choose([...this.feeds.values()], this.voices, this.#heard, options);
    const { large, small, sound } = this.choice;
    this.#watching?.want([...sound, large, ...small].filter(Boolean));
    void this.#setLayers();
    this.dispatchEvent(new Event("change"));
  }

  #take({ kind, data }: Incoming): void {
    const said = JSON.parse(data);
    if (kind === "hello") this.#hello(said as Hello);
    else if (kind === "feeds") this.#feeds(said as Feed[]);
    else if (kind === "voices") this.#voices(said as Voices);
    else if (kind === "talking") this.#talks(said.feed, said.on);
    else if (kind === "refused") this.#refused(said);
    else if (kind === "taken") this.#end("taken");
    else if (kind === "gone") this.#become("away");
    else if (kind === "hangup") this.#again();
    this.changed();
  }

  #hello(said: Hello): void {
    this.#link = said.link;
    this.#relays = said.relays;
    this.reason = "";
    this.#feeds(said.feeds);
    this.#voices(said.voices);
    this.#become("in");
    if (said.resumed && this.#watching) return;
    this.#sending?.close();
    this.#watching?.close();
    this.#sending = undefined;
    this.#layers = "";
    this.#before = NOTHING;
    this.#watching = new Watching(this.#ask, this.#relays, {
      moved: () => this.#hear(),
      failed: () => this.#again(),
    });
    for (const what of ["mic", "camera", "screen"] as const) {
      const track = this.own.get(what);
      if (track) void this.#send(what, track);
    }
  }

  #feeds(feeds: Feed[]): void {
    this.feeds = new Map(feeds.map((feed) => [feed.id, feed]));
    this.#watching?.feedsMoved(this.feeds);
  }

  /** The house opens my microphone because I have the floor or the chair says so: I need not press anything. */
  #voices(voices: Voices): void {
    const before = this.voices;
    this.voices = voices;
    const may = mayBeHeard(voices, this.me);
    const could = mayBeHeard(before, this.me);
    const called = voices.speaker === this.me && before.speaker !== this.me;
    const opened = may && !could && before !== SILENCE && !voices.everybody;
    if (may && (called || opened)) void this.speak(true);
    if (!may && could) void this.speak(false);
  }

  #talks(feed: string, on: boolean): void {
    if (on) this.talking.add(feed);
    else this.talking.delete(feed);
    this.#heard.set(feed, Date.now());
  }

  #refused({ code, message }: { code: string; message: string }): void {
    this.reason = message;
    if (code === PASSING) this.#become("away");
    else this.#end(message);
  }

  #become(state: State): void {
    if (this.state === "out") return;
    this.state = state;
    if (state === "away") this.talking.clear();
    this.dispatchEvent(new Event("change"));
  }

  #end(reason: string): void {
    this.reason = reason;
    this.state = "out";
    this.#life.abort();
    this.#sending?.close();
    this.#watching?.close();
    for (const track of this.own.values()) track.stop();
    this.own.clear();
    for (const sound of this.#sounds.values()) sound.srcObject = null;
    this.#sounds.clear();
    this.dispatchEvent(new Event("change"));
  }

  /** The way through the network has broken: begin anew. What is decided in the house stays. */
  #again(): void {
    if (this.state !== "in") return;
    this.#link = 0;
    this.#become("away");
    window.dispatchEvent(new Event("online")); // the stream is opened anew, without the old session's number
  }

  #sayLeave(): void {
    if (!this.#link) return;
    const body = JSON.stringify({ link: this.#link, do: "leave" });
    const headers = { "Content-Type": "application/json" };
    void fetch(`${this.#room}/video`, { method: "POST", body, headers, keepalive: true }).catch(
      () => undefined,
    );
  }

  readonly #ask = <T>(what: string, more: Record<string, unknown> = {}): Promise<T> =>
    json<T>("POST", `${this.#room}/video`, { ...more, link: this.#link, do: what });

  async #get(what: What): Promise<void> {
    try {
      const track = await { mic: devices.microphone, camera: devices.camera, screen: devices.screen }[what]();
      this.own.get(what)?.stop();
      delete this.trouble[what];
      if (what === "mic") track.enabled = this.on;
      this.own.set(what, track);
      track.addEventListener("ended", () => {
        if (this.own.get(what) === track) this.#drop(what);
        this.changed();
      });
      await this.#send(what, track);
    } catch (error) {
      this.trouble[what] = error instanceof DOMException ? error.name : "Error";
    }
  }

  #drop(what: What): void {
    this.own.get(what)?.stop();
    this.own.delete(what);
    void this.#send(what, null);
  }

  async #send(what: What, track: MediaStreamTrack | null): Promise<void> {
    if (this.state !== "in") return;
    if (!track && !this.#sending) return;
    this.#sending ??= new Sending(this.#ask, this.#relays, () => this.#again());
    await this.#sending.set(what, track).catch(() => undefined);
  }

  /** Let everything be heard that arrives. */
  #hear(): void {
    void this.#setLayers();
    const tracks = this.#watching?.tracks ?? new Map<string, MediaStreamTrack>();
    for (const [key, sound] of this.#sounds)
      if (!tracks.has(key)) {
        sound.srcObject = null;
        this.#sounds.delete(key);
      }
    for (const key of this.choice.sound) {
      const track = tracks.get(key);
      if (!track) continue;
      const sound = this.#sounds.get(key) ?? new Audio();
      this.#sounds.set(key, sound);
      const now = sound.srcObject instanceof MediaStream ? sound.srcObject.getTracks()[0] : undefined;
      if (now === track) continue;
      sound.srcObject = new MediaStream([track]);
      void setLoudspeaker(sound, devices.chosen().audiooutput ?? "");
      void sound.play().catch(() => undefined);
    }
    this.dispatchEvent(new Event("change"));
  }

  /** The large picture comes as good as it can, the small ones small. */
  async #setLayers(): Promise<void> {
    const watching = this.#watching;
    if (!watching) return;
    const layer = (key: string, substream: number) => {
      const mid = watching.lineOf(key);
      return mid ? [{ mid, substream, temporal: 2 }] : [];
    };
    const streams = [
      ...layer(this.choice.large, this.level === 0 ? 1 : 0),
      ...this.choice.small.flatMap((key) => layer(key, 0)),
    ];
    const said = JSON.stringify(streams);
    if (said === this.#layers || !streams.length) return;
    this.#layers = said;
    await this.#ask("layer", { streams }).catch(() => undefined);
  }

  async #look(): Promise<void> {
    if (this.state !== "in" || !this.#watching) return;
    const now = await this.#watching.received();
    const { lost, packets, frozen, bytes } = this.#before;
    this.#before = now;
    if (now.packets < packets) return; // lines were taken away: the sums begin anew
    const arrived = now.packets - packets;
    const missing = Math.max(now.lost - lost, 0);
    const share = arrived + missing > 20 ? missing / (arrived + missing) : 0;
    const rate = ((now.bytes - bytes) * 8) / LOOK;
    const level = this.#patience.look({ lost: share, frozen: Math.max(now.frozen - frozen, 0), rate });
    if (level === this.level) return;
    this.level = level;
    this.changed();
  }
}

/** Where the browser lets one choose it. */
async function setLoudspeaker(sound: HTMLAudioElement, id: string): Promise<void> {
  if (id && "setSinkId" in sound) await sound.setSinkId(id).catch(() => undefined);
}
