import { type CombiningMethod, isCombining, type WeighingMethod } from '../balancing/contract.ts';
import type { ProgramBuilder, Tensor } from '../program/builder.ts';
import { gradients } from '../program/differentiate.ts';
import { controlWeights } from '../program/task-gradients/combine.ts';
import { isShared, rowsOf, summedUp } from '../program/task-gradients/stacks.ts';
import { multipliedOut, type TaskGradient } from '../program/task-gradients/task-gradients.ts';
import type { BufferView, ControlLayout, DataInfo, FurtherBatch, GramianStep, StepProgram } from '../program/types.ts';
import { at, invariant } from '../util/assert-never.ts';
import type { Plan } from './plan.ts';
import { ProgramParts } from './program-parts.ts';
import { simplifiedStep, sumOf } from './programs.ts';

/** What a method that says itself what its steps compute changes in the training program of a document. */
export interface MethodProgram {
  readonly gramian: GramianStep | null;
  /** Stands in for the plain step where the method makes the direction. */
  readonly step: StepProgram | null;
  readonly states: readonly BufferView[];
  readonly controls: ControlLayout;
  readonly furtherBatches: readonly FurtherBatch[];
}

/** Steps of a method that weighs. */
function weighedStep(
  parts: ProgramParts,
  plan: Plan,
  lower: NonNullable<WeighingMethod['lower']>,
  parameters: Record<string, unknown>,
) {
  const { b, taskCount, own, penalties } = parts;
  const { numbers, weighs, heads } = lower(parts, parameters);
  b.output('gramian', numbers);
  const weightCount = weighs === 'losses' ? taskCount : weighs.length * taskCount;
  const sharedWeights = parts.take(weightCount);
  const place = { sharedWeights, weightCount, ...(parts.handedInAt === null ? {} : { handedIn: parts.handedInAt }) };
  if (weighs === 'losses') {
    const weighted = own.losses.map((loss, task) =>
      b.mul(loss, b.source({ kind: 'control', offset: sharedWeights + task }, [1])),
    );
    return { ...simplifiedStep(b, gradients(b, sumOf(b, [...weighted, ...penalties]), own.trainable)), ...place };
  }
  const weights = controlWeights(b, sharedWeights, plan.layout.controls.taskWeights);
  return { ...parts.step(summedUp(b, weighs, parts.shapes, taskCount, weights, heads)), ...place };
}

/** λ_t·g_t of a parameter that serves one task alone. */
export function ownGradient(b: ProgramBuilder, gradient: TaskGradient, taskWeights: number): Tensor {
  const weight = b.source({ kind: 'control', offset: taskWeights + at(gradient.tasks, 0) }, []);
  return b.mul(gradient.form === 'stack' ? gradient.tensor : multipliedOut(b, gradient), weight);
}

/** A plain step whose direction on the shared parameters the method makes; the others go along their own task's gradient. */
function combinedStep(
  parts: ProgramParts,
  plan: Plan,
  method: CombiningMethod,
  parameters: Record<string, unknown>,
): StepProgram {
  const { b, own } = parts;
  const { taskWeights } = plan.layout.controls;
  return parts.step(
    own.gradients.map((gradient, index) => {
      if (!gradient) return null;
      if (isShared(gradient)) return method.combine(parts, rowsOf(b, gradient, parts.nominal), index, parameters);
      return ownGradient(b, gradient, taskWeights);
    }),
  );
}

export function methodProgram(
  plan: Plan,
  data: readonly DataInfo[],
  method: WeighingMethod | CombiningMethod,
  parameters: Record<string, unknown>,
): MethodProgram {
  const parts = new ProgramParts(plan, data, method.id);
  const combining = isCombining(method);
  invariant(combining || method.lower, 'the method says what its steps compute');
  const step = combining ? combinedStep(parts, plan, method, parameters) : null;
  const gramian = !combining && method.lower ? weighedStep(parts, plan, method.lower, parameters) : null;
  const { controls } = plan.layout;
  return {
    step,
    gramian,
    states: parts.states,
    controls: { ...controls, size: parts.controls, randomKeys: [...controls.randomKeys, ...parts.randomKeys] },
    furtherBatches: method.reads?.batches ?? [],
  };
}
