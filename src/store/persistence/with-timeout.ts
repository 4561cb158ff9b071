/** There was no answer in time. */
export class TimeoutError extends Error {}

/** The same promise with a timeout: rejects where it takes longer than `ms`. */
export function withTimeout<T>(promise: Promise<T>, ms: number, after: (ms: number, work: () => void) => () => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = after(ms, () => reject(new TimeoutError('no answer')));
    promise.then(resolve, reject).finally(cancel);
  });
}
