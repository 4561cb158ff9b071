/** What is used of a browser's storage. */
export type SmallStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export interface SafeStorage extends SmallStorage {
  /** Whether what is put here outlasts the page. */
  readonly lasting: boolean;
}

/**
 * A storage of the browser, or one that forgets with the page where the browser refuses to hand it out: a setting or a sandbox can make the
 * very getter throw. A full one still throws where something is put.
 */
export function safeStorage(get: () => Storage): SafeStorage {
  try {
    const storage = get();
    // Some hand it out and refuse every use.
    storage.getItem('');
    return {
      lasting: true,
      getItem: (name) => storage.getItem(name),
      setItem: (name, value) => storage.setItem(name, value),
      removeItem: (name) => storage.removeItem(name),
    };
  } catch {
    const items = new Map<string, string>();
    return {
      lasting: false,
      getItem: (name) => items.get(name) ?? null,
      setItem: (name, value) => {
        items.set(name, value);
      },
      removeItem: (name) => {
        items.delete(name);
      },
    };
  }
}
