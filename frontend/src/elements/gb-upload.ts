/**
 * Sends many files, two at a time, each with its progress and, if refused, with the reason and a second try.
 * Large files go on after a lost connection, a reload or a crash. Where there is a checkbox named «vouched», what was
 * chosen waits until it is ticked.
 *
 * @example <gb-upload action="/api/documents" name="file" fields='{"meeting": "…"}' max-mb="150">…</gb-upload>
 */
import { HouseError, wordsOf } from "../kernel/errors";
import { post } from "../kernel/http";
import { t } from "../kernel/i18n";
import { uuid } from "../kernel/ids";
import { iconButton } from "./icon";
import { drop, type Fields, mayBeUnfinished, type Parcel, send, unfinished } from "./sending";

const AT_ONCE = 2;

interface Listed {
  file: File;
  /** The folders in which it lies, when a whole folder was chosen: «Nghị định/2026». */
  folder: string;
}

export class GbUpload extends HTMLElement {
  #life: AbortController | undefined;
  #waiting: (() => Promise<void>)[] = [];
  #running = 0;
  #arrived = 0;
  /** What was chosen before the checkbox was ticked. */
  #chosen: Listed[] = [];

  connectedCallback(): void {
    this.#life = new AbortController();
    const { signal } = this.#life;
    const zone = this.querySelector<HTMLElement>(".upload-zone");
    if (!zone) return;
    for (const input of this.querySelectorAll<HTMLInputElement>("input[type=file]")) {
      input.addEventListener("change", () => this.#picked(input), { signal });
      if (input.files?.length) this.#picked(input); // chosen before this script was here
    }
    zone.addEventListener("dragover", (event) => this.#over(event, zone), { signal });
    zone.addEventListener("dragleave", () => zone.classList.remove("is-over"), { signal });
    zone.addEventListener("drop", (event) => void this.#dropped(event, zone), { signal });
    window.addEventListener("beforeunload", (event) => this.#running > 0 && event.preventDefault(), {
      signal,
    });
    if (mayBeUnfinished(this.#place)) void this.#resume();
  }

  disconnectedCallback(): void {
    this.#life?.abort();
  }

  get #fields(): Fields {
    return JSON.parse(this.getAttribute("fields") ?? "{}") as Fields;
  }

  get #place(): string {
    return `${this.getAttribute("action")} ${this.getAttribute("fields") ?? ""}`;
  }

  #picked(input: HTMLInputElement): void {
    const files = [...(input.files ?? [])].map((file) => ({
      file,
      folder: folderOf(file.webkitRelativePath),
    }));
    input.value = "";
    this.take(files);
  }

  #over(event: DragEvent, zone: HTMLElement): void {
    event.preventDefault();
    zone.classList.add("is-over");
  }

  async #dropped(event: DragEvent, zone: HTMLElement): Promise<void> {
    event.preventDefault();
    zone.classList.remove("is-over");
    this.take(await dropped(event.dataTransfer));
  }

  add(files: File[]): void {
    this.take(files.map((file) => ({ file, folder: "" })));
  }

  take(files: Listed[]): void {
    const vouched = this.querySelector<HTMLInputElement>("input[name=vouched]");
    if (vouched && !vouched.checked) {
      this.#chosen.push(...files);
      this.#say(
        t("Đã chọn {files}. Đánh dấu xác nhận không chứa bí mật nhà nước để bắt đầu gửi.", {
          files: this.#chosen.map(({ file }) => file.name).join(", "),
        }),
      );
      vouched.addEventListener("change", () => this.take(this.#chosen.splice(0)), { once: true });
      vouched.focus();
      return;
    }
    this.#say("");
    for (const { file, folder } of files) {
      const fields = {
        ...this.#fields,
        ...(vouched ? { vouched: "true" } : {}),
        ...(folder ? { path: folder } : {}),
      };
      this.#show({ id: uuid(), file, fields, place: this.#place });
    }
  }

  #say(words: string): void {
    const place = this.querySelector<HTMLElement>(".upload-note");
    if (!place) return;
    place.textContent = words;
    place.hidden = !words;
  }

  /** Files that were on their way when the page was left go on by themselves. */
  async #resume(): Promise<void> {
    const left = await unfinished(this.#place);
    for (const parcel of left) this.#show(parcel);
    if (left.length) this.#say(t("Đang gửi tiếp {n} tệp còn dở.", { n: left.length }));
  }

  #show(parcel: Parcel): void {
    const line = new Line(parcel);
    this.querySelector(".upload-list")?.append(line.element);
    this.#enqueue(line);
  }

  #enqueue(line: Line): void {
    const refusal = this.#check(line.parcel.file);
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
    const { signal } = this.#life ?? new AbortController();
    const action = this.getAttribute("action") ?? "";
    try {
      const answer = await send(action, this.getAttribute("name") ?? "file", line.parcel, line, signal);
      this.#sent(line, answer);
    } catch (error) {
      if (!signal.aborted) this.#refused(line, error);
    }
  }

  #sent(line: Line, answer: unknown): void {
    this.#arrived += 1;
    line.done();
    const detail = { name: line.parcel.file.name, answer };
    this.dispatchEvent(new CustomEvent("gb-uploaded", { bubbles: true, detail }));
  }

  #refused(line: Line, error: unknown): void {
    line.fail(wordsOf(error));
    const code = error instanceof HouseError ? error.code : "";
    if (code === "documents.duplicate" || code === "documents.known_elsewhere")
      this.#offer(line, error as HouseError);
    else line.offer("refresh", t("Thử lại"), () => this.#enqueue(line.anew()));
    line.offer("x", t("Bỏ tệp này"), () => this.#drop(line));
  }

  /** The same file is there already: use that one, or keep this one as well. */
  #offer(line: Line, error: HouseError): void {
    const keep: Fields = { even_if_duplicate: "true", even_if_known: "true" };
    if (error.code === "documents.known_elsewhere") {
      line.offer(
        "link",
        t("Dùng bản đã có"),
        () => void this.#link(line.anew(), String(error.details.document)),
      );
    }
    line.offer("copy", t("Vẫn giữ bản này"), () => this.#enqueue(line.anew(keep)));
  }

  async #link(line: Line, source: string): Promise<void> {
    try {
      this.#sent(line, await post("/api/documents/link", { ...line.parcel.fields, id: uuid(), source }));
      await drop(line.parcel);
      this.#finished();
    } catch (error) {
      this.#refused(line, error);
    }
  }

  #drop(line: Line): void {
    line.element.remove();
    void drop(line.parcel);
  }

  #finished(): void {
    if (!this.#arrived) return;
    this.dispatchEvent(new CustomEvent("gb-changed", { bubbles: true }));
    if (this.hasAttribute("reload") && !this.querySelector(".is-failed")) location.reload();
  }
}

const folderOf = (path: string): string => path.split("/").slice(0, -1).join("/");

/** What was dropped, folders walked to their ends. */
async function dropped(data: DataTransfer | null): Promise<Listed[]> {
  const entries = [...(data?.items ?? [])]
    .map((item) => item.webkitGetAsEntry?.())
    .filter((entry) => entry != null);
  if (!entries.some((entry) => entry.isDirectory)) {
    return [...(data?.files ?? [])].map((file) => ({ file, folder: "" }));
  }
  return (await Promise.all(entries.map((entry) => walked(entry, "")))).flat();
}

async function walked(entry: FileSystemEntry, folder: string): Promise<Listed[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    return [{ file, folder }];
  }
  const inside = folder ? `${folder}/${entry.name}` : entry.name;
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: Listed[] = [];
  for (;;) {
    // a reader gives a hundred at a time
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (!some.length) return found;
    for (const one of some) found.push(...(await walked(one, inside)));
  }
}

/** One file's line: its name, a bar, a word. */
class Line {
  readonly element = document.createElement("li");
  readonly #said = document.createElement("span");
  readonly #bar = document.createElement("progress");

  constructor(readonly parcel: Parcel) {
    const name = document.createElement("span");
    const { path } = parcel.fields;
    name.textContent = path ? `${path}/${parcel.file.name}` : parcel.file.name;
    this.element.className = "upload-item";
    this.#said.className = "upload-said";
    this.#said.textContent = t("Đang chờ");
    this.#bar.className = "gauge";
    this.#bar.max = 100;
    this.#bar.value = 0;
    this.#bar.setAttribute("aria-label", parcel.file.name);
    this.element.append(name, this.#said, this.#bar);
  }

  progress(loaded: number, total: number): void {
    const share = Math.round((loaded / Math.max(total, 1)) * 100);
    this.#bar.value = share;
    this.#said.textContent = share < 100 ? `${share}%` : t("Đang kiểm tra…");
  }

  waiting(): void {
    this.#said.textContent = t("Mất kết nối, sẽ gửi tiếp khi có mạng.");
  }

  done(): void {
    this.#bar.remove();
    this.element.classList.add("is-done");
    this.#said.textContent = t("Đã tải lên");
  }

  fail(words: string): void {
    this.#bar.remove();
    this.element.classList.add("is-failed");
    this.#said.textContent = words;
  }

  offer(sign: string, label: string, act: () => void): void {
    const button = iconButton(sign, label);
    button.addEventListener("click", act, { once: true });
    this.element.insertBefore(button, this.#said);
  }

  /** A second try takes the place of the first. */
  anew(more: Fields = {}): Line {
    const line = new Line({ ...this.parcel, fields: { ...this.parcel.fields, ...more } });
    this.element.replaceWith(line.element);
    return line;
  }
}

customElements.define("gb-upload", GbUpload);
