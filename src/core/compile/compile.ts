import { nodeLabel } from '../graph/catalogue.ts';
import { sizeOf } from '../program/shapes.ts';
import type { TrainingProgram } from '../program/types.ts';
import { headKind, type Project } from '../project/schema.ts';
import type { DataSignature } from '../project/signature.ts';
import { at } from '../util/assert-never.ts';
import { type Diagnostic, diagnostic, hasErrors, ok, type Result, refused } from '../util/diagnostics.ts';
import { type Plan, planProject } from './plan.ts';
import { dataOf, evaluateProgram, predictProgram, programTask, stepProgram } from './programs.ts';

export interface Compiled {
  readonly program: TrainingProgram;
  readonly warnings: readonly Diagnostic[];
}

/** Samples per call in inference: enough to keep a device busy … */
const mostSamples = 256;
/** … but no more than fill so many numbers with what the layers make (64 MiB). */
const mostNumbers = 1 << 24;

/** How many samples inference takes at once, from what one sample takes. */
function inferenceBatch(plan: Plan): number {
  const one = predictProgram(plan, 1);
  const numbers = one.ops.reduce((sum, op) => sum + sizeOf(at(one.values, op.output).shape), 0);
  return Math.max(1, Math.min(mostSamples, Math.floor(mostNumbers / Math.max(1, numbers))));
}

function unusedNodes(project: Project, plan: Plan): Diagnostic[] {
  const used = new Set(plan.graph.nodes.map((node) => node.id));
  const unused = project.graph.nodes.filter((node) => node.kind !== headKind && !used.has(node.id));
  return unused.length === 0 ? [] : [diagnostic('training.unusedNodes', { nodes: unused.map(nodeLabel).join(', ') }, 'graph')];
}

/**
 * A document as a training program on data of the given signature; the same document gives the same program. Refused with all that
 * is wrong with tasks (`task:ID`), nodes (`node:ID`) and training (`training.batchSize`).
 */
export function compileProject(project: Project, signature: DataSignature): Result<Compiled> {
  const { plan, problems } = planProject(project, signature);
  if (hasErrors(problems)) return refused(...problems);
  const { layout, batchSize, tasks } = plan;
  const data = dataOf(plan);
  const step = stepProgram(plan, data);
  const batch = inferenceBatch(plan);
  const { optimizer, clipNorm } = project.training;
  const program: TrainingProgram = {
    ...layout,
    data,
    tasks: tasks.map(programTask),
    batchSize,
    step: step.program,
    gradients: step.gradients,
    update: { optimizer, clipNorm },
    evaluate: evaluateProgram(plan, data, batch),
    evaluateBatchSize: batch,
    predict: predictProgram(plan, batch),
    predictBatchSize: batch,
  };
  return ok({ program, warnings: [...problems, ...unusedNodes(project, plan)] });
}
