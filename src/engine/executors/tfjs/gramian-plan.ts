import * as tf from '@tensorflow/tfjs-core';
import type { GramianStep, Program, StepProgram, ValueId } from '../../../core/program/types.ts';
import { at, invariant } from '../../../core/util/assert-never.ts';
import type { KernelContext } from './kernels/kernel.ts';
import { makePlan, type Plan, runPlan, type SourceReader } from './plan.ts';

/** A Gramian step in two plans: the first gives losses, Gramian and the values in `held`, which the second reads. */
export interface GramianPlan {
  readonly step: GramianStep;
  readonly plans: readonly [first: Plan, second: Plan];
  readonly held: readonly ValueId[];
}

/** The gradients of a step that exist, then its new states. */
export const stepResults = ({ program, gradients }: StepProgram): ValueId[] => [
  ...gradients.filter((id) => id !== null),
  ...program.stateWrites.map(({ value }) => value),
];

/** The operations that `wanted` depends on, by output; `known` values are not looked behind. */
function behind(program: Program, wanted: readonly ValueId[], known: ReadonlySet<ValueId>): Set<ValueId> {
  const needed = new Set(wanted);
  for (const op of program.ops.toReversed())
    if (needed.has(op.output) && !known.has(op.output)) for (const id of op.inputs) needed.add(id);
  return needed;
}

export function makeGramianPlan(step: GramianStep, context: KernelContext): GramianPlan {
  const { program } = step;
  const { losses, gramian } = program.outputs;
  invariant(losses !== undefined && gramian !== undefined, 'a Gramian step has losses and a Gramian');
  const early = behind(program, [losses, gramian], new Set());
  const results = stepResults(step);
  const computed = (id: ValueId): boolean => at(program.values, id).source.kind === 'op';
  const held = [...behind(program, results, early)].filter((id) => early.has(id) && computed(id));
  return {
    step,
    plans: [makePlan(program, [losses, gramian, ...held], context), makePlan(program, results, context, new Set(held))],
    held,
  };
}

/** The losses and the Gramian as one flat tensor, and the values held for the second part: the caller's to dispose. */
export function runFirst({ plans }: GramianPlan, read: SourceReader): { known: tf.Tensor; held: tf.Tensor[] } {
  return tf.tidy(() => {
    const [losses, gramian, ...held] = runPlan(plans[0], read);
    invariant(losses && gramian, 'the first part gives losses and a Gramian');
    return { known: tf.concat([tf.reshape(losses, [losses.size]), tf.reshape(gramian, [gramian.size])]), held };
  });
}

/** The `stepResults`. Call it inside tf.tidy. */
export function runSecond({ plans, held: ids }: GramianPlan, read: SourceReader, held: readonly tf.Tensor[]): tf.Tensor[] {
  return runPlan(plans[1], (source) => held[ids.indexOf(source.id)] ?? read(source));
}
