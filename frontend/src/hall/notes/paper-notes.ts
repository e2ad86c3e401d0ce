/** Notes on the paper before one's eyes: own ones and shared ones, asked for anew when the room says that one has moved. */
import { svg, type TemplateResult } from "lit";
import type { Store } from "../../kernel/store";
import type { Note } from "../../viewer/paper";
import { Act } from "../part";

interface Told {
  paper: string;
  version: number;
  changed: string;
}

const SPREAD = 400; // milliseconds over which a whole room asks for a note that was just shared

type Host = EventTarget & { store: Store; requestUpdate(): void };

export class PaperNotes {
  notes: Note[] = [];
  #asked = "";
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly host: Host) {}

  /** Keep to this paper; ask again when a note on it has moved. */
  look(paper: string | undefined, version: number): void {
    const told = paper ? toldOn(this.host.store, paper) : "";
    const wanted = paper ? `${paper}/${version}/${told}` : "";
    if (wanted === this.#asked) return;
    const another = !this.#asked.startsWith(`${paper}/`);
    this.#asked = wanted;
    if (another) this.notes = [];
    clearTimeout(this.#timer);
    if (paper)
      this.#timer = setTimeout(() => void this.load(paper, version), another ? 0 : Math.random() * SPREAD);
  }

  async load(paper: string, version: number): Promise<void> {
    const act = new Act(`/api/documents/${paper}/annotations?version=${version}`, undefined, {
      method: "GET",
      quiet: true,
    });
    this.host.dispatchEvent(act);
    if (!(await act.answer) || !this.#asked.startsWith(`${paper}/`)) return;
    this.notes = (act.reply as Note[] | undefined) ?? [];
    this.host.requestUpdate();
  }

  on(page: number): Note[] {
    return this.notes.filter((note) => note.page === page);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#asked = "";
  }
}

/** What the room has said of notes on this paper, as one word that changes when they do. */
export function toldOn(store: Store, paper: string): string {
  return [...store.under<Told>("annotation")]
    .filter(([, told]) => told.paper === paper)
    .map(([id, told]) => `${id}:${told.version}:${told.changed}`)
    .sort()
    .join(",");
}

const UNITS = 10_000; // of the sheet's drawing, both ways

/** A note as it is drawn over the page. */
export function drawnNote(note: Note): TemplateResult {
  const units = (part: number) => Math.round(part * UNITS);
  const name = `note-mark is-${note.color}`;
  if (note.kind === "ink")
    return svg`${note.strokes.map((stroke) => svg`<polyline class="${name} is-ink" stroke-width=${note.thickness} points=${stroke.map(([x, y]) => `${units(x)},${units(y)}`).join(" ")} />`)}` as TemplateResult;
  if (note.kind === "note" && !note.quote) {
    const [x = 0, y = 0] = note.boxes[0] ?? [];
    return svg`<rect class="${name} is-pin" x=${units(x)} y=${units(y) - 180} width="260" height="180" />` as TemplateResult;
  }
  return svg`${note.boxes.map(([x, y, w, h]) => svg`<rect class=${name} x=${units(x)} y=${units(y)} width=${units(w)} height=${units(h)} />`)}` as TemplateResult;
}
