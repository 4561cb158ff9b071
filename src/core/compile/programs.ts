import { lowerGraph } from '../graph/lower.ts';
import { ProgramBuilder, type Tensor } from '../program/builder.ts';
import { gradients } from '../program/differentiate.ts';
import { simplify } from '../program/simplify.ts';
import type { DataInfo, DType, Program, ProgramTask, Shape, ValueId } from '../program/types.ts';
import { inputName, labelName, maskName } from '../project/data-names.ts';
import { invariant } from '../util/assert-never.ts';
import { LayoutHost } from './host.ts';
import type { Plan } from './plan.ts';
import type { ActiveTask } from './tasks.ts';

export const programTask = ({ task }: ActiveTask): ProgramTask => ({
  id: task.id,
  output: `output:${task.id}`,
  loss: `loss:${task.id}`,
});

/** What the programs read of the data set, [samples, ...]: the inputs that the graph uses, and each task's labels and mask. */
export function dataOf({ inputs, tasks, signature: { count } }: Plan): DataInfo[] {
  const read = [
    ...inputs.map(({ id, shape, dtype }): DataInfo => ({ name: inputName(id), shape: [count, ...shape], dtype })),
    ...tasks.flatMap(({ task, kind, target }): DataInfo[] => {
      const { shape, dtype } = kind.targetStorage(target);
      return [
        { name: labelName(task, target), shape: [count, ...shape], dtype },
        { name: maskName(task.id), shape: [count], dtype: 'f32' },
      ];
    }),
  ];
  return [...new Map(read.map((info) => [info.name, info])).values()];
}

/** Draws samples out of the data: the rows of each tensor that `rows` names. */
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
    const info = this.data.find((entry) => entry.name === name);
    invariant(info, `${name} is part of the data`);
    return this.b.gather(this.b.source({ kind: 'data', name }, info.shape, info.dtype), this.rows);
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
  const { task, kind, target, classWeights } = active;
  const mask = sampler.take(maskName(task.id));
  const labels = sampler.take(labelName(task, target));
  return { losses: kind.loss(b, task.loss, logits, labels, { target, mask, options: task, classWeights }), mask };
}

/** Σ m·l / max(Σ m, 1) [1]: the mean loss of the samples that have a label, 0 where none has. losses and mask [batch]. */
function maskedMean(b: ProgramBuilder, losses: Tensor, mask: Tensor): Tensor {
  const share = b.div(mask, b.binary('max', b.sum(mask, [0], true), b.fill([1], 1)));
  return b.sum(b.mul(losses, share), [0], true);
}

/**
 * The training step: rows → inputs, labels, masks → one forward pass → the tasks' losses [T] (output `losses`) →
 * L = Σ λ_i L_i + penalties → the gradient of L for every trainable parameter.
 */
export function stepProgram(plan: Plan, data: readonly DataInfo[]): { program: Program; gradients: (ValueId | null)[] } {
  const { batchSize: batch, layout } = plan;
  const b = new ProgramBuilder();
  const host = new LayoutHost(b, layout);
  const sampler = new Sampler(b, data, batch);
  const results = forward(plan, b, host, { training: true, batch, inputs: sampler.inputs(plan) });
  const each = results.map(({ active, logits }) => {
    b.node = active.head.id;
    const { losses, mask } = lossOf(b, sampler, active, logits);
    return maskedMean(b, losses, mask);
  });
  b.node = undefined;
  b.output('losses', b.concat(each, 0));
  const weighted = each.map((loss, task) => {
    const weight = b.source({ kind: 'control', offset: layout.controls.taskWeights + task }, [1]);
    return b.mul(loss, weight);
  });
  const terms = [...weighted, ...host.penalties].map((term) => b.reshape(term, []));
  const total = terms.reduce((sum, term) => b.add2(sum, term));
  const trainable = layout.parameters.flatMap((parameter, index) => (parameter.trainable ? [host.parameterAt(index)] : []));
  const found = gradients(b, total, trainable).map((gradient) => gradient?.id ?? null);
  const { program, remap } = simplify(
    b.build(),
    found.filter((id) => id !== null),
  );
  return { program, gradients: found.map((id) => (id === null ? null : remap(id))) };
}

/** Rows → `output:TASK` and `loss:TASK` [batch] (not masked), in inference mode. */
export function evaluateProgram(plan: Plan, data: readonly DataInfo[], batch: number): Program {
  const b = new ProgramBuilder();
  const sampler = new Sampler(b, data, batch);
  const pass = { training: false, batch, inputs: sampler.inputs(plan) };
  for (const { active, logits } of forward(plan, b, new LayoutHost(b, plan.layout), pass)) {
    const names = programTask(active);
    b.node = active.head.id;
    b.output(names.output, active.kind.activate(b, logits));
    b.output(names.loss, lossOf(b, sampler, active, logits).losses);
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
    b.output(programTask(active).output, active.kind.activate(b, logits));
  }
  return simplify(b.build()).program;
}
