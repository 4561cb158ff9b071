import { assertNever } from '../../core/util/assert-never.ts';
import type { TaskIdentity } from '../common/task-identity.ts';
import type { CurveLine } from './curve-lines.ts';

/** As many as can be pinned. */
const dashes = ['8 4', '2 3', '8 3 2 3', '14 4', '5 2 5 6', '1 4'] as const;

export interface Stroke {
  readonly stroke: string;
  readonly strokeWidth: number;
  readonly strokeOpacity?: number;
  readonly strokeDasharray?: string;
  readonly fill?: string;
}

/** The dash pattern of a pinned run, on its lines and beside its name. */
export const runDash = (mark: number): string => dashes[mark % dashes.length] ?? '';

/** Under the line of a run that a visitor gave a colour, where the line itself has that of its task. */
export const haloLook = (colour: string): Stroke => ({ stroke: colour, strokeWidth: 7, strokeOpacity: 0.35 });

/**
 * A line keeps the colour of its task in every run, unless it has one of its `own`. The shown run is drawn as if it were alone; a pinned one is
 * thinner, stands back a little, and has a dash pattern of its own.
 */
export function lineLook(
  role: CurveLine['role'],
  { color: ofTask, dash }: Pick<TaskIdentity, 'color' | 'dash'>,
  mark: number | null,
  own: string | null = null,
): Stroke {
  const color = own ?? ofTask;
  if (mark !== null) {
    return { stroke: color, strokeWidth: role === 'validation' ? 1 : 1.5, strokeOpacity: 0.85, strokeDasharray: runDash(mark) };
  }
  switch (role) {
    case 'raw':
      return { stroke: color, strokeWidth: 1, strokeOpacity: 0.35 };
    case 'smoothed':
      return { stroke: color, strokeWidth: 2.2 };
    case 'validation':
      return { stroke: color, strokeWidth: 1.6, strokeDasharray: dash === '' ? '5 4' : dash };
    case 'nominal':
      return { stroke: color, strokeWidth: 1, strokeDasharray: '1 3' };
    case 'worse':
      return { stroke: 'var(--surface)', strokeWidth: 1, fill: color };
    default:
      return assertNever(role);
  }
}
