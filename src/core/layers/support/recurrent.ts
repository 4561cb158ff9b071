import { z } from 'zod';
import type { ProgramBuilder, Tensor } from '../../program/builder.ts';
import { describeShape } from '../../program/shapes.ts';
import type { Initializer } from '../../program/types.ts';
import { at } from '../../util/assert-never.ts';
import { DiagnosticError, diagnostic } from '../../util/diagnostics.ts';
import { type FieldSpec, type LowerContext, type PortSpec, singleInput } from '../types.ts';
import { sampleShape } from './inputs.ts';
import { type Sequence, sequenceAt } from './sequence.ts';

/** What every recurrent layer lets one choose. */
export const recurrentSchema = z.strictObject({
  units: z.int().min(1).max(2048).default(32),
  returns: z.enum(['last', 'all']).default('last'),
  bidirectional: z.boolean().default(false),
});
type RecurrentParams = z.infer<typeof recurrentSchema>;

export const recurrentFields: readonly FieldSpec[] = [
  {
    name: 'units',
    title: { en: 'Units', 'zh-CN': '单元数' },
    help: {
      en: 'How many numbers it remembers from step to step. More can remember more, cost more and overfit sooner.',
      'zh-CN': '逐步记住多少个数。越多记忆越丰富，计算量也越大，更容易过拟合。',
    },
    control: 'integer',
    min: 1,
    max: 2048,
  },
  {
    name: 'returns',
    title: { en: 'Puts out', 'zh-CN': '输出' },
    help: {
      en: 'The last state sums up the whole sequence; all states are for tasks that answer at every position, and for attention.',
      'zh-CN': '最后的状态概括整个序列；全部状态用于在每个位置作答的任务，或其后的注意力。',
    },
    control: 'choice',
    options: [
      { value: 'last', title: { en: 'the last state', 'zh-CN': '最后的状态' } },
      { value: 'all', title: { en: 'all states', 'zh-CN': '全部状态' } },
    ],
  },
  {
    name: 'bidirectional',
    title: { en: 'In both directions', 'zh-CN': '双向' },
    help: {
      en: 'A second set of weights reads from the end to the start, and both states are joined: every position knows what follows it.',
      'zh-CN': '另一组权重从末尾读到开头，再拼接两个状态：每个位置都知道后面的内容。',
    },
    control: 'switch',
  },
];

export const recurrentPorts: readonly PortSpec[] = [
  ...singleInput,
  { id: 'state', title: { en: 'initial state', 'zh-CN': '初始状态' }, many: false, min: 0 },
];

/** One step of a recurrent layer. */
export interface Cell {
  /** How many blocks of `units` numbers a step computes from its input. */
  readonly gates: number;
  /** What the bias [gates · units] starts as. */
  bias(units: number): Initializer;
  /** The states beside the first, which is put out; they begin with zeros. */
  readonly hidden: number;
  /** Weights that a step needs, made once of the recurrent kernel [units, gates · units]. */
  prepare(b: ProgramBuilder, kernel: Tensor, units: number): readonly Tensor[];
  /** x is what the input contributes, bias included, [N, gates · units]; the new states, [N, units] each. */
  step(b: ProgramBuilder, weights: readonly Tensor[], x: Tensor, states: readonly Tensor[], units: number): readonly Tensor[];
}

/** The columns of gates `from` … `from` + `count` − 1. */
export const gatesOf = (b: ProgramBuilder, x: Tensor, units: number, from: number, count = 1): Tensor =>
  b.slice(x, [0, from * units], [at(x.shape, 0), count * units]);

/**
 * Runs a cell over a sequence, step by step, in one direction. What the inputs contribute to all steps is one product beforehand. At padding
 * the states stay as they are.
 *
 * @returns the state put out after each step [N, units], in the order of the positions
 */
function unroll(
  ctx: LowerContext,
  cell: Cell,
  { x, mask }: Sequence,
  start: Tensor,
  units: number,
  backwards: boolean,
): Tensor[] {
  const { b } = ctx;
  const [n, length, features] = [at(x.shape, 0), at(x.shape, 1), at(x.shape, 2)];
  const width = cell.gates * units;
  const named = (name: string): string => (backwards ? `backward${name.charAt(0).toUpperCase()}${name.slice(1)}` : name);
  const kernel = ctx.parameter(named('kernel'), [features, width], { kind: 'glorot', fanIn: features, fanOut: width });
  const recurrent = ctx.parameter(named('recurrentKernel'), [units, width], { kind: 'glorot', fanIn: units, fanOut: units });
  const bias = ctx.parameter(named('bias'), [width], cell.bias(units));
  // Time comes first, so that a step is one piece of memory.
  const rows = b.reshape(b.transpose(x, [1, 0, 2]), [length * n, features]);
  const contributed = b.add2(b.matmul(rows, kernel), bias);
  const valid = mask && b.reshape(b.transpose(mask, [1, 0]), [length * n, 1]);
  const stepOf = (whole: Tensor, t: number): Tensor => b.slice(whole, [t * n, 0], [n, at(whole.shape, 1)]);
  const weights = cell.prepare(b, recurrent, units);
  const zeros = b.fill([n, units], 0);
  let states: readonly Tensor[] = [start, ...new Array<Tensor>(cell.hidden).fill(zeros)];
  const outputs: Tensor[] = [];
  for (let i = 0; i < length; i++) {
    const t = backwards ? length - 1 - i : i;
    const next = cell.step(b, weights, stepOf(contributed, t), states, units);
    const held = valid && stepOf(valid, t);
    const before = states;
    states = held ? next.map((state, k) => b.select(held, state, at(before, k))) : next;
    outputs.push(at(states, 0));
  }
  return backwards ? outputs.reverse() : outputs;
}

/** The state from which the first step starts: what arrives at `state` [N, units], or zeros. Throws `layer.stateSize`. */
function startOf(ctx: LowerContext, given: Tensor | undefined, n: number, units: number): Tensor {
  if (!given) return ctx.b.fill([n, units], 0);
  if (given.shape.length !== 2 || given.shape[1] !== units) {
    throw new DiagnosticError(diagnostic('layer.stateSize', { shape: describeShape(sampleShape(given)), units }));
  }
  return ctx.b.toFloat(given);
}

/** [N, L, F] → [N, units] or [N, L, units]; twice as many units in both directions. An empty sequence leaves the initial state. */
export function lowerRecurrent(
  ctx: LowerContext,
  cell: Cell,
  { units, returns, bidirectional }: RecurrentParams,
  inputs: Readonly<Record<string, readonly Tensor[]>>,
): Tensor {
  const { b } = ctx;
  const sequence = sequenceAt(ctx, inputs);
  const [n, length] = [at(sequence.x.shape, 0), at(sequence.x.shape, 1)];
  const start = startOf(ctx, inputs.state?.[0], n, units);
  const directions = (bidirectional ? [false, true] : [false]).map((backwards) =>
    unroll(ctx, cell, sequence, start, units, backwards),
  );
  ctx.writeMask(returns === 'all' ? sequence.mask : null);
  const read = directions.map((states, direction): Tensor => {
    if (returns === 'last') return at(states, direction === 0 ? length - 1 : 0);
    return b.transpose(b.reshape(b.concat(states, 0), [length, n, units]), [1, 0, 2]);
  });
  return b.concat(read, returns === 'all' ? 2 : 1);
}
