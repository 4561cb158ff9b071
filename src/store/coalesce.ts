/**
 * Hands items over at once while it is quiet, and together while they come fast: after each delivery, `breathe` decides when the next
 * one may be. Urgent items take everything that waits with them, in order, without waiting themselves.
 */
export function coalesce<T>(
  deliver: (items: readonly T[]) => void,
  breathe: (next: () => void) => void,
): (items: readonly T[], urgent: boolean) => void {
  let waiting: T[] = [];
  let breathing = false;

  function handOver(): void {
    const items = waiting;
    waiting = [];
    deliver(items);
    if (breathing) return;
    breathing = true;
    breathe(() => {
      breathing = false;
      if (waiting.length > 0) handOver();
    });
  }

  return (items, urgent) => {
    waiting.push(...items);
    if (urgent || !breathing) handOver();
  };
}
