import * as ort from 'onnxruntime-web';
import { sizeOf } from '../../../../core/program/shapes.ts';
import type { InputInfo } from '../../../../core/project/signature.ts';
import { randomStream } from '../../../../core/util/random.ts';

ort.env.wasm.numThreads = 1;
ort.env.logLevel = 'error';

export type Feeds = Readonly<Record<string, Float32Array | Int32Array>>;

/** Samples of what a network reads: numbers in 0 … 1, and texts of every length with nothing but padding behind them. */
export function drawFeeds(inputs: readonly InputInfo[], count: number): Feeds {
  const random = randomStream(5, 'onnx');
  return Object.fromEntries(
    inputs.map(({ id, shape, dtype, vocabulary = 2 }) => {
      const size = sizeOf(shape);
      if (dtype === 'f32') return [id, Float32Array.from({ length: count * size }, () => random.next())];
      const ids = Int32Array.from({ length: count * size }, (_, i) => {
        const length = (Math.floor(i / size) * 3 + 2) % (size + 1);
        return i % size < length ? 1 + random.int(vocabulary - 1) : 0;
      });
      return [id, ids];
    }),
  );
}

/** A file as onnxruntime reads it. */
export async function openOnnx(bytes: Uint8Array) {
  const session = await ort.InferenceSession.create(bytes, { executionProviders: ['wasm'], graphOptimizationLevel: 'basic' });
  return {
    inputs: session.inputNames,
    outputs: session.outputNames,
    /** Outputs by name, for so many samples; `shapes` are those of one sample. */
    async predict(feeds: Feeds, count: number, inputs: readonly InputInfo[]): Promise<Record<string, Float32Array>> {
      const tensors = Object.fromEntries(
        inputs.map(({ id, shape, dtype }, i) => {
          const values = feeds[id] ?? new Float32Array(0);
          const type = dtype === 'i32' ? 'int32' : 'float32';
          return [session.inputNames[i] ?? id, new ort.Tensor(type, values, [count, ...shape])];
        }),
      );
      const results = await session.run(tensors);
      return Object.fromEntries(
        Object.entries(results).map(([name, { data }]) => {
          if (!(data instanceof Float32Array)) throw new Error(`${name} is not a tensor of numbers`);
          return [name, data];
        }),
      );
    },
    close: () => session.release(),
  };
}

/** The largest difference, where numbers beyond 1 are compared by their size. */
export function farthest(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (found.length !== expected.length) return Number.POSITIVE_INFINITY;
  let most = 0;
  for (let i = 0; i < expected.length; i++) {
    const wanted = expected[i] ?? 0;
    const difference = Math.abs((found[i] ?? 0) - wanted) / Math.max(1, Math.abs(wanted));
    if (!(difference <= most)) most = difference;
  }
  return most;
}
