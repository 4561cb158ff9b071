import { useMemo, useState } from 'react';
import type { Project } from '../../core/project/schema.ts';
import { lastStep, type Recorded } from '../../core/runs/recorded.ts';
import { rescaled } from '../../core/runs/rescaled.ts';
import type { RunIdentity, RunRecord } from '../../core/runs/run-record.ts';
import { ownValue } from '../../core/util/own-value.ts';
import { useLaidRuns, useRun } from '../../store/react.tsx';
import { useTranslation } from '../common/use-translation.ts';
import { runColour } from './run-colours.ts';
import { RunDrawing } from './run-drawing.ts';
import { useAxisUnit } from './use-axis-unit.ts';

/** What a run is called: its name, or its number as long as it has none. */
export function useRunName(): (run: Pick<RunIdentity, 'name' | 'number'>) => string {
  const { t } = useTranslation();
  return ({ name, number }) => name || t('charts.runs.numbered', { number });
}

/** Whether a kept run has a place among the curves of a document: it learned a task of the same data. */
export const comparable = ({ document, recorded }: RunRecord, shown: Project | null): boolean =>
  shown !== null &&
  document.data.dataset === shown.data.dataset &&
  shown.tasks.some(({ id }) => ownValue(recorded.columns.loss ?? {}, id) !== undefined);

/** A run in the plot, with what is remembered of its drawing. */
export interface PlottedRun {
  readonly id: string;
  readonly name: string;
  /** null: the shown one. */
  readonly mark: number | null;
  /** What a visitor gave it, as CSS. */
  readonly colour: string | null;
  readonly recorded: Recorded;
  readonly drawing: RunDrawing;
}

/** The steps that any of the runs has. */
export function stepsOf(runs: readonly PlottedRun[]): readonly [number, number] {
  const begun = runs.map(({ recorded }) => recorded).filter(({ count }) => count > 0);
  if (begun.length === 0) return [1, 1];
  return [Math.min(...begun.map(({ firstStep }) => firstStep)), Math.max(...begun.map(lastStep))];
}

/** The runs that are drawn: the pinned ones that are not hidden and can be compared, then the shown one, which lies on top. */
export function usePlottedRuns(): readonly PlottedRun[] {
  const nameOf = useRunName();
  const recorded = useRun(({ history }) => history.recorded);
  const loaded = useRun((run) => run.loaded);
  const { shown, kept, hidden, marks, colours } = useLaidRuns();
  const { factorOf } = useAxisUnit();
  const [drawings] = useState(() => new Map<string, RunDrawing>());
  const drawingOf = (id: string): RunDrawing => {
    const drawing = drawings.get(id) ?? new RunDrawing();
    drawings.set(id, drawing);
    return drawing;
  };
  const colourOf = (id: string): string | null => runColour(ownValue(colours, id) ?? null);
  const beside = useMemo(() => kept.filter((run) => !hidden.includes(run.id) && comparable(run, loaded)), [kept, hidden, loaded]);
  for (const id of drawings.keys()) if (id !== shown.id && !kept.some((run) => run.id === id)) drawings.delete(id);
  return [
    ...beside.flatMap((run) => {
      // Where a run has no place on the axis, it is not drawn.
      const factor = factorOf(run.id);
      if (factor === null) return [];
      return [
        {
          id: run.id,
          name: nameOf(run),
          mark: ownValue(marks, run.id) ?? 0,
          colour: colourOf(run.id),
          recorded: rescaled(run.recorded, factor),
          drawing: drawingOf(run.id),
        },
      ];
    }),
    { id: shown.id, name: nameOf(shown), mark: null, colour: colourOf(shown.id), recorded, drawing: drawingOf(shown.id) },
  ];
}
