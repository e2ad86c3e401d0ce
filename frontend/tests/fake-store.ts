/** A browser's store of records, in memory: as much of IndexedDB as the vault asks of it. Keys cannot be copied, rows are. */
type Row = Record<string, unknown>;

class Asked {
  onsuccess: (() => void) | null = null;
  onerror: (() => void) | null = null;
  result: unknown;
  error = null;
}

class Store {
  readonly rows = new Map<string, Row>();

  constructor(readonly keyPath: string) {}

  createIndex(): void {}
}

class Transaction {
  oncomplete: (() => void) | null = null;
  onabort: (() => void) | null = null;
  error = null;
  #running = 0;

  constructor(readonly stores: Map<string, Store>) {
    this.ask(() => undefined);
  }

  ask(run: () => unknown): Asked {
    const asked = new Asked();
    this.#running += 1;
    setTimeout(() => {
      asked.result = run();
      asked.onsuccess?.();
      setTimeout(() => {
        this.#running -= 1;
        if (!this.#running) this.oncomplete?.();
      });
    });
    return asked;
  }

  objectStore(name: string) {
    const store = this.stores.get(name);
    if (!store) throw new Error(`no store ${name}`);
    const { rows, keyPath } = store;
    const copy = (row: Row | undefined) => row && { ...row };
    const of = (value: unknown) => [...rows].filter(([, row]) => row.held === value);
    return {
      get: (key: string) => this.ask(() => copy(rows.get(key))),
      getAll: () => this.ask(() => [...rows.values()].map(copy)),
      put: (row: Row) => this.ask(() => rows.set(String(row[keyPath]), { ...row })),
      delete: (key: string) => this.ask(() => void rows.delete(key)),
      index: () => ({
        count: (value: unknown) => this.ask(() => of(value).length),
        getAllKeys: (value: unknown) => this.ask(() => of(value).map(([key]) => key)),
      }),
    };
  }
}

class Base {
  onversionchange = null;
  readonly stores = new Map<string, Store>();

  createObjectStore(name: string, { keyPath }: { keyPath: string }): Store {
    const store = new Store(keyPath);
    this.stores.set(name, store);
    return store;
  }

  transaction(): Transaction {
    return new Transaction(this.stores);
  }

  close(): void {}
}

/** Stand in for the browser's; ``rows`` shows what lies in a store. */
export function fakeStore(): { rows(name: string): Row[]; clear(): void } {
  const base = new Base();
  const open = () => {
    const asked = Object.assign(new Asked(), { onupgradeneeded: null as ((event: object) => void) | null });
    setTimeout(() => {
      asked.result = base;
      if (!base.stores.size) asked.onupgradeneeded?.({ oldVersion: 0 });
      asked.onsuccess?.();
    });
    return asked;
  };
  Object.assign(globalThis, { indexedDB: { open } });
  return {
    rows: (name) => [...(base.stores.get(name)?.rows.values() ?? [])],
    clear: () => {
      for (const store of base.stores.values()) store.rows.clear();
    },
  };
}
