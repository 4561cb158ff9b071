/** The clock and the frames of the page; tests give their own. */
interface Frames {
  request(work: () => void): void;
  /** In ms. */
  now(): number;
}

/** So long one frame draws, in ms: hands have the rest of it. */
const shareMs = 6;

/**
 * Does works one after the other in the frames that come, as many in each as go into a part of it and one at least. Who asks again before its
 * turn has other work done at the same turn: nobody waits for ever behind those that ask often.
 */
export function createTurns(frames: Frames): (who: object, work: () => void) => void {
  const waiting = new Map<object, () => void>();
  let asked = false;

  function frame(): void {
    asked = false;
    const until = frames.now() + shareMs;
    for (const [who, work] of waiting) {
      waiting.delete(who);
      work();
      if (frames.now() >= until) break;
    }
    if (waiting.size > 0) ask();
  }

  function ask(): void {
    if (!asked) frames.request(frame);
    asked = true;
  }

  return (who, work) => {
    waiting.set(who, work);
    ask();
  };
}

/** For pictures of which there may be many: sixty-four maps do not come in one go. */
export const inTurn = createTurns({ request: (work) => requestAnimationFrame(work), now: () => performance.now() });
