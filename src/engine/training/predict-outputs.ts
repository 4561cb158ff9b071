import type { DataBuffers, Session } from '../executors/executor.ts';
import { blockMs } from './pacing.ts';

export interface PredictOutputs {
  readonly session: Session;
  /** By name, [count, ...shape]. */
  readonly feeds: DataBuffers;
  readonly count: number;
  /** Samples per call are a multiple of this, so that a sample always stands at the same place of its batch. */
  readonly batchSize: number;
  readonly now: () => number;
  /** Between two calls. */
  readonly defer: () => Promise<void>;
}

/** Outputs of the prediction program for any number of samples, by name, [count, ...], in calls that leave room for others in between. */
export async function predictOutputs(options: PredictOutputs): Promise<Record<string, Float32Array>> {
  const { session, feeds, count, batchSize, now, defer } = options;
  const outputs: Record<string, Float32Array> = {};
  let batches = 1;
  for (let begin = 0; begin < count; ) {
    const size = Math.min(count - begin, batches * batchSize);
    const part = Object.fromEntries(
      Object.entries(feeds).map(([name, values]) => {
        const each = values.length / count;
        return [name, values.slice(begin * each, (begin + size) * each)];
      }),
    );
    const started = now();
    const results = await session.predict(part, size);
    const spentMs = now() - started;
    for (const [name, values] of Object.entries(results)) {
      const each = values.length / size;
      const all = outputs[name] ?? new Float32Array(each * count);
      all.set(values, begin * each);
      outputs[name] = all;
    }
    begin += size;
    if (spentMs < blockMs / 2) batches *= 2;
    else if (spentMs > blockMs && batches > 1) batches = Math.ceil(batches / 2);
    if (begin < count) await defer();
  }
  return outputs;
}
