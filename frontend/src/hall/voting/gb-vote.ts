/**
 * The vote on the stage of every screen: the question and its rule first, big buttons with word and shape, confirm,
 * receipt; then how many have voted, and what came out. @example <gb-vote>
 */
import { html, nothing, type TemplateResult } from "lit";
import { HouseError } from "../../kernel/errors";
import { t } from "../../kernel/i18n";
import { clock, now } from "../../kernel/time";
import { icon } from "../icon";
import { Act, Part, Show, Tick } from "../part";
import "./gb-ballot";
import "./gb-vote-desk";
import { chart } from "./chart";
import type { Given } from "./gb-ballot";
import {
  inWords,
  KEYS,
  notesOf,
  type Own,
  onStage,
  outcomeOf,
  ownOf,
  type Poll,
  PROMISES,
  type Result,
  resultOf,
  ruleOf,
  SECRECIES,
  STATES,
  secondsLeft,
  sentence,
  type Turnout,
  turnoutOf,
  type Vote,
  wordsOf,
} from "./polls";
import { fingerprint, inFours, Receipts } from "./receipts";

const AGAIN = 3_000; // milliseconds before a ballot without an answer is sent again
const JITTER = 4_000; // milliseconds over which those who come late ask how many have voted

export class GbVote extends Part {
  static override properties = {
    ...Part.properties,
    changing: { state: true },
    copied: { state: true },
  };
  /** The voter whose ballot is being changed. */
  declare changing: string;
  declare copied: string;
  #shown = "";
  #again: ReturnType<typeof setTimeout> | undefined;
  #asked = "";

  constructor() {
    super(...KEYS, "vote-read");
    this.changing = this.copied = "";
    new Tick(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#again);
  }

  get poll(): Poll | undefined {
    return onStage(this.store, now());
  }

  get #receipts(): Receipts {
    return new Receipts(this.me);
  }

  protected override updated(): void {
    const poll = this.poll;
    if (!poll) {
      this.#away();
      return;
    }
    const stage = `${poll.id}:${poll.state}`;
    if (stage !== this.#shown) {
      const begins = poll.state === "checking" || (poll.state === "open" && !this.#shown.startsWith(poll.id));
      this.#shown = stage;
      this.changing = "";
      if (begins || poll.state === "published") this.dispatchEvent(new Show("stage"));
    }
    this.#resend(poll);
    this.#askTurnout(poll);
  }

  /** A result has stood long enough: the paper takes the stage again. */
  #away(): void {
    const [poll] = this.#shown.split(":");
    this.#shown = "";
    if (poll) this.store.pass({ "vote-read": poll });
  }

  override render(): TemplateResult | typeof nothing {
    const poll = this.poll;
    if (!poll) return nothing;
    const own = ownOf(this.store, poll.id);
    return html`<article class="vote vote-${poll.state}" aria-label=${t("Biểu quyết")}>
      ${this.#head(poll)}
      <h2 class="vote-question">${poll.question}</h2>
      ${this.#middle(poll, own)} ${this.#turnout(poll)}
      <gb-vote-desk .store=${this.store} me=${this.me} poll=${poll.id}></gb-vote-desk>
    </article>`;
  }

  #head(poll: Poll): TemplateResult {
    const left = secondsLeft(poll, now());
    const going = poll.state === "open" || poll.state === "paused";
    return html`<header class="vote-head">
      <p class="vote-kicker">
        <span class="vote-state">${poll.round > 1 ? t("Vòng {n}", { n: poll.round }) : ""} ${STATES[poll.state]()}</span>
        <span class="vote-way">${poll.secrecy === "secret" ? icon("lock") : icon("users")}${SECRECIES[poll.secrecy]()}</span>
      </p>
      ${
        going && left !== undefined
          ? html`<p class="vote-clock ${left <= 10 ? "over" : ""}" role="timer"><b>${clock(left * 1000)}</b><span>${poll.state === "paused" ? t("tạm dừng") : t("còn lại")}</span></p>`
          : nothing
      }
    </header>`;
  }

  #rules(poll: Poll): TemplateResult {
    return html`<div class="vote-rules">
      <p>${icon("scale")}<span><b>${t("Quy tắc")}:</b> ${ruleOf(poll)}.</span></p>
      <p>${poll.secrecy === "secret" ? icon("lock") : icon("eye")}<span>${PROMISES[poll.secrecy]()} ${notesOf(poll).join(" ")}</span></p>
    </div>`;
  }

  #middle(poll: Poll, own: Own): TemplateResult | typeof nothing {
    switch (poll.state) {
      case "checking":
        return html`${this.#rules(poll)} ${this.#ready(poll, own)}`;
      case "open":
      case "paused":
        return html`${this.#rules(poll)} ${this.#mine(poll, own)}`;
      case "closed":
      case "published":
        return this.#over(poll, own);
      default:
        return nothing;
    }
  }

  #ready(poll: Poll, own: Own): TemplateResult {
    if (own.ready)
      return html`<p class="vote-said" role="status">${icon("circle-check")}${t("Đã sẵn sàng. Chờ chủ trì mở biểu quyết.")}</p>`;
    return html`<button
      type="button"
      class="btn btn-primary vote-big"
      ?disabled=${this.sending}
      @click=${() => this.act(new Act(`/api/polls/${poll.id}/ready`))}
    >
      ${icon("circle-check")}${t("Tôi đã đọc, sẵn sàng")}
    </button>`;
  }

  #mine(poll: Poll, own: Own): TemplateResult | TemplateResult[] {
    if (!own.votes.length)
      return html`<p class="vote-said">${icon("eye")}${t("Đồng chí theo dõi, không bỏ phiếu ở lần biểu quyết này.")}</p>`;
    const next = own.votes.find((vote) => vote.may && (!vote.voted || vote.voter === this.changing));
    return own.votes.map((vote) => {
      const turn = vote === next;
      return html`<section class="vote-own">
        ${own.votes.length > 1 || vote.member ? html`<h3 class="vote-for">${this.#for(vote)}</h3>` : nothing}
        ${!vote.may ? this.#absent() : turn ? this.#ballot(poll, vote) : this.#done(poll, vote)}
      </section>`;
    });
  }

  #for(vote: Vote): string {
    const whose = vote.member ? t("Bỏ phiếu thay {name}", { name: vote.member }) : t("Phiếu của đồng chí");
    return vote.weight > 1 ? `${whose} (${t("{n} phiếu", { n: vote.weight })})` : whose;
  }

  #absent(): TemplateResult {
    return html`<p class="vote-said">${icon("eye")}${t("Không bỏ phiếu: vắng mặt khi chốt danh sách.")}</p>`;
  }

  #ballot(poll: Poll, vote: Vote): TemplateResult {
    const pending = this.#receipts.pending(poll.id, vote.voter);
    if (pending)
      return html`<p class="vote-said" role="status">
        <span class="spinner" aria-hidden="true"></span>${t("Đang gửi phiếu: {choice}. Giữ nguyên màn hình này.", { choice: wordsOf(poll, pending.choice) })}
      </p>`;
    return html`${poll.state === "paused" ? html`<p class="vote-said" role="status">${icon("player-pause")}${t("Biểu quyết đang tạm dừng.")}</p>` : nothing}
      <gb-ballot
        .poll=${poll}
        .chosen=${vote.choice}
        .said=${vote.text}
        ?disabled=${poll.state !== "open" || this.sending}
        @gb-given=${(event: CustomEvent<Given>) => this.#give(poll, vote, event.detail)}
      ></gb-ballot>
      ${vote.voted ? html`<button type="button" class="btn btn-quiet" @click=${() => (this.changing = "")}>${t("Giữ phiếu cũ")}</button>` : nothing}`;
  }

  #done(poll: Poll, vote: Vote): TemplateResult {
    const code = this.#receipts.code(poll.id, vote.voter);
    if (!vote.voted) return html`<p class="vote-said">${t("Chờ bỏ phiếu.")}</p>`;
    return html`<div class="vote-done" role="status">
      <p class="vote-said vote-in">
        ${icon("circle-check")}<span
          >${t("Phiếu đã được nhận.")}${vote.choice === null ? "" : ` ${t("Đồng chí chọn: {choice}", { choice: wordsOf(poll, vote.choice) })}`}</span
        >
      </p>
      ${code && poll.secrecy === "secret" ? this.#code(code) : nothing}
      ${
        poll.may_change && poll.state === "open"
          ? html`<button type="button" class="btn btn-secondary" @click=${() => (this.changing = vote.voter)}>
              ${icon("edit")}${t("Đổi phiếu")}
            </button>`
          : nothing
      }
    </div>`;
  }

  #code(code: string): TemplateResult {
    return html`<p class="vote-code">
      <span>${t("Mã phiếu, chỉ máy này giữ:")}</span> <code>${inFours(code)}</code>
      <button type="button" class="btn btn-sm btn-quiet" @click=${() => this.#copy(code)}>
        ${this.copied === code ? icon("check") : icon("copy")}${this.copied === code ? t("Đã chép") : t("Chép")}
      </button>
    </p>`;
  }

  async #copy(code: string): Promise<void> {
    await navigator.clipboard?.writeText(code).catch(() => undefined);
    this.copied = code;
  }

  #over(poll: Poll, own: Own): TemplateResult {
    const result = resultOf(this.store, poll);
    const codes = own.votes.filter((vote) => vote.voted);
    return html`${
      result
        ? html`<p class="vote-outcome ${result.outcome === "passed" || result.winners.length ? "vote-good" : ""}">${outcomeOf(poll, result)}</p>
            ${result.by_chair ? html`<p class="vote-note">${t("Số phiếu ngang nhau, theo phía chủ trì.")}</p>` : nothing}
            ${poll.state === "closed" ? html`<p class="vote-note">${icon("eye-off")}${t("Mới chỉ chủ trì và thư ký thấy kết quả.")}</p>` : nothing}
            ${chart(poll, result)}
            <p class="vote-note">${sentence(ruleOf(poll))} ${inWords(result)}</p>`
        : html`<p class="vote-said" role="status">${icon("hourglass")}${t("Đã đóng biểu quyết. Chờ chủ trì công bố kết quả.")}</p>`
    }
    ${poll.secrecy === "secret" ? codes.map((vote) => this.#done({ ...poll, may_change: false }, vote)) : nothing}
    ${
      poll.state === "published"
        ? html`<p class="vote-links">
            <a class="btn btn-secondary" href=${`/bieu-quyet/${poll.id}/`} target="_blank">${icon("list-check")}${t("Xem từng phiếu, kiểm phiếu lại")}</a>
            <button type="button" class="btn btn-quiet" @click=${() => this.#put(poll)}>${icon("x")}${t("Cất kết quả")}</button>
          </p>`
        : nothing
    }`;
  }

  /** Put the result away: the paper is on the stage again. Its screen is mine alone. */
  #put(poll: Poll): void {
    this.store.pass({ "vote-read": poll.id });
  }

  #turnout(poll: Poll): TemplateResult | typeof nothing {
    if (poll.state === "checking") {
      const ready = turnoutOf(this.store, poll.id)?.ready;
      return ready === undefined
        ? nothing
        : html`<p class="vote-note">${t("{n} người sẵn sàng", { n: ready })}</p>`;
    }
    if (poll.state !== "open" && poll.state !== "paused") return nothing;
    const seen: Turnout = { cast: 0, ...turnoutOf(this.store, poll.id), of: poll.voters };
    return html`<div class="vote-turnout">
      <progress max=${seen.of || 1} .value=${seen.cast} aria-hidden="true"></progress>
      <p><b>${seen.cast}/${seen.of}</b> ${t("đã bỏ phiếu")}</p>
      ${seen.votes ? chart(poll, soFar(seen, seen.votes)) : nothing}
    </div>`;
  }

  async #give(poll: Poll, vote: Vote, given: Given): Promise<void> {
    const ballot = this.#receipts.start(poll.id, vote.voter, given.choice, given.text);
    const act = new Act(
      `/api/polls/${poll.id}/ballots`,
      {
        choice: ballot.choice,
        text: ballot.text,
        voter: vote.voter,
        commitment: poll.secrecy === "secret" ? fingerprint(ballot.code) : "",
      },
      { headers: { "Idempotency-Key": ballot.key } },
    );
    if (await this.act(act)) {
      this.#receipts.arrived(poll.id, vote.voter, ballot.code);
      this.changing = "";
    } else if (!(act.error instanceof HouseError && act.error.passing)) {
      this.#receipts.refused(poll.id, vote.voter);
    }
    this.requestUpdate();
  }

  /** A ballot without an answer goes again, with the same attempt, until the server says yes or no. */
  #resend(poll: Poll): void {
    if (this.sending || this.#again) return;
    for (const vote of ownOf(this.store, poll.id).votes) {
      const pending = this.#receipts.pending(poll.id, vote.voter);
      if (!pending) continue;
      this.#again = setTimeout(() => {
        this.#again = undefined;
        if (this.isConnected && !this.sending) void this.#give(poll, vote, pending);
      }, AGAIN);
      return;
    }
  }

  /** Who comes while a vote goes on asks once how it stands, each at another moment; then the signals tell. */
  #askTurnout(poll: Poll): void {
    const asked = `${poll.id}:${poll.state}`;
    if (this.#asked === asked || !["checking", "open", "paused"].includes(poll.state)) return;
    this.#asked = asked;
    setTimeout(async () => {
      if (!this.isConnected || turnoutOf(this.store, poll.id)) return;
      const act = new Act(`/api/polls/${poll.id}/turnout`, undefined, { method: "GET", quiet: true });
      this.dispatchEvent(act);
      const told = (await act.answer) ? (act.reply as Turnout | undefined) : undefined;
      if (told) this.store.pass({ [`turnout/${poll.id}`]: { ...told } });
    }, Math.random() * JITTER);
  }
}

/** The count so far, where a vote shows it while it runs. */
function soFar({ cast, of }: Turnout, votes: Record<string, number>): Result {
  const given = Object.values(votes).reduce((sum, count) => sum + count, 0);
  const people = { members: of, may: of, cast };
  const open = { needed: null, outcome: "", winners: [], tie: false, by_chair: false, people };
  return { votes, blank: Math.max(cast - given, 0), cast, base: of, ...open };
}

customElements.define("gb-vote", GbVote);
