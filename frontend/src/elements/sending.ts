/**
 * How one file travels: small ones in one post, large ones in parts that go on after a lost connection, a reload or a
 * crash. What is on its way is kept in the browser's own store until the server has it.
 */
import { HouseError, refusalOf } from "../kernel/errors";
import { ask, csrf, get, post } from "../kernel/http";

export type Fields = Record<string, string>;

export interface Parcel {
  /** The id under which the server knows the file, and the document that it becomes. */
  id: string;
  file: File;
  fields: Fields;
  /** The page and thing to which it is being sent. */
  place: string;
}

interface State {
  offset: number;
  part: number;
  done: boolean;
}

export interface Watcher {
  progress(loaded: number, total: number): void;
  waiting(): void;
}

const LARGE = 4 * 1024 * 1024;
const WAITS = [1, 2, 4, 8, 15, 30, 30, 30, 60, 60]; // seconds between tries while the connection is away
const STORE = "giaoban.uploads";

/** Send a file and return the document that it has become. */
export async function send(
  action: string,
  name: string,
  parcel: Parcel,
  watcher: Watcher,
  signal: AbortSignal,
): Promise<unknown> {
  if (parcel.file.size <= LARGE) {
    return await patiently(() => whole(action, name, parcel, watcher, signal), watcher, signal);
  }
  await keep(parcel);
  await inParts(parcel, watcher, signal);
  watcher.progress(1, 1);
  const body = { ...parcel.fields, vouched: parcel.fields.vouched === "true" };
  const answer = await patiently(() => post(`/api/uploads/${parcel.id}/finish`, body), watcher, signal);
  await forget(parcel.id);
  return answer;
}

function whole(
  action: string,
  name: string,
  parcel: Parcel,
  watcher: Watcher,
  signal: AbortSignal,
): Promise<unknown> {
  const body = new FormData();
  body.append("id", parcel.id);
  for (const [key, value] of Object.entries(parcel.fields)) body.append(key, value);
  body.append(name, parcel.file);
  return transfer("POST", action, body, (loaded, total) => watcher.progress(loaded, total), signal);
}

async function inParts(parcel: Parcel, watcher: Watcher, signal: AbortSignal): Promise<void> {
  const { id, file } = parcel;
  let state = await patiently(
    () => post<State>("/api/uploads", { id, name: file.name, size: file.size }),
    watcher,
    signal,
  );
  while (!state.done && state.offset < file.size) {
    state = await patiently(() => part(parcel, state, watcher, signal), watcher, signal);
  }
}

async function part(parcel: Parcel, state: State, watcher: Watcher, signal: AbortSignal): Promise<State> {
  const { id, file } = parcel;
  const piece = file.slice(state.offset, state.offset + state.part);
  const url = `/api/uploads/${id}?offset=${state.offset}&size=${piece.size}`;
  const said = (loaded: number) => watcher.progress(state.offset + loaded, file.size);
  try {
    return (await transfer("PUT", url, piece, said, signal)) as State;
  } catch (error) {
    // The server has more, or less, than we thought: an answer was lost on its way.
    if (error instanceof HouseError && error.code === "documents.upload_elsewhere") {
      return await get<State>(`/api/uploads/${id}`, { signal });
    }
    throw error;
  }
}

/** Try again while the connection is away; what the server refuses is refused. */
async function patiently<T>(work: () => Promise<T>, watcher: Watcher, signal: AbortSignal): Promise<T> {
  for (let tried = 0; ; tried += 1) {
    try {
      return await work();
    } catch (error) {
      const passing =
        error instanceof HouseError && (error.passing || error.code === "documents.part_cut_off");
      if (signal.aborted || !passing || tried >= WAITS.length) throw error;
      watcher.waiting();
      await pause((WAITS[tried] ?? 60) * 1000, signal);
    }
  }
}

function pause(time: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      clearTimeout(timer);
      window.removeEventListener("online", go);
      resolve();
    };
    const timer = setTimeout(go, time);
    window.addEventListener("online", go);
    signal.addEventListener("abort", go, { once: true });
  });
}

/** fetch cannot report the progress of what it sends. */
function transfer(
  method: string,
  url: string,
  body: FormData | Blob,
  said: (loaded: number, total: number) => void,
  signal: AbortSignal,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    request.setRequestHeader("X-CSRFToken", csrf());
    request.setRequestHeader("Accept", "application/json");
    if (body instanceof Blob) request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.addEventListener("progress", (event) => said(event.loaded, event.total));
    request.addEventListener("error", () => reject(refusalOf(0, "")));
    request.addEventListener("abort", () => reject(refusalOf(0, "")));
    request.addEventListener("load", () => {
      const ok = request.status >= 200 && request.status < 300;
      if (ok) resolve(parsed(request.responseText));
      else reject(refusalOf(request.status, request.responseText));
    });
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(body);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export async function drop(parcel: Parcel): Promise<void> {
  await forget(parcel.id);
  if (parcel.file.size > LARGE) await ask("DELETE", `/api/uploads/${parcel.id}`).catch(() => undefined);
}

// The browser's own store: a file that was chosen can be read again after a reload, without choosing it again.

function open(): Promise<IDBDatabase | null> {
  return new Promise((resolve) => {
    if (!("indexedDB" in window)) return resolve(null);
    const request = indexedDB.open(STORE, 1);
    request.addEventListener("upgradeneeded", () =>
      request.result.createObjectStore("parcels", { keyPath: "id" }),
    );
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => resolve(null));
    request.addEventListener("blocked", () => resolve(null));
  });
}

async function inStore<T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T | null> {
  const database = await open();
  if (!database) return null;
  return (await new Promise((resolve) => {
    try {
      const request = work(database.transaction("parcels", mode).objectStore("parcels"));
      request.addEventListener("success", () => resolve(request.result));
      request.addEventListener("error", () => resolve(null));
    } catch {
      resolve(null); // private windows and full disks keep nothing: the file goes on as long as the page is open
    }
  }).finally(() => database.close())) as T | null;
}

async function keep(parcel: Parcel): Promise<void> {
  const kept = await inStore("readwrite", (store) => store.put(parcel));
  if (kept !== null) mark(parcel.place, 1);
}

export async function forget(id: string): Promise<void> {
  const parcel = (await inStore("readonly", (store) => store.get(id))) as Parcel | null;
  if (!parcel) return;
  await inStore("readwrite", (store) => store.delete(id));
  mark(parcel.place, -1);
}

/** What was on its way to this place when the page was left. */
export async function unfinished(place: string): Promise<Parcel[]> {
  const all = ((await inStore("readonly", (store) => store.getAll())) ?? []) as Parcel[];
  return all.filter((parcel) => parcel.place === place);
}

function mark(place: string, by: number): void {
  try {
    const marks = JSON.parse(localStorage.getItem(STORE) ?? "{}") as Record<string, number>;
    marks[place] = Math.max(0, (marks[place] ?? 0) + by);
    localStorage.setItem(STORE, JSON.stringify(marks));
  } catch {
    // without a mark the page looks into the store each time: slower, not wrong
  }
}

/** Whether something may be left of an earlier visit; cheap, asked on every page with an upload. */
export function mayBeUnfinished(place: string): boolean {
  try {
    const marks = JSON.parse(localStorage.getItem(STORE) ?? "{}") as Record<string, number>;
    return (marks[place] ?? 0) > 0;
  } catch {
    return true;
  }
}
