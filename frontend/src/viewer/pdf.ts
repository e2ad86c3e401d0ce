/** The sharp side of a page: pdf.js draws it and lays its text over it. Loaded only when a paper needs it. */
import type { PDFDocumentLoadingTask, PDFDocumentProxy, RenderTask, TextLayer } from "pdfjs-dist";

export interface Drawing {
  canvas: HTMLCanvasElement;
  words: HTMLElement;
}

/** The reader's name lies across a page at this angle, with the time: it is no part of the text. */
const MARK_TURN = /^-?30(\.\d+)?deg$/;
const MOST_PIXELS = 16_000_000;

export class Pdf {
  readonly #url: string;
  readonly #assets: string;
  #task: PDFDocumentLoadingTask | undefined;
  #pdf: Promise<PDFDocumentProxy> | undefined;
  #library: typeof import("pdfjs-dist") | undefined;

  constructor(url: string, assets: string) {
    this.#url = url;
    this.#assets = assets;
  }

  #open(): Promise<PDFDocumentProxy> {
    this.#pdf ??= this.#load();
    return this.#pdf;
  }

  async #load(): Promise<PDFDocumentProxy> {
    const library = await import("pdfjs-dist");
    this.#library = library;
    library.GlobalWorkerOptions.workerSrc = `${this.#assets}pdf-worker.js`;
    this.#task = library.getDocument({
      url: this.#url,
      withCredentials: true,
      isEvalSupported: false,
      useWasm: false, // the security policy allows no wasm; papers with pictures that need it come as images
      disableAutoFetch: true,
      rangeChunkSize: 65_536 * 2,
      standardFontDataUrl: `${this.#assets}pdfjs/fonts/`,
      wasmUrl: `${this.#assets}pdfjs/`,
      enableXfa: false,
      verbosity: 0,
    });
    return await this.#task.promise;
  }

  /** Draw one page at a scale (CSS pixels a point); null when the signal came first. */
  async draw(number: number, scale: number, signal: AbortSignal): Promise<Drawing | null> {
    const pdf = await this.#open();
    const page = await pdf.getPage(number);
    const library = this.#library;
    if (signal.aborted || !library) return null;
    const viewport = page.getViewport({ scale });
    const sharp = this.#sharpness(viewport.width, viewport.height);
    const canvas = document.createElement("canvas");
    canvas.width = Math.floor(viewport.width * sharp);
    canvas.height = Math.floor(viewport.height * sharp);
    const drawing: RenderTask = page.render({ canvas, viewport, transform: [sharp, 0, 0, sharp, 0, 0] });
    signal.addEventListener("abort", () => drawing.cancel(), { once: true });
    const words = document.createElement("div");
    words.className = "textLayer";
    words.style.setProperty("--total-scale-factor", String(scale));
    const layer: TextLayer = new library.TextLayer({
      textContentSource: page.streamTextContent(),
      container: words,
      viewport,
    });
    signal.addEventListener("abort", () => layer.cancel(), { once: true });
    try {
      await Promise.all([drawing.promise, layer.render()]);
    } catch (error) {
      if (signal.aborted) return null;
      throw error;
    }
    keepWords(words);
    return { canvas, words };
  }

  #sharpness(width: number, height: number): number {
    const wanted = Math.min(window.devicePixelRatio || 1, 3);
    return Math.min(wanted, Math.sqrt(MOST_PIXELS / (width * height)));
  }

  close(): void {
    void this.#task?.destroy();
  }
}

function keepWords(layer: HTMLElement): void {
  for (const span of layer.querySelectorAll<HTMLElement>("span")) {
    if (MARK_TURN.test(span.style.getPropertyValue("--rotate"))) span.remove();
  }
  selectable(layer);
}

/** Let words be selected as on paper. */
export function selectable(layer: HTMLElement): void {
  // Between lines there is nothing to select; without this a drag over a gap takes the whole page.
  const end = document.createElement("div");
  end.className = "endOfContent";
  layer.append(end);
  layer.addEventListener("pointerdown", () => {
    layer.classList.add("is-selecting");
    window.addEventListener("pointerup", () => layer.classList.remove("is-selecting"), { once: true });
  });
}
