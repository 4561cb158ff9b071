import { createContext } from 'react';
import type { TaskIdentity } from '../common/task-identity.ts';
import type { CurveLine } from './curve-lines.ts';

export interface DrawnCurves {
  readonly lines: readonly CurveLine[];
  readonly identityOf: (task: string) => TaskIdentity;
  /** By task: what stands at the end of its curve. */
  readonly names: Readonly<Record<string, string>>;
}

/** What the layers draw. It comes past the chart, whose axes and grid need no redraw when a curve grows within them. */
export const CurvesContext = createContext<DrawnCurves>({
  lines: [],
  identityOf: () => ({ color: 'currentColor', symbol: '', dash: '' }),
  names: {},
});
