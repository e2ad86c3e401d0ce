/**
 * The pane «Biểu quyết»: what is being voted on, what is prepared (for the desk), and what came out before.
 * @example <gb-votes>
 */
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { t } from "../../kernel/i18n";
import { icon } from "../icon";
import { Act, Part, Show } from "../part";
import "./gb-draft-vote";
import type { GbDraftVote } from "./gb-draft-vote";
import "./gb-vote-desk";
import { chart } from "./chart";
import {
  goingOn,
  inWords,
  isGood,
  KEYS,
  KINDS,
  outcomeOf,
  type Poll,
  pollsOf,
  resultOf,
  ruleOf,
  SECRECIES,
  STATES,
  sentence,
  turnoutOf,
} from "./polls";

/** One line of the roll, for the desk. */
interface Voter {
  user: string;
  name: string;
  member: string;
  unit: string;
  may: boolean;
  voted: boolean;
  ready: boolean;
}

export class GbVotes extends Part {
  static override properties = { ...Part.properties, rolls: { state: true } };
  /** The rolls that were asked for, by vote. */
  declare rolls: Readonly<Record<string, readonly Voter[]>>;

  constructor() {
    super(...KEYS);
    this.rolls = {};
  }

  override render(): TemplateResult | typeof nothing {
    if (!this.meeting) return nothing;
    const polls = pollsOf(this.store);
    const going = goingOn(this.store);
    const drafts = polls.filter((poll) => poll.state === "draft");
    const over = polls.filter((poll) => ["closed", "published", "void"].includes(poll.state)).reverse();
    const drafting = this.desk !== undefined && ["published", "running"].includes(this.meeting.state);
    return html`<h2 class="hall-title">${t("Biểu quyết")}</h2>
      ${
        drafting
          ? html`<button type="button" class="btn btn-secondary votes-new" @click=${() => this.#draft()}>
              ${icon("plus")}${t("Chuẩn bị biểu quyết")}
            </button>`
          : nothing
      }
      ${going ? this.#going(going) : nothing}
      ${drafts.length ? html`<h3 class="hall-subtitle">${t("Đã chuẩn bị")}</h3>${repeat(drafts, keyOf, (poll) => this.#prepared(poll))}` : nothing}
      ${over.length ? html`<h3 class="hall-subtitle">${t("Đã biểu quyết")}</h3>${repeat(over, keyOf, (poll) => this.#over(poll))}` : nothing}
      ${polls.length ? nothing : html`<p class="hall-none">${drafting ? t("Chưa có biểu quyết nào. Chuẩn bị trước để khi đến nội dung chỉ cần mở.") : t("Chưa có biểu quyết nào.")}</p>`}
      ${drafting ? html`<gb-draft-vote .store=${this.store} me=${this.me}></gb-draft-vote>` : nothing}`;
  }

  #draft(poll?: Poll): void {
    this.querySelector<GbDraftVote>("gb-draft-vote")?.open(poll);
  }

  #title(poll: Poll): TemplateResult {
    const place = this.items.findIndex((item) => item.id === poll.item) + 1;
    const about = [
      STATES[poll.state](),
      SECRECIES[poll.secrecy](),
      place ? t("nội dung {n}", { n: place }) : "",
      poll.round > 1 ? t("vòng {n}", { n: poll.round }) : "",
    ];
    return html`<p class="votes-kicker">${poll.secrecy === "secret" ? icon("lock") : nothing}${about.filter(Boolean).join(" · ")}</p>
      <p class="votes-question">${poll.question}</p>`;
  }

  #going(poll: Poll): TemplateResult {
    const seen = turnoutOf(this.store, poll.id);
    return html`<section class="votes-one votes-going">
      ${this.#title(poll)}
      ${poll.state !== "checking" && seen ? html`<p class="votes-note">${t("{cast}/{of} đã bỏ phiếu", { cast: seen.cast, of: seen.of })}</p>` : nothing}
      <button type="button" class="btn btn-live" @click=${() => this.dispatchEvent(new Show("stage"))}>
        ${icon("checkbox")}${t("Vào biểu quyết")}
      </button>
      ${this.#roll(poll, t("Ai chưa bỏ phiếu"))}
    </section>`;
  }

  #prepared(poll: Poll): TemplateResult {
    return html`<section class="votes-one">
      ${this.#title(poll)}
      <p class="votes-note">${KINDS[poll.kind]()}. ${sentence(ruleOf(poll))}</p>
      ${poll.options.length ? html`<ol class="votes-options">${poll.options.map((option) => html`<li>${option.label}</li>`)}</ol>` : nothing}
      ${goingOn(this.store) ? nothing : html`<gb-vote-desk .store=${this.store} me=${this.me} poll=${poll.id}></gb-vote-desk>`}
      ${
        this.desk
          ? html`<p class="votes-verbs">
              <button type="button" class="btn btn-sm btn-quiet" @click=${() => this.#draft(poll)}>${icon("edit")}${t("Sửa")}</button>
              <button type="button" class="btn btn-sm btn-quiet" ?disabled=${this.sending} @click=${() => this.#remove(poll)}>
                ${icon("trash")}${t("Bỏ")}
              </button>
            </p>`
          : nothing
      }
      ${this.#roll(poll, t("Danh sách được bỏ phiếu"))}
    </section>`;
  }

  #remove(poll: Poll): Promise<boolean> {
    return this.act(new Act(`/api/polls/${poll.id}`, undefined, { method: "DELETE" }));
  }

  #over(poll: Poll): TemplateResult {
    const result = resultOf(this.store, poll);
    return html`<section class="votes-one">
      ${this.#title(poll)}
      ${poll.state === "void" ? html`<p class="votes-note">${t("Lý do: {reason}", { reason: poll.reason })}</p>` : nothing}
      ${
        result
          ? html`<p class="votes-outcome ${isGood(result) ? "vote-good" : ""}">${outcomeOf(poll, result)}</p>
              <details class="votes-more">
                <summary>${t("Số phiếu")}</summary>
                ${chart(poll, result)}
                <p class="votes-note">${sentence(ruleOf(poll))} ${inWords(result)}</p>
              </details>`
          : poll.state === "closed"
            ? html`<p class="votes-note">${t("Chờ chủ trì công bố kết quả.")}</p>`
            : nothing
      }
      ${poll.state === "published" ? html`<p class="votes-verbs"><a href=${`/bieu-quyet/${poll.id}/`} target="_blank">${t("Xem từng phiếu, kiểm phiếu lại")}</a></p>` : nothing}
      <gb-vote-desk .store=${this.store} me=${this.me} poll=${poll.id}></gb-vote-desk>
    </section>`;
  }

  /** Who may vote, and who has not yet: for the desk, asked for when it is opened. */
  #roll(poll: Poll, words: string): TemplateResult | typeof nothing {
    if (!this.desk) return nothing;
    const load = (event: Event) => {
      if ((event.target as HTMLDetailsElement).open) void this.#load(poll);
    };
    return html`<details class="votes-more" @toggle=${load}>
      <summary>${words}</summary>
      ${this.#names(poll, this.rolls[poll.id])}
      <button type="button" class="btn btn-sm btn-quiet" @click=${() => this.#load(poll)}>${icon("refresh")}${t("Xem lại")}</button>
    </details>`;
  }

  async #load(poll: Poll): Promise<void> {
    const act = new Act(`/api/polls/${poll.id}/roll`, undefined, { method: "GET" });
    this.dispatchEvent(act);
    if (await act.answer) this.rolls = { ...this.rolls, [poll.id]: act.reply as Voter[] };
  }

  #names(poll: Poll, roll: readonly Voter[] | undefined): TemplateResult {
    if (!roll) return html`<p class="votes-note">${t("Đang tải…")}</p>`;
    const may = roll.filter((voter) => voter.may);
    const waiting =
      poll.state === "checking" ? may.filter((voter) => !voter.ready) : may.filter((voter) => !voter.voted);
    const absent = roll.filter((voter) => !voter.may);
    const names = (voters: readonly Voter[]) =>
      voters
        .map((voter) =>
          voter.member ? t("{name} (thay {member})", { name: voter.name, member: voter.member }) : voter.name,
        )
        .join(", ");
    return html`<p class="votes-note">${t("{n} người được bỏ phiếu trên {m} thành viên.", { n: may.length, m: roll.length })}</p>
      ${waiting.length ? html`<p class="votes-note"><b>${poll.state === "draft" ? t("Được bỏ phiếu") : t("Còn chờ")}:</b> ${names(waiting)}</p>` : nothing}
      ${absent.length ? html`<p class="votes-note"><b>${t("Vắng, không được bỏ phiếu")}:</b> ${names(absent)}</p>` : nothing}`;
  }
}

const keyOf = (poll: Poll): string => poll.id;

customElements.define("gb-votes", GbVotes);
