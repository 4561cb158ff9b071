import { ProgramBuilder, type Tensor } from '../program/builder.ts';
import { gradients } from '../program/differentiate.ts';
import { simplify } from '../program/simplify.ts';
import type { TrainingProgram } from '../program/types.ts';
import { inputName } from '../project/data-names.ts';
import type { Project } from '../project/schema.ts';
import type { DataSignature } from '../project/signature.ts';
import { at } from '../util/assert-never.ts';
import { FedBatch, FedHost } from './fed-batch.ts';
import { looking } from './looking.ts';
import type { BatchProgram } from './measuring.ts';
import { forward, inputsOf, lossOf } from './passes.ts';
import { type MovableInput, movable } from './perturbation.ts';
import { planProject } from './plan.ts';
import { dataOf, programTask, sumOf } from './programs.ts';

/** The output with the gradient of an input [batch, ...]. */
export const gradientOf = (input: string): string => `gradient:${input}`;

/** `predict` maps samples with their labels, all fed, to the predictions of every task and to the gradients of movable inputs. */
export interface AttackProgram extends BatchProgram {
  readonly inputs: readonly MovableInput[];
  /** The output with the gradient of an input. */
  readonly gradientOf: (input: string) => string;
  /** The tasks that can be attacked, by their ids: those whose loss is each sample's own. */
  readonly attacked: readonly string[];
}

/** A gradient takes several times what a prediction does. */
const mostSamples = 64;

/**
 * The gradient of Σ w_t·L_t of every sample with respect to what it is made of, in inference mode, by task weights w that are fed; a task without
 * a label has no loss. null where no input of the network can be moved, or no task attacked. `program`: the project's.
 */
export function attackProgram(project: Project, signature: DataSignature, program: TrainingProgram): AttackProgram | null {
  const plan = planProject(project, signature);
  const inputs = plan.inputs.flatMap((input) => movable(input) ?? []);
  const attackable = plan.tasks.filter(({ kind }) => !kind.inBatch);
  if (inputs.length === 0 || attackable.length === 0) return null;
  const samples = Math.min(mostSamples, program.predictBatchSize);
  const b = new ProgramBuilder();
  const batch = new FedBatch(b, dataOf(plan), samples);
  const pass = { training: false, batch: samples, inputs: inputsOf(batch, plan) };
  const results = forward(plan, b, new FedHost(batch, plan.layout), pass);
  const weights = batch.taskWeights(plan);
  const losses = results.flatMap(({ active, logits }, task): Tensor[] => {
    b.node = active.head.id;
    b.output(programTask(active).output, active.kind.activate(b, logits, active.task.loss));
    if (active.kind.inBatch) return [];
    const { losses: each, mask } = lossOf(b, batch, active, logits);
    return [b.mul(b.sum(b.mul(each, mask), [0], true), b.slice(weights, [task], [1]))];
  });
  b.node = undefined;
  const moved = inputs.map(({ id }) => batch.take(inputName(id)));
  gradients(b, sumOf(b, losses), moved).forEach((gradient, i) => {
    const { shape } = at(moved, i);
    b.output(gradientOf(at(inputs, i).id), gradient ?? b.fill(shape, 0));
  });
  return {
    program: { ...looking(program), predict: simplify(b.build()).program, predictBatchSize: samples },
    feeds: batch.feeds,
    inputs,
    gradientOf,
    attacked: attackable.map(({ task }) => task.id),
  };
}
