/**
 * What is taken along on this device, sealed: bytes lie in IndexedDB under AES-GCM, each bound to its own name.
 * The key came from the server for one session; it cannot be taken out of the browser, and is dropped when withdrawn.
 * What was done without network is sealed with a pen of its own, made here: it outlives the papers until it has arrived.
 */
const NAME = "giaoban-offline";
const SHAPE = 2;
const STORES = ["held", "files", "acts", "who"] as const;
const IV = 12; // bytes, new for everything that is sealed
const TAG = 16; // bytes that sealing adds

type StoreName = (typeof STORES)[number];

export interface Held {
  id: string;
  /** Whose: another person at this browser sees nothing of it. */
  me: string;
  meeting: string;
  until: string;
  bytes: number;
  files: number;
  /** All of it is here. */
  whole: boolean;
  /** Opens the papers; gone as soon as they may no longer be read here. */
  key?: CryptoKey;
  /** Seals what is done without network; stays until all of that has arrived or its author has let it go. */
  pen: CryptoKey;
}

/** What may still be read here. */
export type Open = Held & { key: CryptoKey };

interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}

interface File extends Sealed {
  name: string;
  held: string;
}

/** Something done without network, waiting to arrive. */
export interface Waiting extends Sealed {
  id: string;
  held: string;
  at: string;
  /** Why the server refused it for good; the author is told. */
  refused?: string;
}

const done = <T>(asked: IDBRequest<T>): Promise<T> =>
  new Promise((yes, no) => {
    asked.onsuccess = () => yes(asked.result);
    asked.onerror = () => no(asked.error);
  });

let opened: Promise<IDBDatabase> | undefined;

function database(): Promise<IDBDatabase> {
  opened ??= new Promise((yes, no) => {
    const asked = indexedDB.open(NAME, SHAPE);
    asked.onupgradeneeded = (event) => shape(asked.result, event.oldVersion);
    asked.onsuccess = () => {
      asked.result.onversionchange = () => {
        asked.result.close(); // a newer page wants another shape: do not stand in its way
        opened = undefined;
      };
      yes(asked.result);
    };
    asked.onerror = () => no(asked.error);
  });
  return opened;
}

function shape(base: IDBDatabase, before: number): void {
  if (before < 1) {
    base.createObjectStore("held", { keyPath: "id" });
    base.createObjectStore("files", { keyPath: "name" }).createIndex("held", "held");
    base.createObjectStore("acts", { keyPath: "id" }).createIndex("held", "held");
  }
  if (before < 2) base.createObjectStore("who", { keyPath: "id" });
}

const completed = (transaction: IDBTransaction): Promise<void> =>
  new Promise((yes, no) => {
    transaction.oncomplete = () => yes();
    transaction.onabort = () => no(transaction.error);
  });

async function within<T>(
  name: StoreName,
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const transaction = (await database()).transaction(name, mode);
  const kept = mode === "readwrite" ? completed(transaction) : undefined;
  const found = await done(ask(transaction.objectStore(name)));
  await kept;
  return found;
}

// sealing

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** A key that this browser can use and nobody can read out. */
export function keyFrom(base64: string): Promise<CryptoKey> {
  const raw = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
}

/** A key for what is done here; it was never anywhere else. */
export function newPen(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

export async function seal(key: CryptoKey, name: string, bytes: BufferSource): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(IV));
  const data = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv, additionalData: bytesOf(name) },
    key,
    bytes,
  );
  return { iv, data };
}

export function unseal(key: CryptoKey, name: string, { iv, data }: Sealed): Promise<ArrayBuffer> {
  return crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: bytesOf(name) }, key, data);
}

// names

/** One name for an address however it is asked: pictures come in one size, in whatever size they are wanted. */
export function nameOf(address: string): string {
  const url = new URL(address, "https://giaoban.invalid");
  for (const name of ["w", "revision"]) url.searchParams.delete(name);
  url.searchParams.sort();
  return `${url.pathname}${url.search}`;
}

export function typeOf(address: string): string {
  if (address.includes(".webp")) return "image/webp";
  return address.startsWith("/api/") ? "application/json" : "text/html; charset=utf-8";
}

// who is here

/** The person who signed in at this browser last, as the server said; nobody after signing out. */
export async function whoIsHere(): Promise<string> {
  const row = await within<{ me: string } | undefined>("who", "readonly", (store) => store.get("me"));
  return row?.me ?? "";
}

export const setWho = (me: string): Promise<unknown> =>
  within("who", "readwrite", (store) => store.put({ id: "me", me }));

// what is held

export const isValid = (held: Pick<Held, "until">, now = Date.now()): boolean => Date.parse(held.until) > now;

/** Everything, whoever took it along, and what is kept only for what still waits to be sent. */
export const allHeld = (): Promise<Held[]> => within("held", "readonly", (store) => store.getAll());

/** What the person who is here took along. */
export async function ownHeld(): Promise<Held[]> {
  const me = await whoIsHere();
  return (await allHeld()).filter((held) => held.me === me);
}

/** What the person who is here may read now. */
export async function openHeld(): Promise<Open[]> {
  const isOpen = (held: Held): held is Open => held.key !== undefined && held.whole && isValid(held);
  return (await ownHeld()).filter(isOpen);
}

export const putHeld = (held: Held): Promise<unknown> =>
  within("held", "readwrite", (store) => store.put(held));

export async function putFile(held: Open, address: string, bytes: ArrayBuffer): Promise<void> {
  const name = `${held.id}|${nameOf(address)}`;
  const file: File = { name, held: held.id, ...(await seal(held.key, name, bytes)) };
  await within("files", "readwrite", (store) => store.put(file));
}

/** What is kept of an address, if something is and may still be read. */
export async function readFile(address: string): Promise<{ held: Open; bytes: ArrayBuffer } | undefined> {
  for (const held of await openHeld()) {
    const name = `${held.id}|${nameOf(address)}`;
    const file = await within<File | undefined>("files", "readonly", (store) => store.get(name));
    if (file) return { held, bytes: await unseal(held.key, name, file) };
  }
  return undefined;
}

export async function readJson<T>(address: string): Promise<T | undefined> {
  const found = await readFile(address);
  return found && (JSON.parse(new TextDecoder().decode(found.bytes)) as T);
}

const PAPER = /\|\/(?:api\/documents|tai-lieu)\/([0-9a-f-]{36})\//;
const paperOf = (name: string): string | undefined => PAPER.exec(`${name}/`)?.[1];

const namesIn = (held: string): Promise<string[]> =>
  within("files", "readonly", (store) => store.index("held").getAllKeys(held)) as Promise<string[]>;

/** What is kept of a meeting, by address. */
export const addressesIn = async (held: string): Promise<string[]> =>
  (await namesIn(held)).map((name) => name.slice(held.length + 1));

/** The papers that lie here. */
export async function papersIn(held: string): Promise<Set<string>> {
  const found = (await namesIn(held)).map(paperOf);
  return new Set(found.filter((paper) => paper !== undefined));
}

async function dropFiles(names: string[]): Promise<number> {
  const transaction = (await database()).transaction("files", "readwrite");
  const kept = completed(transaction);
  const store = transaction.objectStore("files");
  const files = await Promise.all(names.map((name) => done<File | undefined>(store.get(name))));
  for (const name of names) store.delete(name);
  await kept;
  return files.reduce((sum, file) => sum + (file ? file.data.byteLength - TAG : 0), 0);
}

/** Wipe the papers that may no longer lie here, and tell how many they were. */
export async function dropPapers(held: Open, allowed: ReadonlySet<string>): Promise<number> {
  const isOff = (paper: string | undefined) => paper !== undefined && !allowed.has(paper);
  const names = (await namesIn(held.id)).filter((name) => isOff(paperOf(name)));
  if (!names.length) return 0;
  held.bytes -= await dropFiles(names);
  held.files -= names.length;
  await putHeld(held);
  return new Set(names.map(paperOf)).size;
}

/**
 * Nothing of it can be read any more. The key goes first: whatever happens then, the rest is noise. What was done and
 * has not arrived stays under its pen.
 */
export async function close(id: string): Promise<void> {
  const transaction = (await database()).transaction(["held", "acts"], "readwrite");
  const kept = completed(transaction);
  const store = transaction.objectStore("held");
  const held = await done<Held | undefined>(store.get(id));
  const left = await done(transaction.objectStore("acts").index("held").count(id));
  if (held && left) store.put(closed(held));
  else store.delete(id);
  await kept;
  await dropFiles(await namesIn(id));
}

function closed({ id, me, meeting, until, pen }: Held): Held {
  return { id, me, meeting, until, pen, bytes: 0, files: 0, whole: false };
}

// what waits

export const waiting = async (): Promise<Waiting[]> =>
  (await within<Waiting[]>("acts", "readonly", (store) => store.getAll())).sort((a, b) =>
    a.at.localeCompare(b.at),
  );

/** Keep an act. What it was done on may have been closed meanwhile, in another tab: its pen is kept with it. */
export async function putWaiting(act: Waiting, owner: Held): Promise<void> {
  const transaction = (await database()).transaction(["held", "acts"], "readwrite");
  const kept = completed(transaction);
  const store = transaction.objectStore("held");
  if (!(await done(store.get(owner.id)))) store.put(closed(owner));
  transaction.objectStore("acts").put(act);
  await kept;
}

/** It has arrived, or its author let it go. The pen of what is closed goes with the last of its acts. */
export async function dropWaiting({ id, held }: Pick<Waiting, "id" | "held">): Promise<void> {
  const transaction = (await database()).transaction(["held", "acts"], "readwrite");
  const kept = completed(transaction);
  const acts = transaction.objectStore("acts");
  const store = transaction.objectStore("held");
  acts.delete(id);
  const owner = await done<Held | undefined>(store.get(held));
  const left = await done(acts.index("held").count(held));
  if (owner && !owner.key && !left) store.delete(held);
  await kept;
}
