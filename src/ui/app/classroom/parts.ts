import type { StringPath } from '../../common/use-translation.ts';

/** A panel or a control that a teacher can leave out: a line. Tabs, layers and blocks follow from their own registries. */
export interface Part {
  /** Links hold it: it stays what it is. */
  readonly id: string;
  readonly title: StringPath;
  /** What is not shown then, whatever the size of the screen. */
  readonly selector: string;
}

const panel = (which: string): string => `section.panel-section${which}`;

/** What is pointed at by its place has its name checked in e2e/teacher.spec.ts. */
export const parts = [
  { id: 'document', title: 'classroom.parts.document', selector: panel(':first-child') },
  { id: 'data', title: 'classroom.parts.data', selector: panel(':has([data-place="data"])') },
  { id: 'tasks', title: 'classroom.parts.tasks', selector: panel(':has(.task-card)') },
  { id: 'training', title: 'classroom.parts.training', selector: panel(':has([data-place="balancing"])') },
  { id: 'balancing', title: 'classroom.parts.balancing', selector: '[data-place="balancing"]' },
  {
    id: 'curves',
    title: 'classroom.parts.curves',
    selector: '.rows > .curves, .rows > .curves + *, .phone-curves, .tablet-curves',
  },
  { id: 'depth', title: 'classroom.parts.depth', selector: '.ed-depth' },
  { id: 'inspector', title: 'classroom.parts.inspector', selector: '.ed-inspector' },
  { id: 'step', title: 'classroom.parts.step', selector: '.run-controls > :nth-child(2)' },
  { id: 'reset', title: 'classroom.parts.reset', selector: '.run-controls > :nth-child(3)' },
  { id: 'seed', title: 'classroom.parts.seed', selector: '.run-controls > :nth-child(4)' },
  { id: 'examples', title: 'classroom.parts.examples', selector: '.document-tools > .undo-tools + *' },
  { id: 'export', title: 'classroom.parts.export', selector: '.document-tools > input[type="file"] + *' },
] as const satisfies readonly Part[];

/** The panels of the column on the left: without any of them it is not there. */
export const columnParts: readonly Part['id'][] = ['document', 'data', 'tasks', 'training'];
