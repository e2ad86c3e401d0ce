/**
 * In the bottom bar while I am in: my microphone, my camera, and the rest in a menu. Hold the space bar to talk.
 * @example <gb-call-bar>
 */
import { html, nothing, type TemplateResult } from "lit";
import { t } from "../../kernel/i18n";
import { icon } from "../icon";
import { Act } from "../part";
import { end } from "./calls";
import type { Conference } from "./conference";
import { chosen, type Kind, listed } from "./devices";
import { InCall } from "./in-call";

const DEVICES: Record<Kind, () => string> = {
  audioinput: () => t("Micrô"),
  videoinput: () => t("Máy quay"),
  audiooutput: () => t("Loa"),
};

/** Why a device is not there, in words that say what to do. */
function troubleOf(name: string): string {
  if (name === "NotAllowedError")
    return t("Trình duyệt đang chặn. Hãy bấm biểu tượng ổ khóa cạnh địa chỉ và cho phép.");
  if (name === "NotFoundError") return t("Máy này không có thiết bị đó.");
  if (name === "NotReadableError") return t("Thiết bị đang được chương trình khác dùng.");
  if (name === "SecurityError") return t("Trình duyệt chỉ cho dùng khi địa chỉ bắt đầu bằng https.");
  return t("Chưa mở được thiết bị.");
}

export class GbCallBar extends InCall {
  static override properties = { ...InCall.properties, devices: { state: true } };
  declare devices: MediaDeviceInfo[];
  #keys: AbortController | undefined;
  #held = false;

  constructor() {
    super("video", "mysite");
    this.devices = [];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#keys = new AbortController();
    const { signal } = this.#keys;
    document.addEventListener("keydown", this.#down, { signal });
    document.addEventListener("keyup", this.#up, { signal });
    navigator.mediaDevices?.addEventListener("devicechange", () => void this.#list(), { signal });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#keys?.abort();
  }

  override render(): TemplateResult | typeof nothing {
    const call = this.call;
    if (!call) return nothing;
    if (call.state === "out") return this.#out(call);
    return html`<div class="call" role="group" aria-label=${t("Hình ảnh, âm thanh")}>
      ${this.#microphone(call)} ${this.#camera(call)} ${this.#more(call)} ${this.#standing(call)}
    </div>`;
  }

  #out(call: Conference): TemplateResult {
    const words =
      call.reason === "taken" ? t("Đồng chí đã vào cầu truyền hình ở một cửa sổ khác.") : call.reason;
    return html`<p class="call-out" role="status">${words}</p>
      <button type="button" class="btn btn-quiet" @click=${() => this.#leave()}>${t("Đóng")}</button>`;
  }

  #microphone(call: Conference): TemplateResult {
    const trouble = call.trouble.mic;
    const may = call.mayBeHeard;
    const state = trouble ? "none" : call.heard ? "open" : may ? "ready" : "shut";
    const words = {
      none: t("Không có micrô"),
      open: t("Đang mở micrô: mọi người nghe thấy. Bấm để tắt"),
      ready: t("Micrô đang tắt. Bấm để nói, hoặc giữ phím cách"),
      shut: t("Micrô đóng: mở khi được mời phát biểu"),
    }[state];
    const short = {
      none: t("Không micrô"),
      open: t("Đang nói"),
      ready: t("Bật micrô"),
      shut: t("Chưa được mời"),
    }[state];
    return html`<button
      type="button"
      class="btn call-mic call-mic-${state}"
      data-state=${state}
      aria-pressed=${call.heard ? "true" : "false"}
      aria-disabled=${state === "shut" ? "true" : nothing}
      title=${trouble ? troubleOf(trouble) : words}
      @click=${() => (state === "shut" ? undefined : void call.speak(!call.on))}
    >
      ${icon(state === "open" ? "microphone" : "microphone-off")}<span class="long">${short}</span>
      <span class="visually-hidden">${words}</span>
    </button>`;
  }

  #camera(call: Conference): TemplateResult {
    const on = call.own.has("camera");
    const words = on ? t("Tắt máy quay") : t("Bật máy quay");
    return html`<button
      type="button"
      class="btn btn-icon ${on ? "btn-primary" : "btn-secondary"} call-camera"
      aria-pressed=${on ? "true" : "false"}
      aria-label=${words}
      title=${call.trouble.camera ? troubleOf(call.trouble.camera) : words}
      ?disabled=${call.thrifty}
      @click=${() => void call.turn("camera", !on)}
    >
      ${icon(on ? "video" : "video-off")}
    </button>`;
  }

  #more(call: Conference): TemplateResult {
    const shares = call.own.has("screen");
    const canShare = "getDisplayMedia" in (navigator.mediaDevices ?? {});
    return html`<gb-menu class="menu call-menu" up>
      <details @toggle=${() => void this.#list()}>
        <summary class="btn btn-icon btn-secondary" aria-label=${t("Thêm về hình ảnh, âm thanh")}>
          ${icon("dots")}
        </summary>
        <div class="menu-panel call-panel">
          ${
            canShare
              ? html`<button type="button" class="menu-item" @click=${() => void call.turn("screen", !shares)}>
                  ${icon("screen-share")}${shares ? t("Dừng chia sẻ màn hình") : t("Chia sẻ màn hình")}
                </button>`
              : nothing
          }
          <button
            type="button"
            class="menu-item call-thrifty"
            aria-pressed=${call.thrifty ? "true" : "false"}
            @click=${() => call.save(!call.thrifty)}
          >
            ${icon(call.thrifty ? "video" : "file-text")}${
              call.thrifty ? t("Nhận lại hình ảnh") : t("Chỉ tài liệu và âm thanh")
            }
          </button>
          ${this.#record()} ${this.#links()}
          ${(Object.keys(DEVICES) as Kind[]).map((kind) => this.#choice(call, kind))}
          ${Object.values(call.trouble).map((name) => html`<p class="call-trouble">${troubleOf(name)}</p>`)}
          <button type="button" class="menu-item call-leave" @click=${() => this.#leave()}>
            ${icon("logout")}${t("Rời cầu truyền hình")}
          </button>
        </div>
      </details>
    </gb-menu>`;
  }

  /** Recording is the chair's alone; every screen shows it. */
  #record(): TemplateResult | typeof nothing {
    if (this.meeting?.chair.id !== this.me || this.meeting.state !== "running") return nothing;
    const on = Boolean(this.store.get<{ recording: string | null }>("video")?.recording);
    return html`<button
      type="button"
      class="menu-item call-record"
      aria-pressed=${on ? "true" : "false"}
      @click=${() => void this.act(new Act("recording", { on: !on }))}
    >
      ${icon(on ? "player-stop" : "player-record")}${on ? t("Dừng ghi hình") : t("Ghi hình cuộc họp")}
    </button>`;
  }

  /** The desk looks at the lines of all sites, a site tests its own. */
  #links(): TemplateResult | typeof nothing {
    const id = this.meeting?.id ?? "";
    const site = this.store.under("mysite").size > 0;
    if (this.desk)
      return html`<a class="menu-item" href="/diem-cau/cuoc-hop/${id}/" target="_blank">
        ${icon("access-point")}${t("Đường truyền các điểm cầu")}
      </a>`;
    return site
      ? html`<a class="menu-item" href="/diem-cau/kiem-tra/${id}/">${icon("access-point")}${t("Kiểm tra đường truyền")}</a>`
      : nothing;
  }

  #choice(call: Conference, kind: Kind): TemplateResult | typeof nothing {
    const all = this.devices.filter((device) => device.kind === kind && device.deviceId);
    if (all.length < 2) return nothing;
    const mine = chosen()[kind];
    return html`<label class="call-choice"
      ><span>${DEVICES[kind]()}</span
      ><select
        class="form-select"
        @change=${(event: Event) => void call.use(kind, (event.currentTarget as HTMLSelectElement).value)}
      >
        ${all.map(
          (device, place) =>
            html`<option value=${device.deviceId} ?selected=${device.deviceId === mine}>
              ${device.label || `${DEVICES[kind]()} ${place + 1}`}
            </option>`,
        )}
      </select></label
    >`;
  }

  #standing(call: Conference): TemplateResult | typeof nothing {
    if (call.state === "in") return nothing;
    const words =
      call.state === "joining"
        ? t("Đang nối…")
        : t("Hình, tiếng gián đoạn, đang nối lại. Cuộc họp vẫn tiếp tục.");
    return html`<span class="call-standing" role="status">${icon("wifi-off")}<span>${words}</span></span>`;
  }

  async #list(): Promise<void> {
    this.devices = await listed();
  }

  #leave(): void {
    end(this.store);
    this.dispatchEvent(new Event("gb-left"));
  }

  #down = (event: KeyboardEvent): void => {
    if (event.code !== "Space" || event.repeat || !this.call?.mayBeHeard || this.call.on) return;
    if (
      event.target instanceof Element &&
      event.target.closest("input, textarea, select, button, summary, a, dialog")
    )
      return;
    event.preventDefault();
    this.#held = true;
    void this.call.speak(true);
  };

  #up = (event: KeyboardEvent): void => {
    if (event.code !== "Space" || !this.#held) return;
    this.#held = false;
    void this.call?.speak(false);
  };
}

customElements.define("gb-call-bar", GbCallBar);
