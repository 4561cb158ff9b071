import { lowerGraph } from '../graph/lower.ts';
import { ProgramBuilder, type Tensor } from '../program/builder.ts';
import { gradients } from '../program/differentiate.ts';
import { simplify } from '../program/simplify.ts';
import { combined, controlWeights } from '../program/task-gradients/combine.ts';
import { cheapestForms, gramianOf } from '../program/task-gradients/gramian.ts';
import { taskGradients } from '../program/task-gradients/task-gradients.ts';
import type { DataInfo, DType, GramianStep, Program, ProgramTask, Shape, StepProgram } from '../program/types.ts';
import { classWeightsName, inputName, labelName, maskName } from '../project/data-names.ts';
import { invariant } from '../util/assert-never.ts';
import { LayoutHost } from './host.ts';
import type { Plan } from './plan.ts';
import type { ActiveTask } from './tasks.ts';
import { tiePenalty } from './ties.ts';

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

/** Reads the data: of a tensor [samples, ...] the rows that `rows` names. */
class Sampler {
  private readonly rows: Tensor;

  constructor(
    private readonly b: ProgramBuilder,
    private readonly data: readonly DataInfo[],
    batch: number,
  ) {
    this.rows = b.source({ kind: 'rows' }, [batch], 'i32');
  }

  take(name: string): Tensor {
    return this.b.gather(this.whole(name), this.rows);
  }

  /** All of a tensor, whatever the batch is. */
  whole(name: string): Tensor {
    const info = this.data.find((entry) => entry.name === name);
    invariant(info, `${name} is part of the data`);
    return this.b.source({ kind: 'data', name }, info.shape, info.dtype);
  }

  inputs(plan: Plan): Record<string, Tensor> {
    return Object.fromEntries(plan.inputs.map(({ id }) => [id, this.take(inputName(id))]));
  }
}

/** One forward pass for all tasks: each task with its logits [batch, ...]. */
function forward(
  plan: Plan,
  b: ProgramBuilder,
  host: LayoutHost,
  pass: { readonly training: boolean; readonly batch: number; readonly inputs: Record<string, Tensor> },
): { active: ActiveTask; logits: Tensor }[] {
  const { graph, signature, tasks } = plan;
  const { outputs, problems } = lowerGraph({ graph, signature, tasks: tasks.map(({ task }) => task), b, host, ...pass });
  invariant(problems.length === 0, 'a planned graph can be lowered');
  return tasks.map((active) => {
    const logits = outputs.get(active.head.id);
    invariant(logits, 'the head of an active task has logits');
    return { active, logits };
  });
}

/** The loss of each sample of a task [batch], and its mask [batch]. */
function lossOf(b: ProgramBuilder, sampler: Sampler, active: ActiveTask, logits: Tensor): { losses: Tensor; mask: Tensor } {
  const { task, kind, target } = active;
  const mask = sampler.take(maskName(task.id));
  const labels = sampler.take(labelName(task, target));
  const classWeights = active.classWeights > 0 ? sampler.whole(classWeightsName(task.id)) : null;
  return { losses: kind.loss(b, task.loss, logits, labels, { target, mask, options: task, classWeights }), mask };
}

/** Σ m·l / max(Σ m, 1) [1]: the mean loss of the samples that have a label, 0 where none has. losses and mask [batch]. */
function maskedMean(b: ProgramBuilder, losses: Tensor, mask: Tensor): Tensor {
  const share = b.div(mask, b.binary('max', b.sum(mask, [0], true), b.fill([1], 1)));
  return b.sum(b.mul(losses, share), [0], true);
}

/** One forward pass in training: the unweighted task losses [1] each (output `losses` [T]), and what may be trained. */
function trainingPass(plan: Plan, data: readonly DataInfo[]) {
  const { batchSize: batch, layout } = plan;
  const b = new ProgramBuilder();
  const host = new LayoutHost(b, layout);
  const sampler = new Sampler(b, data, batch);
  const results = forward(plan, b, host, { training: true, batch, inputs: sampler.inputs(plan) });
  const losses = results.map(({ active, logits }) => {
    b.node = active.head.id;
    const { losses: each, mask } = lossOf(b, sampler, active, logits);
    return maskedMean(b, each, mask);
  });
  b.node = undefined;
  b.output('losses', b.concat(losses, 0));
  const penalties = [...host.penalties, ...plan.ties.flatMap((tie) => tiePenalty(b, host, layout, tie))];
  const trainable = layout.parameters.flatMap((parameter, index) => (parameter.trainable ? [host.parameterAt(index)] : []));
  return { b, losses, penalties, trainable };
}

function simplifiedStep(b: ProgramBuilder, found: readonly (Tensor | null)[]): StepProgram {
  const { program, remap } = simplify(
    b.build(),
    found.flatMap((gradient) => (gradient ? [gradient.id] : [])),
  );
  return { program, gradients: found.map((gradient) => gradient && remap(gradient.id)) };
}

const sumOf = (b: ProgramBuilder, terms: readonly Tensor[]): Tensor =>
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
  return { ...simplifiedStep(b, found), sharedWeights };
}

/**
 * Rows → `output:TASK` and `loss:TASK` [batch] (not masked), in inference mode. A loss that compares the samples of a batch is left out:
 * the rows that fill up the last batch would count.
 */
export function evaluateProgram(plan: Plan, data: readonly DataInfo[], batch: number): Program {
  const b = new ProgramBuilder();
  const sampler = new Sampler(b, data, batch);
  const pass = { training: false, batch, inputs: sampler.inputs(plan) };
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
