import { blockMs } from './pacing.ts';

/** Who waits looks up so often, in ms: a pause acts within 100. */
const napMs = 50;

/** The clock that a throttle waits by. */
interface Waiting {
  now(): number;
  delay(ms: number): Promise<void>;
}

/** Holds a run back to so many steps per second, for eyes that want to follow; by default not at all. */
export class Throttle {
  private stepsPerSecond: number | null = null;
  /** When the next step may be taken. */
  private nextAt = 0;

  constructor(private readonly env: Waiting) {}

  set(stepsPerSecond: number | null): void {
    this.stepsPerSecond = stepsPerSecond;
    this.nextAt = this.env.now();
  }

  get waits(): boolean {
    return this.stepsPerSecond !== null && this.env.now() < this.nextAt;
  }

  /** Until the next step may be taken, or something else may have to be done; `report` says meanwhile what was done. */
  async wait(report: () => void): Promise<void> {
    await this.env.delay(Math.min(napMs, this.nextAt - this.env.now()));
    report();
  }

  /** How many of `count` steps may be taken together now. What a late timer lost is made up for, no pause before it. */
  take(count: number): number {
    if (this.stepsPerSecond === null) return count;
    const taken = Math.min(count, Math.max(1, Math.floor((this.stepsPerSecond * blockMs) / 1000)));
    this.nextAt = Math.max(this.nextAt, this.env.now() - napMs) + (1000 * taken) / this.stepsPerSecond;
    return taken;
  }
}
