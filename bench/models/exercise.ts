import { fillControls } from '../../src/core/program/controls.ts';
import { initialParameters } from '../../src/core/program/initialize.ts';
import { sizeOf } from '../../src/core/program/shapes.ts';
import { rowsPerStep } from '../../src/core/program/step-inputs.ts';
import type { ParameterInfo, TrainingProgram } from '../../src/core/program/types.ts';
import { inputName, maskName, targetName } from '../../src/core/project/data-names.ts';
import type { Balancing } from '../../src/core/project/schema.ts';
import { at } from '../../src/core/util/assert-never.ts';
import { randomStream } from '../../src/core/util/random.ts';
import type { DataBuffers, StepBlock } from '../../src/engine/executors/executor.ts';
import { learningRate, type ModelSpec } from './model.ts';
import { programOf, samplesOf } from './program.ts';

/** Batches that are drawn; every contender trains on them in turn. */
export const batchCount = 16;
const seed = 1;

/** A batch with its samples gathered, for contenders that are handed batches. */
export interface Batch {
  /** [batch, ...input] */
  readonly inputs: Float32Array;
  /** Per head [batch, size]: the values, or the class as one-hot */
  readonly targets: readonly Float32Array[];
}

/** What all contenders share: the model's data, its batches, and its initial weights. */
export interface Exercise {
  readonly model: ModelSpec;
  readonly program: TrainingProgram;
  readonly data: DataBuffers;
  /** [batchCount, batch] */
  readonly rows: Int32Array;
  readonly parameters: Float32Array;
}

function dataOf(model: ModelSpec, program: TrainingProgram): DataBuffers {
  const samples = samplesOf(model);
  const uniform = (name: string, length: number, low: number): Float32Array => {
    const random = randomStream(seed, 'bench', name);
    // Many numbers: `from` with a function would walk an iterator for each.
    const values = new Float32Array(length);
    for (let i = 0; i < length; i++) values[i] = low + (1 - low) * random.next();
    return values;
  };
  const inputs = uniform('inputs', samples * sizeOf(model.input), model.loss === 'squaredError' ? -1 : 0);
  const targets = program.tasks.flatMap(({ id }, head): [string, Float32Array | Int32Array][] => {
    const size = at(model.heads, head);
    const random = randomStream(seed, 'bench', id);
    const values =
      model.loss === 'squaredError'
        ? uniform(id, samples * size, 0)
        : Int32Array.from({ length: samples }, () => random.int(size));
    return [
      [targetName(id), values],
      [maskName(id), new Float32Array(samples).fill(1)],
    ];
  });
  return Object.fromEntries([[inputName('x'), inputs], ...targets]);
}

/** With its tasks balanced by their weights alone, or as it is said. */
export function exerciseOf(model: ModelSpec, balancing?: Balancing): Exercise {
  const program = programOf(model, balancing);
  const random = randomStream(seed, 'bench', 'rows');
  return {
    model,
    program,
    data: dataOf(model, program),
    rows: Int32Array.from({ length: batchCount * model.batch }, () => random.int(samplesOf(model))),
    parameters: initialParameters(program, seed),
  };
}

/** Steps `first` … (counted from 0), each on the next of the batches. */
export function blockOf({ program, rows }: Exercise, first: number, count: number): StepBlock {
  const { size } = program.controls;
  const { batchSize } = program;
  const controls = new Float32Array(count * size);
  const width = rowsPerStep(program);
  const taken = new Int32Array(count * width);
  const taskWeights = program.tasks.map(() => 1);
  for (let i = 0; i < count; i++) {
    fillControls(program, { step: first + i + 1, learningRate, taskWeights, seed }, controls, i * size);
    // Where a step reads further batches, the next ones.
    for (let k = 0; k < width / batchSize; k++) {
      const batch = (first + i + k) % batchCount;
      taken.set(rows.subarray(batch * batchSize, (batch + 1) * batchSize), i * width + k * batchSize);
    }
  }
  return { count, controls, rows: taken };
}

/** The batches in their order, gathered. */
export function batchesOf({ model, data, program, rows }: Exercise): Batch[] {
  const width = sizeOf(model.input);
  const inputs = at([data[inputName('x')] ?? new Float32Array(0)], 0);
  return Array.from({ length: batchCount }, (_, batch) => {
    const chosen = rows.subarray(batch * model.batch, (batch + 1) * model.batch);
    const gathered = new Float32Array(model.batch * width);
    for (const [i, row] of chosen.entries()) gathered.set(inputs.subarray(row * width, (row + 1) * width), i * width);
    const targets = program.tasks.map(({ id }, head) => {
      const size = at(model.heads, head);
      const values = data[targetName(id)] ?? [];
      const target = new Float32Array(model.batch * size);
      chosen.forEach((row, i) => {
        if (values instanceof Int32Array) target[i * size + at(values, row)] = 1;
        else for (let k = 0; k < size; k++) target[i * size + k] = values[row * size + k] ?? 0;
      });
      return target;
    });
    return { inputs: gathered, targets };
  });
}

/** A parameter with its initial numbers; convolution kernels are [height·width·channels, filters]. */
export interface NamedParameter {
  readonly info: ParameterInfo;
  readonly values: Float32Array;
}

export const namedParameters = ({ program, parameters }: Exercise): ReadonlyMap<string, NamedParameter> =>
  new Map(
    program.parameters.map((info) => [info.name, { info, values: parameters.slice(info.offset, info.offset + info.size) }]),
  );
