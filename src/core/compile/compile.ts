import { analyzeGraph } from '../graph/analyze.ts';
import type { TrainingProgram } from '../program/types.ts';
import { resolveBalancing, stepKindOf } from '../project/balancing.ts';
import type { Project } from '../project/schema.ts';
import type { DataSignature } from '../project/signature.ts';
import { splitSizes } from '../project/split-sizes.ts';
import { type Diagnostic, diagnostic, hasErrors, ok, type Result, refused } from '../util/diagnostics.ts';
import { inferenceBatches } from './inference-batch.ts';
import { planProject } from './plan.ts';
import { dataOf, evaluateProgram, gramianProgram, predictProgram, programTask, stepProgram } from './programs.ts';

export interface Compiled {
  readonly program: TrainingProgram;
  readonly warnings: readonly Diagnostic[];
}

/** What the document gets wrong beside its graph: a batch larger than the training split, a task whose labels are all taken away, a
 * balancing method that cannot be used. */
function settingProblems({ data, tasks, training }: Project, signature: DataSignature): Diagnostic[] {
  const { batchSize } = training;
  const count = splitSizes(signature.count, data.split).train;
  const balancing = resolveBalancing(training.balancing);
  const unlabelled = tasks.filter((task) => task.enabled && Math.round(task.labelsKept * count) === 0);
  return [
    ...(batchSize > count
      ? [diagnostic('training.batchTooLarge', { batch: batchSize, available: count }, 'training.batchSize')]
      : []),
    ...(balancing.ok ? [] : balancing.diagnostics),
    ...unlabelled.map((task) => diagnostic('data.noLabels', { task: task.name }, `task:${task.id}`)),
  ];
}

/**
 * A document as a training program on data of the given signature; the same document gives the same program, whatever the data holds: what
 * follows from its labels (class weights) is data of the program. It has Gramian steps where the document's balancing method takes such
 * steps. Refused with all that is wrong with tasks (`task:ID`), nodes (`node:ID`) and settings (`training.batchSize`).
 */
export function compileProject(project: Project, signature: DataSignature): Result<Compiled> {
  const { diagnostics } = analyzeGraph(project, signature);
  const problems = [...diagnostics, ...settingProblems(project, signature)];
  if (hasErrors(problems)) return refused(...problems);
  const plan = planProject(project, signature);
  const { layout, update, batchSize, tasks } = plan;
  if (layout.trainableCount === 0) return refused(diagnostic('training.nothingToTrain', {}, 'graph'), ...problems);
  const data = dataOf(plan);
  const step = stepProgram(plan, data);
  const batch = inferenceBatches(plan);
  const { controls } = layout;
  const gramian = stepKindOf(project.training.balancing) === 'balanced' ? gramianProgram(plan, data, controls.size) : null;
  const program: TrainingProgram = {
    ...layout,
    controls: gramian ? { ...controls, size: controls.size + tasks.length } : controls,
    data,
    tasks: tasks.map(programTask),
    batchSize,
    step: step.program,
    gradients: step.gradients,
    update,
    gramian,
    evaluate: evaluateProgram(plan, data, batch.evaluate),
    evaluateBatchSize: batch.evaluate,
    predict: predictProgram(plan, batch.predict),
    predictBatchSize: batch.predict,
  };
  return ok({ program, warnings: problems });
}
