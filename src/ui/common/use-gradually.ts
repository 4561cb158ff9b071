import { useEffect, useState } from 'react';

/** How many of a list are drawn in the first frame, and how many more in each that follows. */
const begin = 12;
const perFrame = 6;

/**
 * Progressive rendering: how many of so many items to draw now. A short list at once, a long one a few more with every frame, so that its coming never stands in
 * the way of hands. What was drawn stays.
 */
export function useGradually(count: number): number {
  const [drawn, setDrawn] = useState(begin);
  useEffect(() => {
    if (drawn >= count) return;
    const frame = requestAnimationFrame(() => setDrawn((now) => now + perFrame));
    return () => cancelAnimationFrame(frame);
  }, [drawn, count]);
  // A shorter list forgets how long the last one was.
  if (drawn > Math.max(begin, count + perFrame)) setDrawn(Math.max(begin, count));
  return Math.min(drawn, count);
}
