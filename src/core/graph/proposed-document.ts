import { defaults } from '../project/defaults.ts';
import { inputKind, type Project, type Task } from '../project/schema.ts';
import { type DataSignature, givenInputs, type InputInfo } from '../project/signature.ts';
import type { TargetInfo } from '../tasks/types.ts';
import { attachHead } from './attach-head.ts';
import { addNode, connect } from './edits.ts';
import { columnWidth, rowHeight } from './insert.ts';
import { addTask } from './tasks.ts';

/** About how many steps a first run takes. */
const firstSteps = 2000;
const mostBatch = 64;

interface Branch {
  readonly kind: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

/** What makes a vector of an input: nothing of numbers, an embedding of a category, the mean of the embeddings of words. */
function branchFor({ dtype, shape, vocabulary = 0 }: InputInfo): readonly Branch[] {
  if (dtype !== 'i32') return [];
  const units = Math.max(4, Math.min(32, Math.round(Math.sqrt(vocabulary))));
  const embedding = { kind: 'embedding', params: { units } };
  return shape[0] === 1 ? [embedding, { kind: 'flatten' }] : [embedding, { kind: 'globalPool' }];
}

/**
 * The loss of a task that guesses, by which tasks are weighed so that they start alike: ln K among K classes, ln 2 for yes or no, K − 1 times that for K grades,
 * 1 for a number in standard deviations.
 */
export function guessingLoss(kind: Task['kind'], target: TargetInfo): number {
  if (kind === 'regression') return 1;
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
  let project = defaults.project(dataset, { ...options });
  const ends = inputs.map((input, i) => {
    const y = i * rowHeight;
    const id = `input-${input.id}`.slice(0, 60);
    project = addNode(project, { kind: inputKind, id, params: { input: input.id }, position: { x: 0, y } });
    let last = id;
    branchFor(input).forEach((layer, step) => {
      const next = `${layer.kind}-${input.id}`.slice(0, 60);
      project = addNode(project, { ...layer, id: next, position: { x: (step + 1) * columnWidth, y } });
      project = connect(project, { source: last, target: next, port: 'in' });
      last = next;
    });
    return last;
  });
  let column = inputs.some((input) => branchFor(input).length > 0) ? 3 : 1;
  const middle = ((inputs.length - 1) * rowHeight) / 2;
  let last = ends[0];
  if (ends.length > 1) {
    project = addNode(project, { kind: 'concat', id: 'all', position: { x: column++ * columnWidth, y: middle } });
    for (const source of ends) project = connect(project, { source, target: 'all', port: 'in' });
    last = 'all';
  }
  [64, 32].forEach((units, i) => {
    const id = `shared-${i + 1}`;
    const position = { x: column++ * columnWidth, y: middle };
    project = addNode(project, { kind: 'dense', id, params: { units, activation: 'relu' }, position });
    if (last !== undefined) project = connect(project, { source: last, target: id, port: 'in' });
    last = id;
  });
  for (const target of signature.targets) {
    const added = addTask(project, signature, target.id, titleOf(target));
    const task = added.tasks.at(-1);
    if (added === project || !task) continue;
    const attached = attachHead(added, signature, task.id);
    if (attached.ok) project = attached.value;
  }
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
