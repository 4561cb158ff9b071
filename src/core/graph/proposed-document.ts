import { defaults } from '../project/defaults.ts';
import type { Project, Task } from '../project/schema.ts';
import { type DataSignature, givenInputs } from '../project/signature.ts';
import type { TargetInfo } from '../tasks/types.ts';
import { attachHead } from './attach-head.ts';
import { rowHeight } from './insert.ts';
import { branchFor } from './proposed-branches.ts';
import { withDecoder } from './proposed-decoder.ts';
import { Sketch } from './sketched-network.ts';
import { addTask } from './tasks.ts';

/** What has an answer for every word, not one for the whole. */
const isPerWord = ({ format }: TargetInfo): boolean => format === 'tags' || format === 'sequence';

/** About how many steps a first run takes. */
const firstSteps = 2000;
const mostBatch = 64;

/**
 * The loss of a task that guesses, by which tasks are weighed so that they start alike: ln K among K classes, ln 2 for yes or no, K − 1 times that for K grades,
 * 1 for a number in standard deviations.
 */
export function guessingLoss(kind: Task['kind'], target: TargetInfo): number {
  if (kind === 'regression') return 1;
  if (target.format === 'tags') return Math.log(Math.max(2, target.tags.length));
  if (target.format === 'sequence') return Math.log(target.vocabulary.length);
  if (target.format !== 'class') return Math.LN2;
  return kind === 'ordinal' ? (target.classes.length - 1) * Math.LN2 : Math.log(target.classes.length);
}

/** To two digits, as somebody would type it. */
const rounded = (weight: number): number => Number(weight.toPrecision(2));

export interface Proposal {
  readonly project: Project;
  /** How many inputs have a branch of their own; 1: there is none but the trunk. */
  readonly branches: number;
  readonly heads: number;
}

/**
 * A first network on a data set: a branch for every kind of input, a trunk that all tasks share, a head for every target, and weights that make the losses
 * comparable at the start. `titleOf`: what the task of a target is called.
 */
export function proposedDocument(
  dataset: string,
  options: Readonly<Record<string, unknown>>,
  signature: DataSignature,
  titleOf: (target: TargetInfo) => string,
): Proposal {
  const inputs = givenInputs(signature);
  const wholes = signature.targets.filter((target) => !isPerWord(target));
  const sketch = new Sketch(defaults.project(dataset, { ...options }));
  const ends = inputs.map((input, i) => sketch.branch(input, branchFor(input, signature), i * rowHeight, wholes.length > 0));
  const middle = ((inputs.length - 1) * rowHeight) / 2;
  if (wholes.length > 0) {
    const trunk = [64, 32].map((units, i) => ({ kind: 'dense', id: `shared-${i + 1}`, params: { units, activation: 'relu' } }));
    sketch.trunk(ends, trunk, middle);
  }
  for (const target of signature.targets) {
    const added = addTask(sketch.project, signature, target.id, titleOf(target));
    const task = added.tasks.at(-1);
    if (added === sketch.project || !task) continue;
    const attached =
      target.format === 'sequence' ? withDecoder(added, signature, task.id, target) : attachHead(added, signature, task.id);
    if (attached.ok) sketch.project = attached.value;
  }
  const { project } = sketch;
  const train = signature.parts?.train ?? Math.floor(signature.count * project.data.split.train);
  const batchSize = Math.max(1, Math.min(mostBatch, Math.floor(train / 4)));
  const epochs = Math.max(5, Math.min(200, Math.round(firstSteps / Math.max(1, Math.floor(train / batchSize)))));
  const tasks = project.tasks.map((task) => {
    const target = signature.targets.find(({ id }) => id === task.target);
    return target ? { ...task, weight: rounded(1 / guessingLoss(task.kind, target)) } : task;
  });
  return {
    project: { ...project, tasks, training: { ...project.training, batchSize, epochs } },
    branches: inputs.length,
    heads: tasks.length,
  };
}
