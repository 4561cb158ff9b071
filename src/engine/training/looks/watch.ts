import type { RecordedSteps } from '../../../core/runs/columns/blocks.ts';
import type { ColumnBlock } from '../../../core/runs/columns/types.ts';
import type { TrainEvent, Watched } from '../../../core/runs/protocol.ts';

/** Something that is measured as long as somebody looks, by programs of its own. */
export interface Measurement<R extends { readonly step: number } = { readonly step: number }> {
  readonly what: Watched;
  /** Makes what `take` needs; `pause` comes after what takes long. */
  open(pause: () => Promise<void>): Promise<void>;
  /** With so many steps done; null where there is nothing to measure. */
  take(done: number): Promise<R | null>;
  /** The event that says so; its numbers are its own. */
  told(report: R): TrainEvent;
  /** What it says of the step with this index among some that were recorded. */
  columns(report: R, steps: RecordedSteps, index: number): ColumnBlock[];
  /** What only the step tells whose batch was looked at: taken alone, it is looked at afterwards. */
  readonly after?: (report: R) => Promise<R>;
}

/** What was measured of one thing, and when. */
export class Watch<R extends { readonly step: number }> {
  on = false;
  /** The step of the last report; −1: there is none. */
  measuredAt = -1;
  private last: R | null = null;
  /** The step after the last report was not taken yet, and is to be looked at. */
  waiting = false;

  constructor(private readonly measurement: Measurement<R>) {}

  get what(): Watched {
    return this.measurement.what;
  }

  open(pause: () => Promise<void>): Promise<void> {
    return this.measurement.open(pause);
  }

  /** The event to send; null where there is nothing to measure. */
  async look(done: number): Promise<TrainEvent | null> {
    this.measuredAt = done;
    this.last = null;
    this.last = await this.measurement.take(done);
    this.waiting = this.last !== null && this.measurement.after !== undefined;
    return this.last && this.measurement.told(this.last);
  }

  /** Of some steps: where the one is among them whose batch was looked at; −1: it is not. */
  indexIn({ from, count }: RecordedSteps): number {
    const index = this.last === null ? -1 : this.last.step + 1 - from;
    return index < count ? Math.max(-1, index) : -1;
  }

  /** The step is taken that was waited for. */
  async finish(): Promise<TrainEvent | null> {
    const { last } = this;
    const { after, told } = this.measurement;
    if (!this.waiting || !last || !after) return null;
    this.waiting = false;
    this.last = await after(last);
    return told(this.last);
  }

  columns(steps: RecordedSteps): ColumnBlock[] {
    const index = this.indexIn(steps);
    return this.last && index >= 0 ? this.measurement.columns(this.last, steps, index) : [];
  }

  /** The run goes on from other weights. */
  forget(): void {
    this.measuredAt = -1;
    this.last = null;
    this.waiting = false;
  }
}
