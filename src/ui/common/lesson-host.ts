/** Where the card of a lesson stands while a dialog is over the page that it stands beside: an element of that dialog; null: nowhere else. */
let host: HTMLElement | null = null;
const listeners = new Set<() => void>();

export const lessonHost = {
  get: (): HTMLElement | null => host,
  /** A ref of the element: it is one as long as it is there. */
  set(element: HTMLElement | null): void {
    host = element;
    for (const listener of listeners) listener();
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
