/**
 * Test camera, microphone, loudspeaker and line before a meeting; the result goes to the host (NET-4).
 * @example <gb-line-test room="/api/meetings/0198…" unit="…" measure="/diem-cau/do-duong-truyen/">
 */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { wordsOf } from "../../kernel/errors";
import { csrf, post } from "../../kernel/http";
import { t } from "../../kernel/i18n";
import { icon } from "../icon";
import { Conference } from "./conference";
import { heardBack, type Measured, rate, rates } from "./line";

type Step = "idle" | "devices" | "line" | "ear" | "done";

interface Result extends Measured {
  faults: string[];
}

const WATCHED = 6_000; // milliseconds that pictures and sound are really sent
const LOUD = 0.02; // of full scale: somebody speaks

export class GbLineTest extends LitElement {
  static override properties = {
    room: {},
    unit: {},
    measure: {},
    step: { state: true },
    level: { state: true },
    found: { state: true },
    result: { state: true },
    failure: { state: true },
  };
  declare room: string;
  declare unit: string;
  /** Where bytes are given and taken. */
  declare measure: string;
  declare step: Step;
  /** How loud it is, 0 to 1, and how loud it has been. */
  declare level: { now: number; most: number };
  declare found: Partial<Measured> & { camera: boolean; microphone: boolean };
  declare result: Result | undefined;
  declare failure: string;
  #stream: MediaStream | undefined;
  #sound: AudioContext | undefined;

  constructor() {
    super();
    this.room = this.unit = this.measure = this.failure = "";
    this.step = "idle";
    this.level = { now: 0, most: 0 };
    this.found = { camera: false, microphone: false };
    this.result = undefined;
  }

  protected override createRenderRoot(): this {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
  }

  override render(): TemplateResult {
    return html`<section class="card line-test"><div class="card-body stack">
      ${this.step === "idle" ? this.#begin() : this.#running()}
      ${this.failure ? html`<p class="probe-failure" role="alert">${this.failure}</p>` : nothing}
    </div></section>`;
  }

  #begin(): TemplateResult {
    return html`<p>${t("Kiểm tra mất khoảng 20 giây. Hãy ngồi đúng vị trí họp và nói vài câu.")}</p>
      <div>
        <button type="button" class="btn btn-primary" @click=${() => void this.#run()}>
          ${icon("player-play")}${t("Bắt đầu kiểm tra")}
        </button>
      </div>`;
  }

  #running(): TemplateResult {
    const { camera, microphone, up, down, delay, loss } = this.found;
    const line = this.step === "line";
    return html`<div class="probe-grid">
        ${
          camera && this.#stream
            ? html`<video class="probe-video" autoplay playsinline muted .srcObject=${this.#stream}></video>`
            : nothing
        }
        <ul class="probe-facts">
          ${fact(t("Máy quay"), camera ? t("Có hình") : t("Không có hình"), camera)}
          ${fact(t("Micrô"), microphone ? t("Nghe thấy tiếng") : t("Chưa nghe thấy tiếng, hãy nói to"), microphone)}
          <li class="probe-level"><meter min="0" max="0.3" .value=${this.level.now}></meter></li>
          ${fact(t("Gửi"), up === undefined ? wait(line) : rate(up), up === undefined ? undefined : up >= 700)}
          ${fact(t("Nhận"), down === undefined ? wait(line) : rate(down), down === undefined ? undefined : down >= 1500)}
          ${fact(t("Độ trễ"), delay === undefined ? wait(line) : `${delay} ms`, delay === undefined ? undefined : delay <= 300)}
          ${fact(t("Mất gói"), loss === undefined ? wait(line) : `${loss} %`, loss === undefined ? undefined : loss <= 5)}
        </ul>
      </div>
      ${this.step === "ear" ? this.#ear() : nothing} ${this.step === "done" ? this.#done() : nothing}`;
  }

  #ear(): TemplateResult {
    return html`<p>${t("Đồng chí có nghe thấy ba tiếng bíp không?")}</p>
      <div class="probe-choice">
        <button type="button" class="btn btn-primary" @click=${() => void this.#send(true)}>${t("Có nghe thấy")}</button>
        <button type="button" class="btn btn-secondary" @click=${() => void this.#beep()}>${t("Phát lại")}</button>
        <button type="button" class="btn btn-quiet" @click=${() => void this.#send(false)}>${t("Không nghe thấy")}</button>
      </div>`;
  }

  #done(): TemplateResult {
    const faults = this.result?.faults ?? [];
    return html`<p class="probe-verdict ${faults.length ? "probe-bad" : "probe-good"}" role="status">
        ${faults.length ? t("Cần xử lý: {faults}", { faults: faults.join(", ") }) : t("Điểm cầu sẵn sàng. Kết quả đã gửi cho thư ký.")}
      </p>
      <div>
        <button type="button" class="btn btn-secondary" @click=${() => void this.#run()}>
          ${icon("refresh")}${t("Kiểm tra lại")}
        </button>
      </div>`;
  }

  async #run(): Promise<void> {
    this.failure = "";
    this.step = "devices";
    this.result = undefined;
    this.level = { now: 0, most: 0 };
    this.found = { camera: false, microphone: false };
    await this.#open();
    this.step = "line";
    try {
      this.found = { ...this.found, ...(await rates(this.measure, csrf())) };
    } catch (error) {
      this.failure = wordsOf(error);
    }
    const real = await this.#reallySent().catch(() => ({}));
    this.found = { ...this.found, loss: 0, ...real };
    this.step = "ear";
    await this.#beep();
  }

  /** Come in as to the meeting, silent, and send for some seconds: the line of the test is the line of the meeting. */
  async #reallySent(): Promise<Partial<Measured>> {
    const call = new Conference(this.room, "");
    call.join();
    await call.turn("camera", true);
    await new Promise((done) => setTimeout(done, WATCHED));
    const found = await heardBack(call.sending?.pc);
    call.leave();
    return found;
  }

  async #open(): Promise<void> {
    const wanted: MediaStreamConstraints[] = [{ audio: true, video: true }, { audio: true }, { video: true }];
    for (const constraints of wanted) {
      try {
        this.#stream = await navigator.mediaDevices.getUserMedia(constraints);
        break;
      } catch {
        // the next one asks for less
      }
    }
    const stream = this.#stream;
    if (!stream) return;
    this.found = { ...this.found, camera: stream.getVideoTracks().length > 0 };
    if (stream.getAudioTracks().length) this.#listen(stream);
  }

  #listen(stream: MediaStream): void {
    const sound = new AudioContext();
    this.#sound = sound;
    const meter = sound.createAnalyser();
    sound.createMediaStreamSource(stream).connect(meter);
    const samples = new Float32Array(meter.fftSize);
    const look = () => {
      if (this.#sound !== sound || sound.state === "closed") return;
      meter.getFloatTimeDomainData(samples);
      const loud = Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length);
      this.level = { now: loud, most: Math.max(loud, this.level.most) };
      if (this.level.most > LOUD && !this.found.microphone) this.found = { ...this.found, microphone: true };
      setTimeout(look, 100);
    };
    look();
  }

  async #beep(): Promise<void> {
    const sound = this.#sound ?? new AudioContext();
    this.#sound = sound;
    await sound.resume();
    for (let n = 0; n < 3; n += 1) {
      const tone = sound.createOscillator();
      const volume = sound.createGain();
      volume.gain.value = 0.2;
      tone.frequency.value = 880;
      tone.connect(volume).connect(sound.destination);
      tone.start(sound.currentTime + n * 0.5);
      tone.stop(sound.currentTime + n * 0.5 + 0.2);
    }
  }

  async #send(loudspeaker: boolean): Promise<void> {
    const { camera, microphone, up = 0, down = 0, delay = 0, loss = 0 } = this.found;
    const body = { site: this.unit, camera, microphone, loudspeaker, up, down, delay, loss };
    try {
      this.result = await post<Result>(`${this.room}/line-tests`, body);
      this.step = "done";
      this.#stop();
    } catch (error) {
      this.failure = wordsOf(error);
    }
  }

  #stop(): void {
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = undefined;
    void this.#sound?.close();
    this.#sound = undefined;
  }
}

const wait = (now: boolean): string => (now ? t("đang đo…") : "—");

/** One line: what, how it is, and a sign that is more than a colour. */
function fact(what: string, words: string, good: boolean | undefined): TemplateResult {
  const sign = good === undefined ? nothing : good ? icon("circle-check") : icon("alert-triangle");
  return html`<li class=${good === undefined ? "" : good ? "probe-good" : "probe-bad"}>
    <span>${what}</span><b>${sign}${words}</b>
  </li>`;
}

customElements.define("gb-line-test", GbLineTest);
