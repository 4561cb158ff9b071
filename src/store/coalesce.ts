/**
 * Throttles deliveries: hands items over at once while it is quiet, and together while they come fast. After each delivery, `pause` decides when
 * the next one may be. Urgent items take everything that waits with them, in order, without waiting themselves.
 */
export function coalesce<T>(
  deliver: (items: readonly T[]) => void,
  pause: (next: () => void) => void,
): (items: readonly T[], urgent: boolean) => void {
  let waiting: T[] = [];
  let pausing = false;

  function handOver(): void {
    const items = waiting;
    waiting = [];
    deliver(items);
    if (pausing) return;
    pausing = true;
    pause(() => {
      pausing = false;
      if (waiting.length > 0) handOver();
    });
  }

  return (items, urgent) => {
    waiting.push(...items);
    if (urgent || !pausing) handOver();
  };
}
