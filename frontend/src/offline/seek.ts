/**
 * Searching what is taken along, on the device alone. The sealed texts are opened into memory for as long as somebody
 * searches; nothing of it is written anywhere.
 */
import { fold } from "../kernel/i18n";
import { addressesIn, type Open, readJson } from "./vault";

/** One page of a paper; ``words`` are its folded words between spaces, ``folded`` is as long as the text. */
export interface BookPage {
  meeting: string;
  paper: string;
  title: string;
  number: number;
  text: string;
  folded: string;
  words: string;
  titleWords: string;
}

export interface Place {
  paper: string;
  title: string;
  page: number;
  /** The text around, in pieces: plain, asked for, plain … */
  around: Piece[];
}

/** All places in one paper, the best first. */
export interface PaperPlaces {
  paper: string;
  title: string;
  meeting: string;
  places: Place[];
}

export interface Sought {
  papers: PaperPlaces[];
  /** Nothing held the words as they were typed: these come near. */
  near: boolean;
}

export interface Piece {
  text: string;
  hit: boolean;
}

interface Told {
  pages: { number: number; text: string }[];
}

interface Asked {
  /** Words and phrases, each between spaces; the last word may go on. */
  terms: string[];
  /** All of it in the order typed. */
  run: string;
}

const AROUND = 70;
const PLACES = 4;
const SHORTEST_MISTYPED = 3;
const LETTERS = /^[a-z]+$/;
const WORD = /[\p{L}\p{N}]+/gu;
const TEXT = /^\/api\/documents\/([0-9a-f-]{36})\/text\?/;
const PHRASE = /["“”«»]([^"“”«»]+)["“”«»]/g;

const wordsIn = (folded: string): string[] => folded.match(WORD) ?? [];
const spaced = (words: string[]): string => ` ${words.join(" ")} `;

/** Letter for letter, so that a place in the folded text is a place in the text. */
export function foldInPlace(text: string): string {
  let found = "";
  for (const letter of text.normalize("NFC")) {
    found += fold(letter).slice(0, letter.length).padEnd(letter.length);
  }
  return found;
}

/** One page as it is looked through. */
export function pageOf(
  meeting: string,
  paper: string,
  title: string,
  number: number,
  told: string,
): BookPage {
  const text = told.normalize("NFC");
  const folded = foldInPlace(text);
  const words = spaced(wordsIn(folded));
  return { meeting, paper, title, number, text, folded, words, titleWords: spaced(wordsIn(fold(title))) };
}

/** Open the texts of everything that may be read here. */
export async function openBook(
  held: { held: Open; titles: ReadonlyMap<string, string> }[],
): Promise<BookPage[]> {
  const book: BookPage[] = [];
  for (const { held: one, titles } of held)
    for (const address of await addressesIn(one.id)) {
      const paper = TEXT.exec(address)?.[1];
      const title = paper && titles.get(paper);
      const told = title ? await readJson<Told>(address) : undefined;
      if (!paper || !title || !told) continue;
      for (const { number, text } of told.pages) book.push(pageOf(one.meeting, paper, title, number, text));
    }
  return book;
}

/** Look through the book: every word and phrase must stand on the page or in the paper's title. */
export function seek(book: readonly BookPage[], asked: string): Sought {
  const question = questionOf(asked);
  if (!question.terms.length) return { papers: [], near: false };
  const papers = gathered(book, question, question.terms);
  if (papers.length) return { papers, near: false };
  const near = meant(book, question.terms);
  return { papers: near ? gathered(book, question, near) : [], near: true };
}

function questionOf(asked: string): Asked {
  const typed = fold(asked);
  const phrases = [...typed.matchAll(PHRASE)].map((one) => wordsIn(one[1] ?? "")).filter((one) => one.length);
  const words = wordsIn(typed.replace(PHRASE, " "));
  const last = words.length - 1;
  const terms = words.map((word, place) => (place === last ? ` ${word}` : ` ${word} `));
  return { terms: [...terms, ...phrases.map(spaced)], run: spaced([...words, ...phrases.flat()]).trimEnd() };
}

function gathered(book: readonly BookPage[], { run }: Asked, terms: string[]): PaperPlaces[] {
  const pages = book
    .filter((page) => terms.every((term) => page.words.includes(term) || page.titleWords.includes(term)))
    .filter((page) => terms.some((term) => page.words.includes(term)))
    .map((page) => ({ page, score: scoreOf(page, run, terms) }))
    .sort((a, b) => b.score - a.score || a.page.number - b.page.number);
  const papers = new Map<string, PaperPlaces>();
  for (const { page } of pages) {
    const { paper, title, meeting } = page;
    const found = papers.get(paper) ?? { paper, title, meeting, places: [] };
    papers.set(paper, found);
    if (found.places.length < PLACES)
      found.places.push({ paper, title, page: page.number, around: aroundOf(page, run, terms) });
  }
  return [...papers.values()];
}

function scoreOf(page: BookPage, run: string, terms: string[]): number {
  const inTitle = terms.filter((term) => page.titleWords.includes(term)).length / terms.length;
  return (page.words.includes(run) ? 3 : 0) + (page.titleWords.includes(run) ? 2 : 0) + inTitle;
}

/** Terms with every word that nobody wrote put right by one letter; nothing when there is none to put right. */
function meant(book: readonly BookPage[], terms: string[]): string[] | undefined {
  const known = new Set(book.flatMap((page) => [...page.words.split(" "), ...page.titleWords.split(" ")]));
  let changed = false;
  const found = terms.map((term) => {
    const word = term.trim();
    if (word.length < SHORTEST_MISTYPED || !LETTERS.test(word) || known.has(word)) return term;
    const right = [...known].find((one) => one.length > 1 && isOneOff(word, one));
    if (!right) return term;
    changed = true;
    return ` ${right} `;
  });
  return changed ? found : undefined;
}

/** One letter too many, missing, other, or two next to each other swapped. */
export function isOneOff(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  const [restA, restB] = [a.slice(start), b.slice(start)];
  if (a.length === b.length)
    return (
      restA.slice(1) === restB.slice(1) ||
      (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
    );
  return a.length > b.length ? restA.slice(1) === restB : restA === restB.slice(1);
}

const pattern = (term: string): string => wordsIn(term).join("[^\\p{L}\\p{N}]+");

function aroundOf({ text, folded }: BookPage, run: string, terms: string[]): Piece[] {
  const whole = [run, ...terms].map(
    (term) => `${pattern(term)}${term.endsWith(" ") ? "(?![\\p{L}\\p{N}])" : "[\\p{L}\\p{N}]*"}`,
  );
  const marks = [...folded.matchAll(new RegExp(`(?<![\\p{L}\\p{N}])(?:${whole.join("|")})`, "gu"))];
  const first =
    new RegExp(`(?<![\\p{L}\\p{N}])${pattern(run)}`, "u").exec(folded)?.index ?? marks[0]?.index ?? 0;
  const start = first < AROUND ? 0 : text.indexOf(" ", first - AROUND) + 1 || first;
  const far = text.indexOf(" ", first + 2 * AROUND);
  const end = far < 0 ? text.length : far;
  const pieces: Piece[] = [];
  const add = (piece: string, hit: boolean) => {
    if (piece) pieces.push({ text: piece.replace(/\s+/g, " "), hit });
  };
  let last = start;
  for (const mark of marks) {
    if (mark.index < last || mark.index + mark[0].length > end) continue;
    add(text.slice(last, mark.index), false);
    add(text.slice(mark.index, mark.index + mark[0].length), true);
    last = mark.index + mark[0].length;
  }
  add(text.slice(last, end), false);
  if (start > 0) pieces.unshift({ text: "… ", hit: false });
  if (end < text.length) pieces.push({ text: " …", hit: false });
  return pieces;
}
