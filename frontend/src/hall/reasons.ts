/** Why something may not be done now, in words: the page carries the sentence of every message key of the room. */
let reasons: Record<string, string> | undefined;

export function reason(key: string): string {
  reasons ??= JSON.parse(document.getElementById("hall-words")?.textContent ?? "{}") as Record<
    string,
    string
  >;
  return reasons[key] ?? "";
}
