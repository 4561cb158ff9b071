/** The work was given up: nobody waits for what it would have found. */
class AbandonedError extends Error {
  constructor() {
    super('abandoned');
  }
}

/** What a piece of work can do between two of its slices. Both reject once it was given up. */
export interface Slices {
  /** Ends the slice; resolves at the beginning of the next. */
  pause(): Promise<void>;
  /** Ends the slice while something is under way that does not need the device, and resolves with it in a later one. */
  apart<T>(other: Promise<T>): Promise<T>;
}

interface Waiting {
  readonly resume: () => void;
  readonly giveUp: (reason: AbandonedError) => void;
}

/**
 * Cooperative scheduling: long work on a device that others need too, as a coroutine. `run` does one slice after the other, each when it is told to, and says itself
 * where a slice ends. `onReady` hears when it could go on after something apart.
 */
export class SlicedWork {
  private begun = false;
  private finished = false;
  private abandoned = false;
  private waiting: Waiting[] = [];
  private sliceOver: () => void = () => undefined;

  constructor(
    private readonly run: (slices: Slices) => Promise<void>,
    private readonly onReady: () => void,
  ) {}

  /** Whether there is nothing more to do. */
  get over(): boolean {
    return this.finished;
  }

  /** Whether a slice can be done now. */
  get ready(): boolean {
    return !this.finished && (!this.begun || this.waiting.length > 0);
  }

  /** Does one slice. Never rejects. */
  async slice(): Promise<void> {
    const ended = new Promise<void>((resolve) => {
      this.sliceOver = resolve;
    });
    if (!this.begun) {
      this.begun = true;
      this.run(this.slices).then(this.finish, this.finish);
    } else {
      const resumed = this.waiting;
      this.waiting = [];
      for (const { resume } of resumed) resume();
    }
    await ended;
  }

  /** Gives the work up: what is under way ends with its slice. */
  abandon(): void {
    this.abandoned = true;
    if (!this.begun) this.finish();
    const waiting = this.waiting;
    this.waiting = [];
    for (const { giveUp } of waiting) giveUp(new AbandonedError());
  }

  private readonly finish = (): void => {
    this.finished = true;
    this.sliceOver();
  };

  private readonly slices: Slices = {
    pause: () => this.nextSlice(),
    apart: async (other) => {
      const settled = Promise.allSettled([other]);
      this.sliceOver();
      await settled;
      const next = this.nextSlice();
      this.onReady();
      await next;
      return other;
    },
  };

  private nextSlice(): Promise<void> {
    if (this.abandoned) return Promise.reject(new AbandonedError());
    const next = new Promise<void>((resolve, reject) => {
      this.waiting.push({ resume: resolve, giveUp: reject });
    });
    this.sliceOver();
    return next;
  }
}
