/**
 * Sends many files, two at a time, each with its progress and, if refused, with the reason and a second try.
 *
 * @example <gb-upload action="/api/documents" name="file" fields='{"meeting": "…"}' max-mb="150">…</gb-upload>
 */
import { type HouseError, refusalOf } from "../kernel/errors";
import { csrf } from "../kernel/http";
import { t } from "../kernel/i18n";
import { iconButton } from "./icon";

const AT_ONCE = 2;

export class GbUpload extends HTMLElement {
  #life: AbortController | undefined;
  #waiting: (() => Promise<void>)[] = [];
  #running = 0;

  connectedCallback(): void {
    this.#life = new AbortController();
    const { signal } = this.#life;
    const zone = this.querySelector<HTMLElement>(".upload-zone");
    const input = this.querySelector<HTMLInputElement>("input[type=file]");
    if (!zone || !input) return;
    input.addEventListener("change", () => this.#picked(input), { signal });
    zone.addEventListener("dragover", (event) => this.#over(event, zone), { signal });
    zone.addEventListener("dragleave", () => zone.classList.remove("is-over"), { signal });
    zone.addEventListener("drop", (event) => this.#dropped(event, zone), { signal });
    window.addEventListener("beforeunload", (event) => this.#running > 0 && event.preventDefault(), {
      signal,
    });
  }

  disconnectedCallback(): void {
    this.#life?.abort();
  }

  #picked(input: HTMLInputElement): void {
    this.add([...(input.files ?? [])]);
    input.value = "";
  }

  #over(event: DragEvent, zone: HTMLElement): void {
    event.preventDefault();
    zone.classList.add("is-over");
  }

  #dropped(event: DragEvent, zone: HTMLElement): void {
    event.preventDefault();
    zone.classList.remove("is-over");
    this.add([...(event.dataTransfer?.files ?? [])]);
  }

  add(files: File[]): void {
    for (const file of files) {
      const line = new Line(file, this);
      this.querySelector(".upload-list")?.append(line.element);
      this.#enqueue(line);
    }
  }

  #enqueue(line: Line): void {
    const refusal = this.#check(line.file);
    if (refusal) line.fail(refusal);
    else {
      this.#waiting.push(() => this.#send(line));
      this.#next();
    }
  }

  /** What the server would refuse anyway, said before a long upload. */
  #check(file: File): string {
    const most = Number(this.getAttribute("max-mb"));
    if (file.size === 0) return t("Tệp rỗng, không có nội dung.");
    if (most && file.size > most * 1_000_000) return t("Tệp lớn hơn {most} MB.", { most });
    return "";
  }

  #next(): void {
    while (this.#running < AT_ONCE && this.#waiting.length) {
      this.#running += 1;
      void this.#waiting
        .shift()?.()
        .finally(() => {
          this.#running -= 1;
          this.#next();
          if (!this.#running && !this.#waiting.length) this.#finished();
        });
    }
  }

  async #send(line: Line): Promise<void> {
    try {
      const answer = await this.#transfer(line);
      line.done();
      this.dispatchEvent(
        new CustomEvent("gb-uploaded", { bubbles: true, detail: { name: line.file.name, answer } }),
      );
    } catch (error) {
      line.fail((error as HouseError).message, () => this.#enqueue(line.anew()));
    }
  }

  #transfer(line: Line): Promise<unknown> {
    const body = new FormData();
    const fields = JSON.parse(this.getAttribute("fields") ?? "{}") as Record<string, string>;
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    body.append(this.getAttribute("name") ?? "file", line.file);
    return new Promise((resolve, reject) => {
      // fetch cannot report the progress of what it sends
      const request = new XMLHttpRequest();
      request.open("POST", this.getAttribute("action") ?? "");
      request.setRequestHeader("X-CSRFToken", csrf());
      request.setRequestHeader("Accept", "application/json");
      request.upload.addEventListener("progress", (event) => line.progress(event.loaded, event.total));
      request.addEventListener("error", () => reject(refusalOf(0, "")));
      request.addEventListener("load", () => {
        const ok = request.status >= 200 && request.status < 300;
        if (ok) resolve(request.responseText && parsed(request.responseText));
        else reject(refusalOf(request.status, request.responseText));
      });
      this.#life?.signal.addEventListener("abort", () => request.abort(), { once: true });
      request.send(body);
    });
  }

  #finished(): void {
    this.dispatchEvent(new CustomEvent("gb-changed", { bubbles: true }));
    if (this.hasAttribute("reload") && !this.querySelector(".is-failed")) location.reload();
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** One file's line: its name, a bar, a word. */
class Line {
  readonly element = document.createElement("li");
  readonly #said = document.createElement("span");
  readonly #bar = document.createElement("progress");

  constructor(
    readonly file: File,
    readonly owner: GbUpload,
  ) {
    const name = document.createElement("span");
    name.textContent = file.name;
    this.element.className = "upload-item";
    this.#said.className = "upload-said";
    this.#said.textContent = t("Đang chờ");
    this.#bar.className = "gauge";
    this.#bar.max = 100;
    this.#bar.value = 0;
    this.#bar.setAttribute("aria-label", file.name);
    this.element.append(name, this.#said, this.#bar);
  }

  progress(loaded: number, total: number): void {
    const share = Math.round((loaded / Math.max(total, 1)) * 100);
    this.#bar.value = share;
    this.#said.textContent = share < 100 ? `${share}%` : t("Đang kiểm tra…");
  }

  done(): void {
    this.#bar.remove();
    this.element.classList.add("is-done");
    this.#said.textContent = t("Đã tải lên");
  }

  fail(words: string, again?: () => void): void {
    this.#bar.remove();
    this.element.classList.add("is-failed");
    this.#said.textContent = words;
    if (!again) return;
    const button = iconButton("refresh", t("Thử lại"));
    button.addEventListener("click", again, { once: true });
    this.element.insertBefore(button, this.#said);
  }

  /** A second try takes the place of the first. */
  anew(): Line {
    const line = new Line(this.file, this.owner);
    this.element.replaceWith(line.element);
    return line;
  }
}

customElements.define("gb-upload", GbUpload);
