import { bytesOf, peakOf } from '../../../core/program/liveness.ts';
import { programsOf } from '../../../core/program/memory.ts';
import { sizeOf } from '../../../core/program/shapes.ts';
import type { Op, Program, Shape, TrainingProgram, UpdateSpec, UpdateValue, Window2D } from '../../../core/program/types.ts';
import { updateOperations } from '../../../core/program/update/rule.ts';
import { at } from '../../../core/util/assert-never.ts';
import { type MemoryNeed, outputBytes } from '../memory.ts';

/** Tensors as long as all trained parameters that an update makes, which live until the step is over; see update.ts. */
const updateTensors = ({ rule }: UpdateSpec): number =>
  updateOperations(rule) + rule.values.filter((value) => value.kind === 'select' || isComparison(value)).length;

const isComparison = (value: UpdateValue): boolean =>
  value.kind === 'binary' && (value.fn === 'greater' || value.fn === 'greaterEqual' || value.fn === 'equal');

/** And where the gradient is clipped. */
const clipTensors = 2;

const windowed = (op: Op): Window2D | null => ('window' in op.attributes ? op.attributes.window : null);

/** How many window positions a pixel may lie under. */
const overlaps = ({ kernel, stride }: Window2D): number => Math.ceil(kernel[0] / stride[0]) * Math.ceil(kernel[1] / stride[1]);

/** What an operation makes on its way, in tfjs's calls, and gives back at its end: a bound in bytes. See `kernels`. */
function passingBytes(op: Op, shapeOf: (id: number) => Shape): number {
  const inputs = op.inputs.map((id) => bytesOf(shapeOf(id)));
  const all = inputs.reduce((sum, bytes) => sum + bytes, 0);
  const output = bytesOf(shapeOf(op.output));
  const window = windowed(op);
  switch (op.kind) {
    // What is gathered from may be the whole data set.
    case 'gather':
      return 2 * output;
    case 'unfold':
      return 2 * all + output;
    case 'fold':
      return 3 * all + output * (window ? overlaps(window) : 1);
    case 'maxPoolGrad': {
      const cells = window ? window.kernel[0] * window.kernel[1] : 1;
      return all + 11 * cells * (inputs[1] ?? 0) + output * (1 + (window ? overlaps(window) : 1));
    }
    case 'avgPoolGrad':
    case 'avgPool':
    case 'maxPool': {
      const cells = window ? window.kernel[0] * window.kernel[1] : 1;
      return 2 * all + 3 * cells * Math.min(all, output) + output * (window ? overlaps(window) : 1);
    }
    case 'matmul':
      return 2 * all + output;
    case 'random':
      return 70 * output;
    case 'scatterAdd':
      return all + output + 3 * 4 * 2 ** 20;
    case 'softmaxCrossEntropy':
      return 5 * all;
    default:
      return all + 2 * output;
  }
}

/** Tables that a session keeps for its kernels: index tables of windows, counters of random numbers, masks. */
function keptBytes(program: Program): number {
  const shapeOf = (id: number): Shape => at(program.values, id).shape;
  return program.ops.reduce((sum, op) => {
    if (op.kind === 'random') return sum + 2 * bytesOf(shapeOf(op.output));
    if (op.kind === 'fill') return sum + bytesOf(shapeOf(op.output));
    const window = windowed(op);
    if (!window) return sum;
    const [largest = 0] = [...op.inputs, op.output].map((id) => 4 * sizeOf(shapeOf(id).slice(1))).sort((a, b) => b - a);
    return sum + 2 * largest * Math.max(1, overlaps(window));
  }, 0);
}

const sourceBytes = ({ values }: Program): number =>
  values.reduce(
    (sum, { source, shape }) =>
      source.kind === 'op' || source.kind === 'data' || source.kind === 'state' ? sum : sum + bytesOf(shape),
    0,
  );

/**
 * A bound for the tensors of a session: buffers and what replaces them within a step, each parameter once more as a tensor of its own, tables,
 * values and what single calls make on their way. On processors the batches are cut out of the data set, on a GPU it is a tensor.
 */
export function tfjsMemory(program: TrainingProgram, backend: string): MemoryNeed {
  const { parameterCount, trainableCount, stateCount, update, data } = program;
  const onHost = backend === 'wasm' || backend === 'cpu';
  const dataset = onHost ? 0 : data.reduce((sum, { shape }) => sum + bytesOf(shape), 0);
  const buffers = 4 * (parameterCount + update.rule.slots.length * trainableCount + stateCount);
  const updating = 4 * trainableCount * (2 + updateTensors(update) + (update.clipNorm === null ? 0 : clipTensors));
  const steps: readonly Program[] = [program.step, ...(program.gramian ? [program.gramian.program] : [])];
  const values = programsOf(program).map(({ program: one, kept }) => {
    const shapeOf = (id: number): Shape => at(one.values, id).shape;
    const constants = one.values.reduce((sum, { source, shape }) => (source.kind === 'constant' ? sum + bytesOf(shape) : sum), 0);
    const during = peakOf(one, kept, (op) => passingBytes(op, shapeOf)).bytes;
    const after = steps.includes(one) ? updating + 4 * trainableCount : 0;
    return { kept: keptBytes(one) + constants, passing: sourceBytes(one) + Math.max(during, after) };
  });
  const kept = values.reduce((sum, one) => sum + one.kept, 0);
  const passing = Math.max(...values.map((one) => one.passing));
  const largest = Math.max(4 * trainableCount, ...(onHost ? [] : data.map(({ shape }) => bytesOf(shape))));
  return { bytes: dataset + 2 * buffers + kept + passing + 2 * outputBytes(program), largest };
}
