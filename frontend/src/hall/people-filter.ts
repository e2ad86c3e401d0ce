/** Which of the people a list shows: there, missing, late, gone again, or vanished since the last count. */
import { fold, t } from "../kernel/i18n";
import type { Person } from "./shapes";

export type Filter = "all" | "missing" | "here" | "absent" | "late" | "left" | "vanished";

export const FILTERS: Record<Filter, () => string> = {
  all: () => t("Tất cả"),
  here: () => t("Có mặt"),
  missing: () => t("Chưa có mặt"),
  absent: () => t("Vắng"),
  late: () => t("Đến muộn"),
  left: () => t("Đã về"),
  vanished: () => t("Có lần trước, vắng lần này"),
};

export const isHere = (person: Person): boolean =>
  (person.state === "on_site" || person.state === "online") && !person.left_at;

export const was = (found: string | undefined): boolean => found === "on_site" || found === "online";

export function matches(person: Person, filter: Filter): boolean {
  switch (filter) {
    case "here":
      return isHere(person);
    case "missing":
      return !isHere(person);
    case "absent":
      return person.state === "absent";
    case "late":
      return person.late && isHere(person);
    case "left":
      return person.left_at !== null;
    case "vanished":
      return was(person.before.at(-1)) && !isHere(person);
    default:
      return true;
  }
}

/** The people who match a filter and every word asked for, with or without diacritics. */
export function found(people: Person[], filter: Filter, asked: string): Person[] {
  const words = fold(asked).split(/\s+/).filter(Boolean);
  return people.filter((person) => {
    const text = fold(`${person.name} ${person.unit} ${person.position} ${person.site?.name ?? ""}`);
    return matches(person, filter) && words.every((word) => text.includes(word));
  });
}
