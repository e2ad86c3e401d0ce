/** A document as the API tells it, and everything the reader asks of the server. */
import { ask, get, json, post } from "../kernel/http";
import { noteOf, orKept, withWaiting } from "./carried";

export interface Mark {
  title: string;
  page: number;
  level: number;
}

export interface PaperVersion {
  number: number;
  filename: string;
  reason: string;
  by: string;
  at: string;
  state: string;
}

export interface Paper {
  id: string;
  title: string;
  owner: { label: string; url: string };
  version: number | null;
  state: "converting" | "ready" | "failed" | "placeholder";
  message: string;
  pages: number;
  pages_done: number;
  is_scan: boolean;
  scan: { pages: number; done: number; failed: number };
  revision: number;
  as_images: boolean;
  mark: string[];
  withdrawn_at: string | null;
  sizes: [number, number, number][];
  outline: Mark[];
  versions: PaperVersion[];
  can: Record<string, string>;
  read: number[];
  last_page: number;
  changed_since_read: boolean;
  read_before: number | null;
}

export type Box = [number, number, number, number];
/** One point of ink: x, y as parts of the page, and how hard the pen was pressed. */
export type Point = [number, number, number];
export type Stroke = Point[];
export const COLORS = ["yellow", "green", "blue", "pink", "orange"] as const;
export type Color = (typeof COLORS)[number];

export interface Note {
  id: string;
  version: number;
  page: number;
  kind: "highlight" | "note" | "ink";
  boxes: Box[];
  strokes: Stroke[];
  thickness: number;
  quote: string;
  before: string;
  after: string;
  body: string;
  color: Color;
  /** How it came to its place on the shown version. */
  state: "own" | "kept" | "moved" | "placed" | "orphaned" | "waiting";
  /** The words below it are not quite those that were marked. */
  reworded: boolean;
  sharing: Sharing;
  users: Named[];
  units: Named[];
  mine: boolean;
  by: string;
  created_at: string;
}

export type NewNote = Pick<
  Note,
  "page" | "kind" | "boxes" | "quote" | "before" | "after" | "body" | "color"
> & { id: string; strokes?: Stroke[]; thickness?: number };

export type Sharing = "private" | "some" | "all";

export interface Named {
  id: string;
  name: string;
}

/** With whom a note is shared. */
export interface Shared {
  sharing: Sharing;
  users: Named[];
  units: Named[];
}

export interface Hit {
  page: number;
  before: string;
  match: string;
  after: string;
}

/** What became of one page since another version. */
export interface Changed {
  state: "same" | "changed" | "new" | "gone";
  page: number | null;
  before: number | null;
}

/** One word of a page: line, x, y, width, height as parts of the page, and its letters. */
export type Word = [number, number, number, number, number, string];

export interface PageText {
  number: number;
  text: string;
}

export class Desk {
  readonly base: string;

  constructor(
    readonly id: string,
    readonly signal: AbortSignal,
  ) {
    this.base = `/api/documents/${id}`;
  }

  paper = (): Promise<Paper> => get<Paper>(this.base, { signal: this.signal });

  async notes(version: number): Promise<Note[]> {
    const told = await get<Note[]>(`${this.base}/annotations?version=${version}`, { signal: this.signal });
    return await withWaiting(this.id, told);
  }

  write(version: number, note: NewNote): Promise<Note> {
    const body = { ...note, version };
    const send = () => post<Note>(`${this.base}/annotations`, body);
    return orKept(this.base, send, { what: "note", target: this.id, body }, noteOf);
  }

  change(note: Note, changes: { body?: string; color?: Color }): Promise<Note> {
    const send = () => json<Note>("PATCH", `/api/annotations/${note.id}`, changes);
    const act = { what: "note_changed", target: note.id, body: changes } as const;
    return orKept(this.base, send, act, () => ({ ...note, ...changes }));
  }

  remove(note: Note): Promise<void> {
    const send = () => json<void>("DELETE", `/api/annotations/${note.id}`);
    return orKept(this.base, send, { what: "note_removed", target: note.id, body: {} }, () => undefined);
  }

  restore(note: Note): Promise<Note> {
    const send = () => post<Note>(`/api/annotations/${note.id}/restore`);
    return orKept(this.base, send, { what: "note_restored", target: note.id, body: {} }, () => note);
  }

  place = (id: string, version: number, page: number, boxes: Box[]): Promise<Note> =>
    json<Note>("PUT", `/api/annotations/${id}/place`, { version, page, boxes });

  share = (id: string, { sharing, users, units }: Shared): Promise<Note> =>
    json<Note>("PUT", `/api/annotations/${id}/sharing`, {
      sharing,
      users: users.map((one) => one.id),
      units: units.map((one) => one.id),
    });

  people = async (asked: string): Promise<Named[]> => {
    const found = await get<{ items: (Named & { unit: string })[] }>(
      `/api/people?size=6&q=${encodeURIComponent(asked)}`,
      { signal: this.signal },
    );
    return found.items.map(({ id, name, unit }) => ({ id, name: unit ? `${name} · ${unit}` : name }));
  };

  units = (asked: string): Promise<Named[]> =>
    get<Named[]>(`/api/units?q=${encodeURIComponent(asked)}`, { signal: this.signal });

  find = (version: number, asked: string): Promise<Hit[]> =>
    get<Hit[]>(`${this.base}/find?version=${version}&q=${encodeURIComponent(asked)}`, {
      signal: this.signal,
    });

  async compared(old: number, now: number): Promise<Changed[]> {
    const found = await get<{ pages: Changed[] }>(`${this.base}/comparison?old=${old}&new=${now}`, {
      signal: this.signal,
    });
    return found.pages;
  }

  /** Where words on a page are new. */
  async addedOn(page: number, old: number, now: number): Promise<Box[]> {
    const found = await get<{ pieces: { kind: string; boxes: Box[] }[] }>(
      `${this.base}/comparison/page?page=${page}&old=${old}&new=${now}`,
      { signal: this.signal },
    );
    return found.pieces.filter((piece) => piece.kind === "added").flatMap((piece) => piece.boxes);
  }

  async words(version: number, page: number, signal: AbortSignal): Promise<Word[]> {
    const found = await get<{ words: Word[] }>(`${this.base}/pages/${page}/words?version=${version}`, {
      signal,
    });
    return found.words;
  }

  async texts(version: number, first: number, last: number): Promise<PageText[]> {
    const found = await get<{ pages: PageText[] }>(
      `${this.base}/text?version=${version}&first=${first}&last=${last}`,
      { signal: this.signal },
    );
    return found.pages;
  }

  /** Sent with keepalive: it also leaves when the page is being closed. */
  async read(version: number, pages: number[], last_page: number): Promise<void> {
    await fetch(`${this.base}/reading`, {
      method: "POST",
      keepalive: true,
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-CSRFToken": document.body.dataset.csrf ?? "" },
      body: JSON.stringify({ version, pages, last_page }),
    });
  }

  async printing(version: number): Promise<void> {
    await ask("POST", `${this.base}/print?version=${version}`);
  }

  picture = (version: number, page: number, width: number): string =>
    `${this.base}/pages/${page}.webp?w=${width}&version=${version}`;

  pdf = (version: number, download = false): string =>
    `${this.base}/pdf?version=${version}${download ? "&download=true" : ""}`;

  /** Fetched in parts: all of them of the file it began with, even when a newer one is made meanwhile. */
  parts = (version: number, revision: number): string => `${this.pdf(version)}&revision=${revision}`;
}

/** The size of every page in points, from runs of equal pages. */
export function sizesOf(paper: Paper): { width: number; height: number }[] {
  const sizes: { width: number; height: number }[] = [];
  paper.sizes.forEach(([first, width, height], place) => {
    const next = paper.sizes[place + 1]?.[0] ?? paper.pages + 1;
    for (let page = first; page < next; page += 1) sizes.push({ width, height });
  });
  return sizes;
}
