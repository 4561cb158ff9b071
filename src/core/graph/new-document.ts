import { defaults } from '../project/defaults.ts';
import { inputKind, type Project } from '../project/schema.ts';
import { type DataSignature, givenInputs, type InputInfo } from '../project/signature.ts';
import type { TargetInfo } from '../tasks/types.ts';
import { attachHead } from './attach-head.ts';
import { addNode, connect, type NewNode } from './edits.ts';
import { columnWidth } from './insert.ts';
import { addTask } from './tasks.ts';

/** How many tasks a document begins with where the data set has as many that suit. */
const mostTasks = 2;

const dense = { kind: 'dense', params: { units: 64, activation: 'relu' } };

/** Layers that make a vector of a sample, by what a sample is: tokens, a sequence, an image, a row. The last one is shared by all tasks. */
function trunkFor({ shape, dtype }: InputInfo): readonly Pick<NewNode, 'kind' | 'params'>[] {
  if (dtype === 'i32') return [{ kind: 'embedding', params: { units: 32 } }, { kind: 'globalPool' }, dense];
  switch (shape.length) {
    case 3:
      return [{ kind: 'conv2d', params: { filters: 16, activation: 'relu' } }, { kind: 'maxPool' }, { kind: 'flatten' }, dense];
    case 2:
      return [{ kind: 'conv1d', params: { filters: 32, activation: 'relu' } }, { kind: 'globalPool' }, dense];
    default:
      return [dense];
  }
}

/** A document on a data set with its first input and nothing else. */
export function emptyDocument(dataset: string, signature: DataSignature): Project {
  const [input] = givenInputs(signature);
  const blank = defaults.project(dataset);
  return input ? addNode(blank, { kind: inputKind, id: 'input', params: { input: input.id }, position: { x: 0, y: 0 } }) : blank;
}

/**
 * A document to begin with on a data set: its first input, layers that all tasks share, and heads for the first targets that can be learned behind
 * them. `titleOf`: what a task is called that learns a target.
 */
export function documentOn(dataset: string, signature: DataSignature, titleOf: (target: TargetInfo) => string): Project {
  let project = emptyDocument(dataset, signature);
  const [input] = givenInputs(signature);
  if (!input) return project;
  let last = 'input';
  trunkFor(input).forEach((layer, i) => {
    const id = `shared-${i + 1}`;
    project = addNode(project, { ...layer, id, position: { x: (i + 1) * columnWidth, y: 0 } });
    project = connect(project, { source: last, target: id, port: 'in' });
    last = id;
  });
  for (const target of signature.targets) {
    if (project.tasks.length === mostTasks) break;
    const added = addTask(project, signature, target.id, titleOf(target));
    const task = added.tasks.at(-1);
    const attached = added === project || !task ? null : attachHead(added, signature, task.id);
    if (attached?.ok) project = attached.value;
  }
  return project;
}
