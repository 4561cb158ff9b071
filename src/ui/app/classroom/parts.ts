import type { StringPath } from '../../common/use-translation.ts';

/** A panel or a control that a teacher can leave out: a line. Tabs, layers and blocks follow from their own registries. */
export interface Part {
  /** Links hold it: it stays what it is. */
  readonly id: string;
  readonly title: StringPath;
  /** What is not shown then, whatever the size of the screen. */
  readonly selector: string;
}

const named = (id: string): string => `[data-part="${id}"]`;

export const parts = [
  { id: 'document', title: 'classroom.parts.document', selector: named('document') },
  { id: 'data', title: 'classroom.parts.data', selector: named('data') },
  { id: 'tasks', title: 'classroom.parts.tasks', selector: named('tasks') },
  { id: 'training', title: 'classroom.parts.training', selector: named('training') },
  { id: 'balancing', title: 'classroom.parts.balancing', selector: '[data-place="balancing"]' },
  { id: 'curves', title: 'classroom.parts.curves', selector: '.rows > :is(.curves, .curves + *), .phone-curves, .tablet-curves' },
  { id: 'depth', title: 'classroom.parts.depth', selector: '.ed-depth' },
  { id: 'inspector', title: 'classroom.parts.inspector', selector: '.ed-inspector' },
  { id: 'step', title: 'classroom.parts.step', selector: named('step') },
  { id: 'reset', title: 'classroom.parts.reset', selector: named('reset') },
  { id: 'seed', title: 'classroom.parts.seed', selector: named('seed') },
  { id: 'examples', title: 'classroom.parts.examples', selector: named('examples') },
  { id: 'export', title: 'classroom.parts.export', selector: named('export') },
] as const satisfies readonly Part[];

/** The panels of the column on the left: without any of them it is not there. */
export const columnParts: readonly Part['id'][] = ['document', 'data', 'tasks', 'training'];
