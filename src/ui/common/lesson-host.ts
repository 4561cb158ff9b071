/** Where the card of a lesson stands while something else than the page's own corners has a place for it; what came last has it. */
let hosts: readonly HTMLElement[] = [];
const listeners = new Set<() => void>();

function become(next: readonly HTMLElement[]): void {
  hosts = next;
  for (const listener of listeners) listener();
}

export const lessonHost = {
  /** null: nowhere else. */
  get: (): HTMLElement | null => hosts.at(-1) ?? null,
  /** A ref: its element has a place for the card as long as it is there. */
  join(element: HTMLElement | null): (() => void) | undefined {
    if (!element) return undefined;
    become([...hosts, element]);
    return () => become(hosts.filter((one) => one !== element));
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
