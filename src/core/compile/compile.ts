import { type BalancingMethod, isPlain } from '../balancing/contract.ts';
import { analyzeGraph } from '../graph/analyze.ts';
import type { TrainingProgram } from '../program/types.ts';
import { updateStretches } from '../program/update/stretches.ts';
import { hasOwnSteps, resolveBalancing } from '../project/balancing.ts';
import type { Project } from '../project/schema.ts';
import type { DataSignature } from '../project/signature.ts';
import { splitSizes } from '../project/split-sizes.ts';
import { isPublished } from '../project/switches.ts';
import { invariant } from '../util/assert-never.ts';
import { type Diagnostic, diagnostic, hasErrors, ok, type Result, refused } from '../util/diagnostics.ts';
import { chosenProgram, stepBetween } from './chosen-program.ts';
import { inferenceBatches } from './inference-batch.ts';
import { usedInputs } from './inputs.ts';
import type { Layout } from './layout.ts';
import { type MethodProgram, methodProgram } from './method-program.ts';
import { movable } from './perturbation.ts';
import { type Plan, planProject } from './plan.ts';
import {
  dataOf,
  evaluateProgram,
  gramianProgram,
  lossWeighedProgram,
  predictProgram,
  programTask,
  stepProgram,
} from './programs.ts';

export interface Compiled {
  readonly program: TrainingProgram;
  readonly warnings: readonly Diagnostic[];
}

const withoutValidation = (method: BalancingMethod, validation: number): Diagnostic[] =>
  validation === 0 && hasOwnSteps(method) && method.reads.batches.includes('validation')
    ? [diagnostic('balancing.noValidation', { method: method.text.title }, 'training.balancing')]
    : [];

/** What the document gets wrong beside its graph: a batch larger than the training split, a task whose labels are all taken away, a
 * balancing method that cannot be used. */
function settingProblems(project: Project, signature: DataSignature): Diagnostic[] {
  const { data, tasks, training, graph } = project;
  const { batchSize, adversarial } = training;
  const { train: count, validation } = signature.parts ?? splitSizes(signature.count, data.split);
  const balancing = resolveBalancing(training.balancing);
  const unlabelled = tasks.filter((task) => task.enabled && count > 0 && Math.round(task.labelsKept * count) === 0);
  return [
    ...(count === 0 ? [diagnostic('training.noTrainingData', {}, 'data')] : []),
    ...(count > 0 && batchSize > count
      ? [diagnostic('training.batchTooLarge', { batch: batchSize, available: count }, 'training.batchSize')]
      : []),
    ...(adversarial && !usedInputs(graph, signature).some(movable)
      ? [diagnostic('training.nothingToMove', {}, 'training.adversarial')]
      : []),
    ...(balancing.ok ? withoutValidation(balancing.value.method, validation) : balancing.diagnostics),
    ...stageProblems(project),
    ...unlabelled.map((task) => diagnostic('data.noLabels', { task: task.name }, `task:${task.id}`)),
  ];
}

/** What the stages of a training get wrong. */
function stageProblems({ tasks, training }: Project): Diagnostic[] {
  const enabled = new Set(tasks.filter((task) => task.enabled).map(({ id }) => id));
  const balancing = resolveBalancing(training.balancing);
  const weighsFreely = balancing.ok && !(isPlain(balancing.value.method) && isPublished(balancing.value.choosing));
  return (training.stages ?? []).flatMap((stage, i) => {
    const left = stage.tasks && [...enabled].filter((id) => !stage.tasks?.includes(id));
    if (left?.length === enabled.size) return [diagnostic('stages.noTask', { stage: i + 1 }, 'training.stages')];
    return left && left.length > 0 && weighsFreely
      ? [diagnostic('stages.balancing', { stage: i + 1, method: balancing.value.method.text.title }, 'training.stages')]
      : [];
  });
}

/** Stages in which no parameter learns. */
const idleStages = ({ layout: { controls, trainableCount } }: Plan, { training }: Project): Diagnostic[] =>
  (training.stages ?? []).flatMap((_, stage) => {
    const learning = updateStretches(controls.rates, trainableCount).some(
      ({ shift }) => shift === 0 || controls.rates?.find((group) => group.shift === shift)?.factors[stage] !== 0,
    );
    return learning ? [] : [diagnostic('stages.nothingLearns', { stage: stage + 1 }, 'training.stages')];
  });

/** What a method keeps on the device stands behind the states of the layers. */
const withMethod = ({ states, stateCount }: Layout, own: MethodProgram) => ({
  states: [...states, ...own.states],
  stateCount: stateCount + own.states.reduce((sum, { size }) => sum + size, 0),
  controls: own.controls,
});

/**
 * A document as a training program on data of the given signature; the same document gives the same program, whatever the data holds: what
 * follows from its labels (class weights) is data of the program. It has steps whose weights are chosen in their
 * middle where the document's balancing method takes such steps. Refused with all that is wrong with tasks (`task:ID`), nodes (`node:ID`) and settings (`training.batchSize`).
 */
export function compileProject(project: Project, signature: DataSignature): Result<Compiled> {
  const { diagnostics } = analyzeGraph(project, signature);
  const problems = [...diagnostics, ...settingProblems(project, signature)];
  if (hasErrors(problems)) return refused(...problems);
  const plan = planProject(project, signature);
  const { layout, update, batchSize, tasks } = plan;
  if (layout.trainableCount === 0) return refused(diagnostic('training.nothingToTrain', {}, 'graph'), ...problems);
  const idle = idleStages(plan, project);
  if (idle.length > 0) return refused(...idle, ...problems);
  const data = dataOf(plan);
  const batch = inferenceBatches(plan);
  const { controls } = layout;
  const balancing = resolveBalancing(project.training.balancing);
  invariant(balancing.ok, 'a balancing that cannot be used is refused before');
  const { method, parameters, choosing } = balancing.value;
  const published = (): MethodProgram | null => (hasOwnSteps(method) ? methodProgram(plan, data, method, parameters) : null);
  const own = isPublished(choosing) ? published() : chosenProgram(plan, data, method, parameters, choosing);
  const weighing = own || isPlain(method) ? null : method.needs === 'losses' ? lossWeighedProgram : gramianProgram;
  const gramian = own?.gramian ?? weighing?.(plan, data, controls.size) ?? null;
  const between = gramian && choosing.every > 1 ? stepBetween(plan, data, method, choosing, gramian) : null;
  const { program: step, gradients } = between ?? own?.step ?? stepProgram(plan, data);
  const laidOut = own
    ? withMethod(layout, own)
    : { controls: gramian ? { ...controls, size: controls.size + tasks.length } : controls };
  const program: TrainingProgram = {
    ...layout,
    ...laidOut,
    ...(between && gramian ? { controls: { ...laidOut.controls, sharedWeights: gramian.sharedWeights } } : {}),
    data,
    tasks: tasks.map(programTask),
    batchSize,
    ...(own && own.furtherBatches.length > 0 ? { furtherBatches: own.furtherBatches } : {}),
    step,
    gradients,
    update,
    gramian,
    evaluate: evaluateProgram(plan, data, batch.evaluate),
    evaluateBatchSize: batch.evaluate,
    predict: predictProgram(plan, batch.predict),
    predictBatchSize: batch.predict,
  };
  return ok({ program, warnings: problems });
}
