/** An act for the outbox of the minutes: what is written here is sent until the server has it, once. */
import type { Waiting } from "../kept";

export class Post extends Event {
  readonly acts: Waiting[];

  constructor(...acts: Waiting[]) {
    super("gb-post", { bubbles: true });
    this.acts = acts;
  }
}

/** Asks for the dialog that makes a line a task. */
export class AskTask extends Event {
  readonly line: string;

  constructor(line: string) {
    super("gb-ask-task", { bubbles: true });
    this.line = line;
  }
}
