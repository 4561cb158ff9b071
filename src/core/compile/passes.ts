import { type LowerHost, lowerGraph } from '../graph/lower.ts';
import { ProgramBuilder, type Tensor } from '../program/builder.ts';
import { gradients } from '../program/differentiate.ts';
import type { DataInfo } from '../program/types.ts';
import { classWeightsName, inputName, labelName, maskName } from '../project/data-names.ts';
import { invariant } from '../util/assert-never.ts';
import { ownValue } from '../util/own-value.ts';
import { LayoutHost } from './host.ts';
import { fastGradientSign, type MovableInput, movable } from './perturbation.ts';
import type { Plan } from './plan.ts';
import type { ActiveTask } from './tasks.ts';
import { tiePenalty } from './ties.ts';

/** Where a pass gets its batch from, by the names of the data. */
export interface BatchSource {
  /** Of a tensor [samples, ...] the rows of the batch: [batch, ...]. */
  take(name: string): Tensor;
  /** All of a tensor, whatever the batch is. */
  whole(name: string): Tensor;
  /** λ of every task as it stands, [T]. */
  taskWeights(plan: Plan): Tensor;
}

export const inputsOf = (source: BatchSource, plan: Plan): Record<string, Tensor> =>
  Object.fromEntries(plan.inputs.map(({ id }) => [id, source.take(inputName(id))]));

/** Reads the data: of a tensor [samples, ...] the rows that `rows` names. */
export class Sampler implements BatchSource {
  private readonly rows: Tensor;

  constructor(
    private readonly b: ProgramBuilder,
    private readonly data: readonly DataInfo[],
    batch: number,
    /** Where the batch begins among the rows of a step. */
    offset = 0,
  ) {
    this.rows = b.source(offset === 0 ? { kind: 'rows' } : { kind: 'rows', offset }, [batch], 'i32');
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

  taskWeights({ layout, tasks }: Plan): Tensor {
    return this.b.source({ kind: 'control', offset: layout.controls.taskWeights }, [tasks.length]);
  }
}

interface Pass {
  readonly training: boolean;
  readonly batch: number;
  readonly inputs: Record<string, Tensor>;
}

/** One forward pass for all tasks: each task with its logits [batch, ...], and what every node puts out. */
function lowered(plan: Plan, b: ProgramBuilder, host: LowerHost, pass: Pass) {
  const { graph, signature, tasks } = plan;
  const { outputs, flows, problems } = lowerGraph({ graph, signature, tasks: tasks.map(({ task }) => task), b, host, ...pass });
  invariant(problems.length === 0, 'a planned graph can be lowered');
  const results = tasks.map((active) => {
    const logits = outputs.get(active.head.id);
    invariant(logits, 'the head of an active task has logits');
    return { active, logits };
  });
  return { results, flows };
}

/** One forward pass for all tasks: each task with its logits [batch, ...]. */
export const forward = (
  plan: Plan,
  b: ProgramBuilder,
  host: LowerHost,
  pass: Pass,
): readonly { active: ActiveTask; logits: Tensor }[] => lowered(plan, b, host, pass).results;

/** The loss of each sample of a task [batch], and its mask [batch]. */
export function lossOf(
  b: ProgramBuilder,
  sampler: BatchSource,
  active: ActiveTask,
  logits: Tensor,
): { losses: Tensor; mask: Tensor } {
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

/**
 * What a step trains on where the document wants adversarial training (Goodfellow et al., ICLR 2015; Madry et al., ICLR 2018, with the one step
 * of Wong et al., «Fast is better than free», ICLR 2020, but no random start): every sample moved by ε along the sign of its gradient of
 * Σ λ_t·L_t, which is found by a pass of its own with the same weights and random numbers. That pass leaves no trace.
 */
function adversarialInputs(plan: Plan, b: ProgramBuilder, host: LowerHost, source: BatchSource, epsilon: number) {
  const inputs = inputsOf(source, plan);
  const moving = plan.inputs.flatMap((input) => movable(input) ?? []);
  const quiet: LowerHost = {
    parameter: (...asked) => host.parameter(...asked),
    state: (...asked) => host.state(...asked),
    writeState: () => undefined,
    random: (...asked) => host.random(...asked),
    penalty: () => undefined,
  };
  const { losses } = judgedPass(plan, b, quiet, source, inputs);
  const weights = source.taskWeights(plan);
  const weighted = losses.map((loss, task) => b.sum(b.mul(loss, b.slice(weights, [task], [1]))));
  const total = weighted.reduce((sum, loss) => b.add2(sum, loss));
  const of = ({ id }: MovableInput): Tensor => {
    const x = ownValue(inputs, id);
    invariant(x, 'the network reads what it was asked for');
    return x;
  };
  const found = gradients(b, total, moving.map(of));
  const moved = moving.flatMap((input, i): [string, Tensor][] => {
    const gradient = found[i];
    return gradient ? [[input.id, fastGradientSign(b, of(input), gradient, epsilon, input)]] : [];
  });
  return { ...inputs, ...Object.fromEntries(moved) };
}

/** One forward pass in training: the unweighted task losses [1] each, their masks [batch], and what every node puts out. */
export function watchedPass(plan: Plan, b: ProgramBuilder, host: LowerHost, source: BatchSource) {
  const { adversarial } = plan;
  const inputs = adversarial ? adversarialInputs(plan, b, host, source, adversarial.epsilon) : inputsOf(source, plan);
  return judgedPass(plan, b, host, source, inputs);
}

function judgedPass(plan: Plan, b: ProgramBuilder, host: LowerHost, source: BatchSource, inputs: Record<string, Tensor>) {
  const { results, flows } = lowered(plan, b, host, { training: true, batch: plan.batchSize, inputs });
  const judged = results.map(({ active, logits }) => {
    b.node = active.head.id;
    const { losses, mask } = lossOf(b, source, active, logits);
    return { loss: maskedMean(b, losses, mask), mask };
  });
  b.node = undefined;
  return { losses: judged.map(({ loss }) => loss), masks: judged.map(({ mask }) => mask), flows };
}

/** The unweighted task losses [1] each of one forward pass in training. */
export const trainingLosses = (plan: Plan, b: ProgramBuilder, host: LowerHost, source: BatchSource): Tensor[] =>
  watchedPass(plan, b, host, source).losses;

/** What may be trained, after a pass. */
export const trainableOf = ({ layout }: Plan, host: LayoutHost): readonly Tensor[] =>
  layout.parameters.flatMap((parameter, index) => (parameter.trainable ? [host.parameterAt(index)] : []));

/** One forward pass in training: the unweighted task losses [1] each (output `losses` [T]), and what may be trained. */
export function trainingPass(plan: Plan, data: readonly DataInfo[]) {
  const { layout } = plan;
  const b = new ProgramBuilder();
  const host = new LayoutHost(b, layout);
  const losses = trainingLosses(plan, b, host, new Sampler(b, data, plan.batchSize));
  b.output('losses', b.concat(losses, 0));
  const penalties = [...host.penalties, ...plan.ties.flatMap((tie) => tiePenalty(b, host, layout, tie))];
  return { b, losses, penalties, trainable: trainableOf(plan, host) };
}
