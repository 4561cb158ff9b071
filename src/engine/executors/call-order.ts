/**
 * Keeps effects in the order of calls where one kind of call has to wait in its middle: what is called meanwhile begins when that is done.
 * Otherwise a call begins at once.
 */
export class CallOrder {
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  /** Work whose effects are all made before it first waits. */
  async brief<T>(work: () => Promise<T>): Promise<T> {
    return this.waiting === 0 ? work() : this.after(() => ({ result: work() }));
  }

  /** Work that makes effects after it has waited. */
  async long<T>(work: () => Promise<T>): Promise<T> {
    return this.after(async () => ({ result: Promise.resolve(await work()) }));
  }

  /** Begins `work` when everything before has ended; the next begins when `work` resolves, be its result there or not. */
  private async after<T>(work: () => { result: Promise<T> } | Promise<{ result: Promise<T> }>): Promise<T> {
    this.waiting++;
    const mine = this.last.then(work);
    this.last = mine.then(
      () => this.done(),
      () => this.done(),
    );
    return (await mine).result;
  }

  private done(): void {
    this.waiting--;
  }
}
