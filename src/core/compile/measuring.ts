import { ProgramBuilder, type Tensor } from '../program/builder.ts';
import { gradients as gradientsOf } from '../program/differentiate.ts';
import { simplify } from '../program/simplify.ts';
import { cheapestForms, gramianOf } from '../program/task-gradients/gramian.ts';
import { multipliedOut, type TaskGradient, taskGradients } from '../program/task-gradients/task-gradients.ts';
import type { TrainingProgram } from '../program/types.ts';
import type { Project } from '../project/schema.ts';
import type { DataSignature } from '../project/signature.ts';
import { at } from '../util/assert-never.ts';
import { type BatchFeed, FedBatch, FedHost } from './fed-batch.ts';
import { looking } from './looking.ts';
import { trainingLosses } from './passes.ts';
import { type Plan, planProject } from './plan.ts';
import { dataOf, sumOf } from './programs.ts';

/** The one output of programs that look at a batch. */
export const measuredOutput = 'measured';

/** A program that looks at one training batch of a run and changes nothing: `predict` maps the feeds to `measuredOutput`. */
export interface BatchProgram {
  readonly program: TrainingProgram;
  readonly feeds: readonly BatchFeed[];
}

/** Puts out, one after the other: the task losses [T], and for every node that tasks share the Gramian [T, T] of their gradients on its parameters. */
export interface MeasuringProgram extends BatchProgram {
  /** The nodes with parameters that are trained and serve several tasks, in the order of the graph. */
  readonly nodes: readonly string[];
}

interface Pass {
  readonly plan: Plan;
  readonly b: ProgramBuilder;
  readonly batch: FedBatch;
  readonly losses: readonly Tensor[];
  /** The trainable parameters, in order, and their names. */
  readonly trainable: readonly Tensor[];
  readonly names: readonly string[];
}

function passOf(project: Project, signature: DataSignature): Pass {
  const plan = planProject(project, signature);
  const b = new ProgramBuilder();
  const batch = new FedBatch(b, dataOf(plan), plan.batchSize);
  const host = new FedHost(batch, plan.layout);
  const losses = trainingLosses(plan, b, host, batch);
  const { parameters } = plan.layout;
  const trainable = parameters.flatMap(({ trainable: trained }, index) => (trained ? [host.parameterAt(index)] : []));
  const names = parameters.flatMap(({ name, trainable: trained }) => (trained ? [name] : []));
  return { plan, b, batch, losses, trainable, names };
}

const finished = ({ b, batch }: Pass, program: TrainingProgram): BatchProgram => ({
  program: { ...looking(program), predict: simplify(b.build()).program, predictBatchSize: program.batchSize },
  feeds: batch.feeds,
});

/** Measures how the gradients of the tasks agree on what they share; null where they share nothing that is trained. `program`: the project's. */
export function measuringProgram(project: Project, signature: DataSignature, program: TrainingProgram): MeasuringProgram | null {
  const pass = passOf(project, signature);
  const { plan, b, batch, losses, trainable } = pass;
  const each = cheapestForms(b, taskGradients(b, losses, trainable));
  const byNode = new Map<string, TaskGradient[]>();
  plan.layout.parameters.forEach(({ node }, index) => {
    const gradient = each[index];
    if (gradient && gradient.tasks.length > 1) byNode.set(node, [...(byNode.get(node) ?? []), gradient]);
  });
  const nodes = plan.graph.nodes.map(({ id }) => id).filter((id) => byNode.has(id));
  if (nodes.length === 0) return null;
  const gramians = nodes.map((node) => gramianOf(b, byNode.get(node) ?? [], losses.length));
  batch.output(measuredOutput, [...losses, ...gramians]);
  return { ...finished(pass, program), nodes };
}

/** The feed of `lookaheadProgram` that says how far it steps. */
export const rateFeed = 'rate';

/**
 * What one plain step of each task alone would do: puts out the task losses [T], then for every task i the losses [T] after all parameters were
 * moved by −rate·∂L_i, on the same batch and with the same random numbers. What other tasks own has no such gradient and stays.
 */
export function lookaheadProgram(project: Project, signature: DataSignature, program: TrainingProgram): BatchProgram {
  const pass = passOf(project, signature);
  const { plan, b, batch, losses, trainable, names } = pass;
  const gradients: readonly (TaskGradient | null)[] = taskGradients(b, losses, trainable);
  const rate = batch.number(rateFeed);
  const after = losses.flatMap((_, task) => {
    const moved = new Map<string, Tensor>();
    trainable.forEach((parameter, index) => {
      const own = gradients[index];
      const place = own ? own.tasks.indexOf(task) : -1;
      if (!own || place < 0) return;
      const stack = own.form === 'stack' ? own.tensor : multipliedOut(b, own);
      const flat = b.reshape(stack, [own.tasks.length, parameter.shape.reduce((size, extent) => size * extent, 1)]);
      const gradient = b.reshape(b.slice(flat, [place, 0], [1, at(flat.shape, 1)]), parameter.shape);
      moved.set(at(names, index), b.sub(parameter, b.mul(gradient, rate)));
    });
    return trainingLosses(plan, b, new FedHost(batch, plan.layout, moved), batch);
  });
  batch.output(measuredOutput, [...losses, ...after]);
  return finished(pass, program);
}

/** The feed of `aloneProgram` that says along whose gradients it steps: a factor per task. */
export const chosenFeed = 'chosen';

/**
 * One plain step along the gradients of the chosen tasks: puts out the task losses [T], the losses [T] after the step, on the same batch and with the
 * same random numbers, and then every trainable parameter after it, in order.
 */
export function aloneProgram(project: Project, signature: DataSignature, program: TrainingProgram): BatchProgram {
  const pass = passOf(project, signature);
  const { plan, b, batch, losses, trainable, names } = pass;
  const rate = batch.number(rateFeed);
  const chosen = batch.numbers(chosenFeed, losses.length);
  const wanted = losses.map((loss, task) => b.mul(b.reshape(loss, [1]), b.slice(chosen, [task], [1])));
  const gradients = gradientsOf(b, sumOf(b, wanted), trainable);
  const after = trainable.map((parameter, i) => {
    const gradient = gradients[i];
    return gradient ? b.sub(parameter, b.mul(gradient, rate)) : parameter;
  });
  const moved = new Map(after.map((parameter, i) => [at(names, i), parameter]));
  const then = trainingLosses(plan, b, new FedHost(batch, plan.layout, moved), batch);
  batch.output(measuredOutput, [...losses, ...then, ...after]);
  return finished(pass, program);
}
