import { createContext } from 'react';
import type { CurveLine } from './curve-lines.ts';
import type { CurveSubject } from './curve-subjects.ts';
import type { EndName } from './end-names.ts';

/** A run in the plot. */
export interface DrawnRun {
  readonly id: string;
  readonly name: string;
  /** Tells pinned runs apart (see `run-look.ts`); null for the one that is shown. */
  readonly mark: number | null;
  /** What a visitor gave it, as CSS. */
  readonly colour: string | null;
  readonly lines: readonly CurveLine[];
}

export interface DrawnCurves {
  /** The shown one last, so that it lies on top. */
  readonly runs: readonly DrawnRun[];
  readonly subjects: readonly CurveSubject[];
  /** One subject is drawn in all: no colour is needed to tell it from others. */
  readonly alone: boolean;
  /** What stands at a curve's end; '' for nothing. */
  readonly nameOf: (name: EndName) => string;
}

/** What the layers draw. It comes past the chart, whose axes and grid need no redraw when a curve grows within them. */
export const CurvesContext = createContext<DrawnCurves>({ runs: [], subjects: [], alone: true, nameOf: ({ symbol }) => symbol });
