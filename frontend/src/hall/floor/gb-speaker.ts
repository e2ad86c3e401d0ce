/**
 * Who has the floor: name, topic, the clock that everybody sees, and for the desk the means to stop and extend it.
 * On the speaker's own screen the clock is large. @example <gb-speaker>
 */
import { html, nothing, type TemplateResult } from "lit";
import { t } from "../../kernel/i18n";
import { now } from "../../kernel/time";
import { icon } from "../icon";
import { Act, Part, Tick } from "../part";
import { clockOf, holding, KEYS, type Turn, whence } from "./turns";

export class GbSpeaker extends Part {
  constructor() {
    super(...KEYS);
    new Tick(this);
  }

  override render(): TemplateResult | typeof nothing {
    const { floor, stopped, called } = holding(this.store);
    return html`<p class="visually-hidden" role="status">${this.#aloud(floor, called)}</p>
      ${floor ? this.#holder(floor) : nothing} ${called ? this.#called(called) : nothing}
      ${stopped.map((turn) => this.#stopped(turn))}`;
  }

  /** Said when somebody else has the floor, and once when the time runs out; not every second. */
  #aloud(floor: Turn | undefined, called: Turn | undefined): string {
    if (floor?.state === "speaking") {
      const { tone } = clockOf(floor, now());
      if (tone === "live") return t("{name}: hết giờ phát biểu", { name: floor.name });
      if (tone === "warning") return t("{name}: sắp hết giờ", { name: floor.name });
      return t("{name} đang phát biểu", { name: floor.name });
    }
    return called ? t("Mời {name} chuẩn bị phát biểu", { name: called.name }) : "";
  }

  #holder(turn: Turn): TemplateResult {
    const face = clockOf(turn, now());
    const mine = turn.speaker === this.me;
    return html`<section
      class="speaker speaker-${face.tone} ${mine ? "speaker-mine" : ""}"
      aria-label=${mine ? t("Đồng chí đang phát biểu") : t("Đang phát biểu")}
    >
      <div class="speaker-who">
        <span class="speaker-kicker">${mine ? t("Đồng chí đang phát biểu") : kicker(turn)}</span>
        <strong>${turn.name}</strong>
        <small>${[whence(turn), turn.topic].filter(Boolean).join(" · ")}</small>
      </div>
      <p class="speaker-clock"><b>${face.text}</b><span>${face.words}</span></p>
      <progress class="speaker-progress" max="1" .value=${face.share} aria-hidden="true"></progress>
      ${this.can("go_to_item") ? this.#desk(turn) : mine ? this.#own(turn) : nothing}
    </section>`;
  }

  #desk(turn: Turn): TemplateResult {
    const runs = turn.state === "speaking";
    return html`<div class="speaker-verbs">
      ${
        runs
          ? this.#verb("pause", "player-pause", t("Tạm dừng"))
          : this.#verb("resume", "player-play", t("Nói tiếp"))
      }
      <button
        type="button"
        class="btn btn-secondary"
        ?disabled=${this.sending}
        aria-label=${t("Thêm 1 phút cho {name}", { name: turn.name })}
        @click=${() => this.act(new Act(`/api/turns/${turn.id}/extend`, { minutes: 1 }, { once: true }))}
      >
        ${icon("plus")}<span>${t("1 phút")}</span>
      </button>
      ${turn.kind === "question" ? this.#verb("answer", "message-circle", t("Mời trả lời")) : nothing}
      ${this.#verb("end", "player-stop", t("Kết thúc"))}
    </div>`;
  }

  #own(turn: Turn): TemplateResult {
    return html`<div class="speaker-verbs">
      <button
        type="button"
        class="btn btn-secondary"
        ?disabled=${this.sending}
        @click=${() => this.act(new Act(`/api/turns/${turn.id}/end`))}
      >
        ${icon("check")}<span>${t("Tôi đã nói xong")}</span>
      </button>
    </div>`;
  }

  #verb(verb: string, sign: string, words: string): TemplateResult {
    const turn = holding(this.store).floor;
    return html`<button
      type="button"
      class="btn btn-secondary"
      ?disabled=${this.sending}
      title=${words}
      aria-label=${`${words}: ${turn?.name ?? ""}`}
      @click=${() => this.act(new Act(`/api/turns/${turn?.id}/${verb}`))}
    >
      ${icon(sign)}<span>${words}</span>
    </button>`;
  }

  #called(turn: Turn): TemplateResult {
    const mine = turn.speaker === this.me;
    return html`<p class="speaker-called ${mine ? "speaker-called-mine" : ""}">
      ${icon("microphone")}
      <span>${mine ? t("Mời đồng chí chuẩn bị phát biểu") : t("Mời chuẩn bị: {name}", { name: turn.name })}</span>
    </p>`;
  }

  #stopped(turn: Turn): TemplateResult {
    return html`<p class="speaker-called">
      ${icon("player-pause")}<span>${t("Tạm dừng: {name}, {clock} còn lại", { name: turn.name, clock: clockOf(turn, now()).text })}</span>
    </p>`;
  }
}

/** What the turn is, in two words. */
export function kicker(turn: Turn): string {
  if (turn.kind === "question") return t("Chất vấn {name}", { name: turn.asked?.name ?? "" });
  if (turn.kind === "answer") return t("Trả lời chất vấn");
  return t("Đang phát biểu");
}

customElements.define("gb-speaker", GbSpeaker);
