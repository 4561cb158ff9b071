import { presets } from '../presets/registry.ts';
import type { Project } from '../project/schema.ts';
import { invariant } from '../util/assert-never.ts';
import type { Lesson } from './lesson.ts';

/** The document as it is when a step begins: with all that the steps before do to it. Null where a lesson needs none. */
export function documentAt({ example, prepare, steps }: Lesson, step: number): Project | null {
  if (example === null) return null;
  const preset = presets.find(({ id }) => id === example);
  invariant(preset, `${example} is an example`);
  const begun = prepare ? prepare(preset.project()) : preset.project();
  return steps.slice(0, step).reduce((document, one) => (one.type === 'act' && one.edit ? one.edit(document) : document), begun);
}

const shape = ({ data, tasks, graph }: Project): string =>
  [data.dataset, ...tasks.map(({ id }) => id), ...graph.nodes.map(({ id }) => id).sort()].join(' ');

/** Whether a step can go on with the document on the screen: it has the data, the tasks and the nodes that it speaks of. */
export function goesOnWith(lesson: Lesson, step: number, document: Project): boolean {
  const expected = documentAt(lesson, step);
  return expected === null || shape(expected) === shape(document);
}

/** Whether a document is one that a lesson can be played on at all: it has the data and the tasks that it speaks of. */
export function isAbout(lesson: Lesson, { data, tasks }: Project): boolean {
  const begun = documentAt(lesson, 0);
  return (
    begun === null || (begun.data.dataset === data.dataset && begun.tasks.every(({ id }) => tasks.some((task) => task.id === id)))
  );
}
