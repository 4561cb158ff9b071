import * as tf from '@tensorflow/tfjs-core';
import { at } from '../../../core/util/assert-never.ts';
import { type Plan, runPlan, type SourceReader } from './plan.ts';

/** For how long evaluation may keep the thread before it lets messages in. */
const longestHoldMs = 30;

const letMessagesIn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** One part of a long run over samples: the first, and how many of a chunk's rows count. */
export interface Chunk {
  readonly start: number;
  readonly count: number;
}

/**
 * Runs a plan over `total` samples, `size` at a time, and joins the outputs: by name, [total, ...] flat. `sources` is asked for the
 * inputs of each chunk inside a tidy; `enter` is called before every stretch of tfjs calls.
 */
export async function runInChunks(
  plan: Plan,
  names: readonly string[],
  total: number,
  size: number,
  sources: (chunk: Chunk) => SourceReader,
  enter: () => void,
): Promise<Record<string, Float32Array>> {
  const results = new Map<string, Float32Array>();
  const reads: Promise<void>[] = [];
  let held = performance.now();
  for (let start = 0; start < total; start += size) {
    if (performance.now() - held > longestHoldMs) {
      await letMessagesIn();
      held = performance.now();
    }
    enter();
    const chunk = { start, count: Math.min(size, total - start) };
    const outputs = tf.tidy(() => runPlan(plan, sources(chunk)));
    names.forEach((name, i) => {
      reads.push(copyOut(at(outputs, i), chunk, size, total, name, results));
    });
  }
  await Promise.all(reads);
  return Object.fromEntries(names.map((name) => [name, results.get(name) ?? new Float32Array(0)]));
}

async function copyOut(
  output: tf.Tensor,
  { start, count }: Chunk,
  size: number,
  total: number,
  name: string,
  results: Map<string, Float32Array>,
): Promise<void> {
  const perSample = output.size / size;
  const values = await output.data<'float32'>();
  output.dispose();
  const whole = results.get(name) ?? new Float32Array(total * perSample);
  results.set(name, whole);
  whole.set(values.subarray(0, count * perSample), start * perSample);
}
