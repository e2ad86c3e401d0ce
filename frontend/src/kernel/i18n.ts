/** Words. The Vietnamese sentence is the key; English lies in src/i18n/<area>.en.ts and is loaded only when asked for. */

export type Fields = Record<string, string | number>;

const english = new Map<string, string>();

export function language(): "vi" | "en" {
  return document.documentElement.lang.toLowerCase().startsWith("en") ? "en" : "vi";
}

/** Add a dictionary; an entry script does this before its elements are defined. */
export function register(words: Record<string, string>): void {
  for (const [vietnamese, other] of Object.entries(words)) english.set(vietnamese, other);
}

/** Load an area's English, if the page is English. */
export async function speak(load: () => Promise<{ default: Record<string, string> }>): Promise<void> {
  if (language() === "en") register((await load()).default);
}

/** Say a sentence in the language of the page; `{name}` is replaced by the field of that name. */
export function t(vietnamese: string, fields: Fields = {}): string {
  const sentence = language() === "en" ? (english.get(vietnamese) ?? vietnamese) : vietnamese;
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(fields[name] ?? whole));
}

/** Letters as a search compares them: no case, no diacritics, đ as d. The server folds the same way. */
export function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .replace(/[đĐ]/g, "d")
    .toLowerCase();
}
