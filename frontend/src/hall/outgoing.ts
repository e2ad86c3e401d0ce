/** Sends what waits in an outbox through the room, and says what became of it. */
import { HouseError } from "../kernel/errors";
import type { Outcome, Waiting } from "./kept";
import { Act } from "./part";

export async function send(host: EventTarget, { path, method, body }: Waiting): Promise<Outcome> {
  const act = new Act(path, body, { method, quiet: true });
  host.dispatchEvent(act);
  if (await act.answer) return { done: true, reply: act.reply };
  const error = act.error;
  if (!(error instanceof HouseError) || error.passing || error.status === 401)
    return { done: false, again: true };
  const { code, message, details } = error;
  return { done: false, again: false, refused: { code, message, details } };
}
