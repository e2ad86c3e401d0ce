/** What a conclusion says, as the form holds it, as the store has it and as the wire wants it. */
import type { Conclusion } from "./shapes";

export interface Facts {
  content: string;
  lead_unit: string | null;
  coordinating: string[];
  responsible: string | null;
  deadline_on: string | null;
  product: string;
  no_action: boolean;
}

export const NOTHING: Facts = {
  content: "",
  lead_unit: null,
  coordinating: [],
  responsible: null,
  deadline_on: null,
  product: "",
  no_action: false,
};

export function factsOf(one: Conclusion): Facts {
  return {
    content: one.content,
    lead_unit: one.lead_unit?.id ?? null,
    coordinating: one.coordinating.map((unit) => unit.id).sort(),
    responsible: one.responsible?.id ?? null,
    deadline_on: one.deadline_on,
    product: one.product,
    no_action: one.no_action,
  };
}

/** Final needs a lead unit and a deadline, or «no action» (R-45-14). */
export function isComplete(facts: Facts): boolean {
  return (
    facts.content.trim() !== "" &&
    (facts.no_action || (facts.lead_unit !== null && facts.deadline_on !== null))
  );
}

export const wire = (facts: Facts): Record<string, unknown> => ({ ...facts });

/** Read the API's answer: ids where the store has names. */
export function rebased(reply: unknown): { facts: Facts; revision: number } {
  const one = reply as Facts & { revision: number };
  const facts: Facts = {
    content: one.content,
    lead_unit: one.lead_unit,
    coordinating: [...one.coordinating].sort(),
    responsible: one.responsible,
    deadline_on: one.deadline_on,
    product: one.product,
    no_action: one.no_action,
  };
  return { facts, revision: one.revision };
}

const plain = (facts: Facts): string =>
  JSON.stringify({ ...facts, content: facts.content.trim(), product: facts.product.trim() });

/** Whether two say the same; spaces around are nothing. */
export const same = (one: Facts, other: Facts): boolean => plain(one) === plain(other);

/** The form after a saving: what the server filled in stands where nothing was typed since; a caret stays where it is. */
export function filled(now: Facts, sent: Facts, reply: Facts): Facts {
  const untouched = (name: keyof Facts) => JSON.stringify(now[name]) === JSON.stringify(sent[name]);
  return {
    ...now,
    lead_unit: untouched("lead_unit") ? reply.lead_unit : now.lead_unit,
    coordinating: untouched("coordinating") ? reply.coordinating : now.coordinating,
    responsible: untouched("responsible") ? reply.responsible : now.responsible,
    deadline_on: untouched("deadline_on") ? reply.deadline_on : now.deadline_on,
    no_action: untouched("no_action") ? reply.no_action : now.no_action,
    content: untouched("content") && now.content.trim() !== reply.content ? reply.content : now.content,
  };
}
