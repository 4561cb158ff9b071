/** What the browser says of what it keeps of this page; null: it does not say. */
export interface StorageState {
  /** Whether it deletes nothing by itself. */
  readonly lasts: boolean | null;
  /** In bytes. */
  readonly used: number | null;
  readonly room: number | null;
}

/** What is used of `navigator.storage`, where there is one: none on addresses without https. */
type BrowserStorage = Partial<Pick<StorageManager, 'persisted' | 'persist' | 'estimate'>>;

const here = (): BrowserStorage | undefined => navigator.storage;

const orNull = <T>(asked: Promise<T> | undefined): Promise<T | null> => asked?.catch(() => null) ?? Promise.resolve(null);

export async function storageState(storage = here()): Promise<StorageState> {
  const [lasts, estimate] = await Promise.all([orNull(storage?.persisted?.()), orNull(storage?.estimate?.())]);
  return { lasts, used: estimate?.usage ?? null, room: estimate?.quota ?? null };
}

let asked = false;

/**
 * Asks the browser, once per page, to delete nothing of this page by itself: after somebody did something that is worth keeping, because browsers
 * refuse a page that only came, or ask its visitor.
 */
export async function askToLast(storage = here()): Promise<void> {
  if (asked || !storage?.persist) return;
  asked = true;
  if ((await orNull(storage.persisted?.())) !== true) await orNull(storage.persist());
}
