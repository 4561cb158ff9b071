import { at } from '../util/assert-never.ts';
import { bytesOf, isView } from './liveness.ts';
import { sizeOf } from './shapes.ts';
import type { OpAttributes, OpKind, OpOf, Program, Shape, TrainingProgram, ValueId, Window2D } from './types.ts';
import { updateOperations } from './update/rule.ts';

/** An operation's attributes and the shapes around it. */
interface Shapes<K extends OpKind> {
  readonly attributes: OpAttributes[K];
  readonly inputs: readonly Shape[];
  readonly output: Shape;
}
type FlopRule<K extends OpKind> = (op: Shapes<K>) => number;

const none = (): number => 0;
const perOutput = ({ output }: { readonly output: Shape }): number => sizeOf(output);
const perInput = ({ inputs }: { readonly inputs: readonly Shape[] }): number => sizeOf(at(inputs, 0));
const cells = (window: Window2D): number => window.kernel[0] * window.kernel[1];

/** Floating-point operations: additions, multiplications and calls of elementary functions count one each, moving numbers nothing. */
const flopRules: { readonly [K in OpKind]: FlopRule<K> } = {
  unary: perOutput,
  binary: perOutput,
  select: perOutput,
  toFloat: none,
  reshape: none,
  transpose: none,
  slice: none,
  concat: none,
  pad: none,
  broadcast: none,
  reduce: perInput,
  matmul: ({ attributes, inputs, output }) => {
    const a = at(inputs, 0);
    return 2 * sizeOf(output) * at(a, attributes.transposeA ? a.length - 2 : a.length - 1);
  },
  gather: none,
  scatterAdd: ({ inputs }) => sizeOf(at(inputs, 1)),
  oneHot: none,
  unfold: none,
  fold: perInput,
  maxPool: ({ attributes, output }) => sizeOf(output) * cells(attributes.window),
  maxPoolGrad: ({ attributes, inputs }) => sizeOf(at(inputs, 1)) * cells(attributes.window),
  avgPool: ({ attributes, output }) => sizeOf(output) * cells(attributes.window),
  avgPoolGrad: ({ attributes, inputs }) => sizeOf(at(inputs, 0)) * cells(attributes.window),
  // Maximum, difference, exponential, sum, division.
  softmax: (op) => 5 * perOutput(op),
  logSoftmax: (op) => 5 * perOutput(op),
  softmaxCrossEntropy: (op) => 7 * perInput(op),
  // Eight rounds of seven operations.
  random: (op) => 56 * perOutput(op),
  scaleGradient: none,
  fill: none,
};

const flopsOf = <K extends OpKind>(op: OpOf<K>, shapeOf: (id: ValueId) => Shape): number =>
  flopRules[op.kind]({ attributes: op.attributes, inputs: op.inputs.map(shapeOf), output: shapeOf(op.output) });

/** One run of a program: floating-point operations, and bytes that its operations read and write (views move none). */
export function programCost(program: Program): { flops: number; bytes: number } {
  const shapeOf = (id: ValueId): Shape => at(program.values, id).shape;
  let flops = 0;
  let bytes = 0;
  for (const op of program.ops) {
    flops += flopsOf(op, shapeOf);
    if (!isView(op.kind)) for (const id of [...op.inputs, op.output]) bytes += bytesOf(shapeOf(id));
  }
  return { flops, bytes };
}

/** The program of the steps that a run takes: the Gramian's where there is one. */
export const takenStep = ({ gramian, step }: TrainingProgram): Program => gramian?.program ?? step;

/** One training step, of the kind that the program is trained with, in floating-point operations. */
export function stepFlops(program: TrainingProgram): number {
  const { rule, clipNorm } = program.update;
  const perParameter = updateOperations(rule) + (clipNorm === null ? 0 : 3);
  return programCost(takenStep(program)).flops + program.trainableCount * perParameter;
}
