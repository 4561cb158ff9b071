/**
 * Hands items over at once while it is quiet, and together while they come fast: after each delivery, `breathe` decides when the next
 * one may be. An urgent item takes everything that waits with it, in order, without waiting itself.
 */
export function gather<T>(
  deliver: (items: readonly T[]) => void,
  breathe: (next: () => void) => void,
): (item: T, urgent: boolean) => void {
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

  return (item, urgent) => {
    waiting.push(item);
    if (urgent || !breathing) handOver();
  };
}
