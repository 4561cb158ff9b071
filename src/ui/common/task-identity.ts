import type { Project } from '../../core/project/schema.ts';

/** A task is one identity everywhere: colour, symbol and dash pattern follow from its place in the document. */
export interface TaskIdentity {
  /** A CSS colour: a variable of the theme, so that it keeps its contrast in light and dark. */
  readonly color: string;
  readonly symbol: string;
  /** SVG stroke-dasharray; '' is a solid line. */
  readonly dash: string;
}

const symbols = ['●', '▲', '■', '◆', '✚', '★', '⬟', '✖'] as const;
const dashes = ['', '7 3', '2 2', '9 3 2 3', '4 4', '12 3', '1 3', '6 2 1 2 1 2'] as const;

/** Eight identities in full colour (see task-colors.css); from the ninth on the dash tells them apart. */
export function taskIdentity(index: number): TaskIdentity {
  const place = index % symbols.length;
  const round = Math.floor(index / symbols.length);
  return {
    color: `var(--task-${place})`,
    symbol: symbols[place] ?? '●',
    dash: dashes[(place + round * 3) % dashes.length] ?? '',
  };
}

export function taskIndex(project: Project, task: string): number {
  return Math.max(
    0,
    project.tasks.findIndex(({ id }) => id === task),
  );
}

export const identityOf = (project: Project, task: string): TaskIdentity => taskIdentity(taskIndex(project, task));
