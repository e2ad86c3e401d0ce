/**
 * What is taken along on this device, sealed: bytes lie in IndexedDB under AES-GCM, each bound to its own name.
 * The key came from the server for one session; it cannot be taken out of the browser, and is dropped when withdrawn.
 */
const NAME = "giaoban-offline";
const STORES = ["held", "files", "acts"] as const;
const IV = 12; // bytes, new for everything that is sealed

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
  key: CryptoKey;
}

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
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      const base = asked.result;
      base.createObjectStore("held", { keyPath: "id" });
      base.createObjectStore("files", { keyPath: "name" }).createIndex("held", "held");
      base.createObjectStore("acts", { keyPath: "id" }).createIndex("held", "held");
    };
    asked.onsuccess = () => yes(asked.result);
    asked.onerror = () => no(asked.error);
  });
  return opened;
}

async function within<T>(
  name: StoreName,
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const transaction = (await database()).transaction(name, mode);
  const found = await done(ask(transaction.objectStore(name)));
  if (mode === "readwrite")
    await new Promise<void>((yes, no) => {
      transaction.oncomplete = () => yes();
      transaction.onabort = () => no(transaction.error);
    });
  return found;
}

// sealing

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** A key that this browser can use and nobody can read out. */
export function keyFrom(base64: string): Promise<CryptoKey> {
  const raw = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
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

// what is held

export const isValid = (held: Pick<Held, "until">, now = Date.now()): boolean => Date.parse(held.until) > now;

export const allHeld = (): Promise<Held[]> => within("held", "readonly", (store) => store.getAll());
export const putHeld = (held: Held): Promise<unknown> =>
  within("held", "readwrite", (store) => store.put(held));

export async function putFile(held: Held, address: string, bytes: ArrayBuffer): Promise<void> {
  const name = `${held.id}|${nameOf(address)}`;
  const file: File = { name, held: held.id, ...(await seal(held.key, name, bytes)) };
  await within("files", "readwrite", (store) => store.put(file));
}

/** What is kept of an address, if something is and may still be read. */
export async function readFile(address: string): Promise<{ held: Held; bytes: ArrayBuffer } | undefined> {
  for (const held of await allHeld()) {
    if (!held.whole || !isValid(held)) continue;
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

async function dropAll(name: StoreName, held: string): Promise<void> {
  const transaction = (await database()).transaction(name, "readwrite");
  const asked = transaction.objectStore(name).index("held").openKeyCursor(IDBKeyRange.only(held));
  await new Promise<void>((yes, no) => {
    asked.onsuccess = () => {
      const cursor = asked.result;
      if (!cursor) return;
      transaction.objectStore(name).delete(cursor.primaryKey);
      cursor.continue();
    };
    transaction.oncomplete = () => yes();
    transaction.onabort = () => no(transaction.error);
  });
}

/** Nothing of it can be read any more; what waits to be sent stays under its key. */
export const dropFiles = (held: string): Promise<void> => dropAll("files", held);

/** The key goes first: whatever happens then, the rest is noise. */
export async function forget(held: string): Promise<void> {
  await within("held", "readwrite", (store) => store.delete(held));
  await dropAll("files", held);
  await dropAll("acts", held);
}

// what waits

export const waiting = async (): Promise<Waiting[]> =>
  (await within<Waiting[]>("acts", "readonly", (store) => store.getAll())).sort((a, b) =>
    a.at.localeCompare(b.at),
  );
export const putWaiting = (act: Waiting): Promise<unknown> =>
  within("acts", "readwrite", (store) => store.put(act));
export const dropWaiting = (id: string): Promise<unknown> =>
  within("acts", "readwrite", (store) => store.delete(id));
