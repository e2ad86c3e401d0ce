/**
 * The code by which a voter finds the own ballot among the published ones. The browser makes it; the server gets only
 * its fingerprint. A ballot on its way is kept with its attempt, so that a reload sends the very same one again.
 */
import { uuid } from "../../kernel/ids";
import type { Choice } from "./polls";
import { sha256 } from "./sha256";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const LENGTH = 16;

/** A ballot that was sent and perhaps not yet answered. */
export interface Sending {
  key: string;
  code: string;
  choice: Choice;
  text: string;
}

/** A fresh code: 80 random bits that can be read out and written down. */
export function newCode(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(LENGTH));
  return [...bytes].map((byte) => LETTERS[byte % LETTERS.length]).join("");
}

/** A code as people read it: in fours. */
export const inFours = (code: string): string => code.match(/.{1,4}/g)?.join(" ") ?? "";

/** What was typed, as it was made: without spaces and dashes, in capitals. */
export const asMade = (typed: string): string => typed.toUpperCase().replace(/[^A-Z2-7]/g, "");

export const fingerprint = (code: string): string => sha256(asMade(code));

/** The codes and the ballots on their way of one person, kept on this device. */
export class Receipts {
  readonly #me: string;

  constructor(me: string) {
    this.#me = me;
  }

  #name(what: string, poll: string, voter: string): string {
    return `gb-vote-${what}:${this.#me}:${poll}:${voter}`;
  }

  #read<T>(name: string): T | undefined {
    try {
      return JSON.parse(localStorage.getItem(name) ?? "null") ?? undefined;
    } catch {
      return undefined; // a browser that keeps nothing, or something that is not ours
    }
  }

  #keep(name: string, value: unknown): void {
    try {
      if (value === undefined) localStorage.removeItem(name);
      else localStorage.setItem(name, JSON.stringify(value));
    } catch {
      // full or forbidden: the code is still on the screen to be written down
    }
  }

  /** The code of a ballot that was acknowledged. */
  code(poll: string, voter: string): string {
    return this.#read<string>(this.#name("code", poll, voter)) ?? "";
  }

  /** The ballot that was sent and not answered yet. Until it is, no other may be sent: it may have arrived. */
  pending(poll: string, voter: string): Sending | undefined {
    return this.#read<Sending>(this.#name("sending", poll, voter));
  }

  /** Keep a ballot before it is sent; the one that is on its way stays. */
  start(poll: string, voter: string, choice: Choice, text: string): Sending {
    const known = this.pending(poll, voter);
    if (known) return known;
    const made = { key: uuid(), code: newCode(), choice, text };
    this.#keep(this.#name("sending", poll, voter), made);
    return made;
  }

  /** The ballot is in: from now on only its code is kept, not what was chosen. */
  arrived(poll: string, voter: string, code: string): void {
    this.#keep(this.#name("code", poll, voter), code);
    this.refused(poll, voter);
  }

  /** The server has said no: this ballot is on no way any more. */
  refused(poll: string, voter: string): void {
    this.#keep(this.#name("sending", poll, voter), undefined);
  }

  /** Forget a code: a device that others use. */
  forget(poll: string, voter: string): void {
    this.#keep(this.#name("code", poll, voter), undefined);
  }
}
