import type { RecordedSteps } from '../../../core/runs/columns/blocks.ts';
import type { Watched } from '../../../core/runs/protocol.ts';
import { diagnostic } from '../../../core/util/diagnostics.ts';
import { reasonOf } from '../../../core/util/reason.ts';
import { compileMs } from '../expected-silence.ts';
import type { RunnerOptions } from '../runner-options.ts';
import { conflictMeasurement } from './conflict-measurement.ts';
import { healthMeasurement } from './health-measurement.ts';
import { Watch } from './watch.ts';

/** All measuring together takes at most one part in so many of the time that is spent on training … */
const shareOfTime = 11;
/** … and is done no more often than this, in ms. */
const leastMs = 25;

/** When a run is to be measured, and what was measured of steps that are still under way. Who was looked at longest ago comes next. */
export class Watches {
  private readonly watches;
  /** Not before this moment, in ms. */
  private next = Number.NEGATIVE_INFINITY;

  /** `wake` hears when there may be something to do. */
  constructor(
    private readonly o: RunnerOptions,
    private readonly wake: () => void,
  ) {
    this.watches = [new Watch(conflictMeasurement(o)), new Watch(healthMeasurement(o))] as const;
  }

  set(what: Watched, on: boolean): void {
    for (const watch of this.watches) {
      if (watch.what !== what) continue;
      watch.on = on;
      watch.waiting &&= on;
    }
    this.wake();
  }

  /** Whether to measure now, with so many steps done: while it trains, only as often as it may cost. */
  due(step: number): boolean {
    return this.wanted(step) && this.o.env.now() >= this.next;
  }

  /** The same where nothing trains, so that nothing is slowed down. */
  wanted(step: number): boolean {
    return this.watches.some(({ on, measuredAt }) => on && measuredAt !== step);
  }

  /** The next step is taken alone, because somebody looks at what it does. */
  get waiting(): boolean {
    return this.watches.some(({ waiting }) => waiting);
  }

  /** Looks with so many steps done. What cannot be measured is told, and not tried again. */
  async look(done: number): Promise<void> {
    const { env, run, runId, outbox, silence } = this.o;
    const [watch] = this.watches
      .filter(({ on, measuredAt }) => on && measuredAt !== done)
      .sort((a, b) => a.measuredAt - b.measuredAt);
    if (!watch) return;
    try {
      // Made once: that counts no more than compiling the document does.
      await silence.during(this, compileMs(run.project), () => watch.open(env.defer));
      const event = await this.counted(() => watch.look(done));
      if (event) outbox.later(event);
    } catch (error) {
      watch.on = false;
      watch.forget();
      const problem = diagnostic('training.measureFailed', { reason: reasonOf(error) }, 'page');
      outbox.later({ type: 'diagnostics', runId, diagnostics: [...run.warnings, problem] });
    }
  }

  /** What was recorded of some steps, with what was measured of one of them. */
  async withColumns(steps: RecordedSteps): Promise<RecordedSteps> {
    for (const watch of this.watches) {
      if (!watch.waiting || watch.indexIn(steps) < 0) continue;
      const event = await this.counted(() => watch.finish());
      if (event) this.o.outbox.later(event);
    }
    const columns = this.watches.flatMap((watch) => watch.columns(steps));
    return columns.length === 0 ? steps : { ...steps, columns: [...steps.columns, ...columns] };
  }

  /** The run goes on from other weights. */
  forget(): void {
    for (const watch of this.watches) watch.forget();
    this.next = Number.NEGATIVE_INFINITY;
  }

  /** Training goes on for as long as its share is before somebody looks again. */
  private async counted<T>(look: () => Promise<T>): Promise<T> {
    const { env } = this.o;
    const began = env.now();
    const found = await look();
    const ended = env.now();
    this.next = Math.max(this.next, began) + (ended - began) + Math.max(leastMs, (shareOfTime - 1) * (ended - began));
    return found;
  }
}
