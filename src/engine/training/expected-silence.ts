import { sizeOf } from '../../core/program/shapes.ts';
import type { Project } from '../../core/project/schema.ts';
import type { DataSignature } from '../../core/project/signature.ts';
import { usualSilenceMs } from '../../core/runs/wire.ts';
import type { PreparedRun } from './prepare.ts';

/** No announcement is longer: a worker that hangs must be noticed at last. */
const mostMs = 60_000;

/**
 * The timeout of the page's watchdog (`client/heartbeat.ts`). What is done in one go, without a chance to answer the page, is announced before
 * it is begun where it may take long. Several things may be announced at once; the longest counts. `say` hears of changes alone.
 */
export class ExpectedSilence {
  private readonly announced = new Map<unknown, number>();
  private said = usualSilenceMs;

  constructor(private readonly say: (ms: number) => void) {}

  /** `what` may take so many milliseconds from now on; 0: it is over. */
  expect(what: unknown, ms: number): void {
    // What takes half of what is usual needs no announcement: the machine may be busy with other things.
    if (2 * ms > usualSilenceMs) this.announced.set(what, ms);
    else this.announced.delete(what);
    const longest = Math.max(0, ...this.announced.values());
    // In powers of two: figures of a run change with every block.
    const ms2 = longest === 0 ? usualSilenceMs : Math.min(mostMs, 2 ** Math.ceil(Math.log2(2 * longest)));
    if (ms2 === this.said) return;
    this.said = ms2;
    this.say(ms2);
  }

  async during<T>(what: unknown, ms: number, work: () => Promise<T>): Promise<T> {
    this.expect(what, ms);
    try {
      return await work();
    } finally {
      this.expect(what, 0);
    }
  }
}

/*
 * Estimates for a slow device whose processors are busy with other things; everywhere else they are over long before. In ms. A thread that
 * waits for its turn cannot be told from one that hangs, so what is known to compute for long gets a few seconds in any case.
 */
const atLeastMs = 2000;

/** Compiling a document, or planning its program. */
export const compileMs = ({ graph }: Pick<Project, 'graph'>): number => atLeastMs + 20 * graph.nodes.length;

/** Making or unpacking a data set, and laying it out. */
export const dataMs = ({ count, inputs }: Pick<DataSignature, 'count' | 'inputs'>): number =>
  atLeastMs + inputs.reduce((sum, { shape }) => sum + sizeOf(shape), 0) * count * 1e-3;

type Sized = Pick<PreparedRun, 'prepared' | 'program' | 'tasks'>;

/** A step, as it was measured, or on a device without any acceleration. */
export const stepMs = ({ prepared }: Sized, measured: number | null): number => measured ?? prepared.flopsPerStep / 5e4;

/** What is computed in one go when many samples are looked at, and judged against their labels. */
export const evaluationMs = (run: Sized, measured: number | null): number =>
  (stepMs(run, measured) * run.program.evaluateBatchSize) / run.program.batchSize +
  run.tasks.reduce((sum, { targets }) => sum + targets.length, 0) * 5e-3;

/** Choosing an executor: each candidate is started, tested and measured. */
export const choiceMs = mostMs / 2;

/** Writing or reading a file. */
export const fileMs = (bytes: number): number => bytes / 5e3;

/** Writing a model, and the data that it was trained on. */
export const exportMs = ({ program, data }: Pick<PreparedRun, 'program' | 'data'>): number =>
  fileMs(Object.values(data).reduce((sum, { byteLength }) => sum + byteLength, 4 * program.parameterCount));
