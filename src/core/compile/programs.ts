import { ProgramBuilder, type Tensor } from '../program/builder.ts';
import { gradients } from '../program/differentiate.ts';
import { simplify } from '../program/simplify.ts';
import { combined, controlWeights } from '../program/task-gradients/combine.ts';
import { cheapestForms, gramianOf } from '../program/task-gradients/gramian.ts';
import { taskGradients } from '../program/task-gradients/task-gradients.ts';
import type { DataInfo, DType, GramianStep, Program, ProgramTask, Shape, StepProgram } from '../program/types.ts';
import { classWeightsName, inputName, labelName, maskName } from '../project/data-names.ts';
import { LayoutHost } from './host.ts';
import { forward, inputsOf, lossOf, Sampler, trainingPass } from './passes.ts';
import type { Plan } from './plan.ts';
import type { ActiveTask } from './tasks.ts';

export const programTask = ({ task, kind }: ActiveTask): ProgramTask => ({
  id: task.id,
  output: `output:${task.id}`,
  loss: kind.inBatch ? null : `loss:${task.id}`,
});

/**
 * What the programs read of the data set, [samples, ...]: the inputs that the graph uses, and each task's labels and mask. And what follows
 * from it: the weights of a task's classes, [weights], where its loss reads them.
 */
export function dataOf({ inputs, tasks, signature: { count } }: Plan): DataInfo[] {
  const read = [
    ...inputs.map(({ id, shape, dtype }): DataInfo => ({ name: inputName(id), shape: [count, ...shape], dtype })),
    ...tasks.flatMap(({ task, kind, target, classWeights }): DataInfo[] => {
      const { shape, dtype } = kind.targetStorage(target);
      return [
        { name: labelName(task, target), shape: [count, ...shape], dtype },
        { name: maskName(task.id), shape: [count], dtype: 'f32' },
        ...(classWeights > 0 ? [{ name: classWeightsName(task.id), shape: [classWeights], dtype: 'f32' } as const] : []),
      ];
    }),
  ];
  return [...new Map(read.map((info) => [info.name, info])).values()];
}

export function simplifiedStep(b: ProgramBuilder, found: readonly (Tensor | null)[]): StepProgram {
  const { program, remap } = simplify(
    b.build(),
    found.flatMap((gradient) => (gradient ? [gradient.id] : [])),
  );
  return { program, gradients: found.map((gradient) => gradient && remap(gradient.id)) };
}

export const sumOf = (b: ProgramBuilder, terms: readonly Tensor[]): Tensor =>
  terms.map((term) => b.reshape(term, [])).reduce((sum, term) => b.add2(sum, term));

/**
 * The training step: rows → inputs, labels, masks → one forward pass → the tasks' losses [T] (output `losses`) →
 * L = Σ λ_i L_i + penalties → the gradient of L for every trainable parameter.
 */
export function stepProgram(plan: Plan, data: readonly DataInfo[]): StepProgram {
  const { b, losses, penalties, trainable } = trainingPass(plan, data);
  const { taskWeights } = plan.layout.controls;
  const weighted = losses.map((loss, task) => b.mul(loss, b.source({ kind: 'control', offset: taskWeights + task }, [1])));
  return simplifiedStep(b, gradients(b, sumOf(b, [...weighted, ...penalties]), trainable));
}

/** The step whose shared weights are chosen from the Gramian; they stand at `sharedWeights` in the control vector. */
export function gramianProgram(plan: Plan, data: readonly DataInfo[], sharedWeights: number): GramianStep {
  const { b, losses, penalties, trainable } = trainingPass(plan, data);
  const { taskWeights } = plan.layout.controls;
  const each = cheapestForms(b, taskGradients(b, losses, trainable));
  b.output('gramian', gramianOf(b, each, losses.length));
  const weights = controlWeights(b, sharedWeights, taskWeights);
  const penalized = penalties.length === 0 ? trainable.map(() => null) : gradients(b, sumOf(b, penalties), trainable);
  const found = trainable.map(({ shape }, index) => {
    const gradient = each[index];
    const own = gradient ? combined(b, gradient, shape, weights) : null;
    const penalty = penalized[index] ?? null;
    return own && penalty ? b.add2(own, penalty) : (own ?? penalty);
  });
  return { ...simplifiedStep(b, found), sharedWeights, weightCount: losses.length };
}

/**
 * The step whose weights are chosen from the losses: those at `sharedWeights` in the control vector weigh whole losses, heads included, as the
 * published methods do. It costs no Gramian: zeros.
 */
export function lossWeighedProgram(plan: Plan, data: readonly DataInfo[], sharedWeights: number): GramianStep {
  const { b, losses, penalties, trainable } = trainingPass(plan, data);
  b.output('gramian', b.fill([losses.length, losses.length], 0));
  const weighted = losses.map((loss, task) => b.mul(loss, b.source({ kind: 'control', offset: sharedWeights + task }, [1])));
  const found = gradients(b, sumOf(b, [...weighted, ...penalties]), trainable);
  return { ...simplifiedStep(b, found), sharedWeights, weightCount: losses.length };
}

/**
 * Rows → `output:TASK` and `loss:TASK` [batch] (not masked), in inference mode. A loss that compares the samples of a batch is left out:
 * the rows that fill up the last batch would count.
 */
export function evaluateProgram(plan: Plan, data: readonly DataInfo[], batch: number): Program {
  const b = new ProgramBuilder();
  const sampler = new Sampler(b, data, batch);
  const pass = { training: false, batch, inputs: inputsOf(sampler, plan) };
  for (const { active, logits } of forward(plan, b, new LayoutHost(b, plan.layout), pass)) {
    const names = programTask(active);
    b.node = active.head.id;
    b.output(names.output, active.kind.activate(b, logits, active.task.loss));
    if (names.loss !== null) b.output(names.loss, lossOf(b, sampler, active, logits).losses);
  }
  return simplify(b.build()).program;
}

/** Fed inputs, by their id in the data set, [batch, ...] → `output:TASK`, in inference mode. */
export function predictProgram(plan: Plan, batch: number): Program {
  const b = new ProgramBuilder();
  const feed = (name: string, shape: Shape, dtype: DType): Tensor => b.source({ kind: 'feed', name }, [batch, ...shape], dtype);
  const inputs = Object.fromEntries(plan.inputs.map(({ id, shape, dtype }) => [id, feed(id, shape, dtype)]));
  for (const { active, logits } of forward(plan, b, new LayoutHost(b, plan.layout), { training: false, batch, inputs })) {
    b.node = active.head.id;
    b.output(programTask(active).output, active.kind.activate(b, logits, active.task.loss));
  }
  return simplify(b.build()).program;
}
