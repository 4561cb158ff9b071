import { createHash, type Hash } from 'node:crypto';
import { sizeOf } from '../../../../core/program/shapes.ts';
import type { Program, TrainingProgram } from '../../../../core/program/types.ts';
import { at } from '../../../../core/util/assert-never.ts';
import type { BufferName, DataBuffers, Executor, Session, StepBlock, Weigh } from '../../../executors/executor.ts';

type Numbers = Float32Array | Int32Array;

/** Numbers in [0.1, 0.9) that stand in for what a network puts out: the same at every place of the same row, whatever rows come with it. */
const noise = Float32Array.from({ length: 4096 }, (_, i) => 0.1 + 0.8 * ((Math.imul(i + 1, 0x9e3779b1) >>> 8) / 2 ** 24));

/** Outputs of a program for some rows or samples, [count, ...]. */
function pretended({ outputs, values }: Program, count: number, rowAt: (i: number) => number): Record<string, Float32Array> {
  return Object.fromEntries(
    Object.entries(outputs).map(([name, id], output) => {
      const width = sizeOf(at(values, id).shape.slice(1));
      const filled = new Float32Array(count * width);
      for (let i = 0; i < count; i++) {
        const first = rowAt(i) * 127 + output * 7;
        for (let j = 0; j < width; j++) filled[i * width + j] = noise[(first + j * 31) % noise.length] ?? 0;
      }
      return [name, filled];
    }),
  );
}

const bytesOf = (numbers: Numbers): Uint8Array => new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);

/** JSON that does not depend on the order of keys, and tells every number from every other. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, item: unknown) => {
    if (typeof item === 'number')
      return Number.isFinite(item) && !Object.is(item, -0) ? item : `number ${Object.is(item, -0) ? '-0' : item}`;
    if (item instanceof Float32Array || item instanceof Int32Array) return Buffer.from(bytesOf(item)).toString('base64');
    if (item === null || typeof item !== 'object' || Array.isArray(item)) return item;
    return Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
  });

const streams = ['program', 'written', 'controls', 'rows', 'weights', 'evaluated', 'predicted'] as const;
type Stream = (typeof streams)[number];

export const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');

/** Everything that an executor is given in a run, as one hash. */
export interface DryRun {
  readonly executor: Executor;
  /** Hash of every number that the executor was given so far. However steps are cut into blocks, and rows into calls, it is the same. */
  digest(): string;
}

/**
 * A dry run: an executor that computes nothing and takes down what it is given: the lowered program, the data, the buffers written, control vector
 * and batch of every step, the rows evaluated. Losses fall, so that nothing stops a run early; outputs are noise.
 */
export function createDryRun(): DryRun {
  const hashes = new Map<Stream, Hash>(streams.map((stream) => [stream, createHash('sha256')]));
  const note = (stream: Stream, ...parts: readonly (string | Numbers)[]): void => {
    for (const part of parts) hashes.get(stream)?.update(typeof part === 'string' ? part : bytesOf(part));
  };
  let steps = 0;

  async function load(program: TrainingProgram, data: DataBuffers): Promise<Session> {
    note('program', canonical(program));
    for (const name of Object.keys(data).sort()) note('program', name, data[name] ?? new Float32Array(0));
    const empty: Readonly<Record<BufferName, Float32Array>> = {
      parameters: new Float32Array(program.parameterCount),
      optimizer: new Float32Array(0),
      state: new Float32Array(program.stateCount),
    };
    const count = program.tasks.length;
    const lossesOf = (step: number): Float32Array => Float32Array.from({ length: count }, (_, task) => (1 + task) / (1 + step));
    const take = (block: StepBlock, weigh?: Weigh): Float32Array => {
      note('controls', block.controls);
      note('rows', block.rows);
      const losses = new Float32Array(block.count * count);
      for (let i = 0; i < block.count; i++) {
        const own = lossesOf(steps++);
        losses.set(own, i * count);
        const gramian = Float32Array.from({ length: count * count }, (_, k) =>
          at(noise, steps + k * (k % (count + 1) === 0 ? 0 : 7)),
        );
        if (weigh) note('weights', Float32Array.from(weigh(own.slice(), gramian, i)));
      }
      return losses;
    };
    return {
      run: async (block) => take(block),
      runBalanced: async (block, weigh) => take(block, weigh),
      read: async (buffer) => empty[buffer].slice(),
      async write(buffer, numbers) {
        note('written', `${buffer} after ${steps}`, numbers);
      },
      async evaluate(rows) {
        note('evaluated', rows);
        const outputs = pretended(program.evaluate, rows.length, (i) => at(rows, i));
        for (const { loss } of program.tasks)
          if (loss !== null) outputs[loss] = new Float32Array(rows.length).fill(1 / (1 + steps));
        return outputs;
      },
      async predict(feeds, samples) {
        for (const name of Object.keys(feeds).sort()) note('predicted', name, feeds[name] ?? new Float32Array(0));
        return pretended(program.predict, samples, (i) => i);
      },
      dispose: () => undefined,
    };
  }

  const executor: Executor = {
    id: 'wasm',
    backend: 'wasm',
    device: 'dry run',
    load,
    lost: new Promise(() => undefined),
    dispose: () => undefined,
  };
  return {
    executor,
    digest: () => sha256([...hashes.values()].map((hash) => hash.copy().digest('hex')).join()),
  };
}
