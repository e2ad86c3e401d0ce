/** People of the room and units of the agency as lists to choose from. */
import { fold } from "../kernel/i18n";
import type { Store } from "../kernel/store";
import type { Choice } from "./gb-choose";
import type { Desk, Person } from "./shapes";

export function peopleOf(store: Store): Choice[] {
  return [...store.under<Person>("attendance").values()]
    .sort((a, b) => a.place - b.place)
    .map((person) => ({
      id: person.id,
      name: person.name,
      note: [person.position, person.unit].filter(Boolean).join(", "),
    }));
}

export function unitsOf(desk: Desk | undefined): Choice[] {
  return (desk?.units ?? []).map((unit) => ({ id: unit.id, name: unit.short_name, note: unit.note }));
}

const SPOKEN = ["hai quan", "chi cuc", "chi cuc hai quan", "chi cuc hq"];

/** The unit that a sentence names first by any of its names; «HQ Nội Bài» is also «Chi cục Nội Bài». */
export function unitNamed(desk: Desk | undefined, text: string): string {
  const folded = fold(text);
  const names = (desk?.units ?? []).flatMap((unit) => {
    const short = fold(unit.short_name);
    const spoken = short.startsWith("hq ") ? SPOKEN.map((word) => `${word} ${short.slice(3)}`) : [];
    return [fold(unit.name), short, ...spoken].map((name) => ({ id: unit.id, name }));
  });
  const found = names
    .filter(({ name }) => name.length > 2 && folded.includes(name))
    .sort((a, b) => folded.indexOf(a.name) - folded.indexOf(b.name) || b.name.length - a.name.length);
  return found[0]?.id ?? "";
}
