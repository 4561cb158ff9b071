import { useMemo } from 'react';
import { effective } from '../../core/runs/columns/effective.ts';
import { loss } from '../../core/runs/columns/loss.ts';
import { columnInfo } from '../../core/runs/columns/registry.ts';
import { ownValue } from '../../core/util/own-value.ts';
import { useProject, useRun, useView } from '../../store/react.tsx';
import type { LoadedTask } from '../common/loaded-tasks.ts';
import { type Quantity, weightIds } from './curve-lines.ts';
import { type CurveSubject, furtherColumns, subjectsOf } from './curve-subjects.ts';

/** What can be drawn beside losses and metrics, in the order of the registry's ids in the run. */
export function useFurtherColumns(): readonly string[] {
  // As one text, so that it is equal as long as they are.
  const ids = useRun(({ history }) => furtherColumns(history.recorded).join(' '));
  return useMemo(() => ids.split(' ').filter((id) => id !== ''), [ids]);
}

/** The quantity that is drawn, and whose: a further column that this run has not is none. */
export function useCurveSubjects(tasks: readonly LoadedTask[]): {
  readonly quantity: Quantity;
  readonly subjects: readonly CurveSubject[];
} {
  const options = useView((view) => view.curves);
  const language = useView((view) => view.language);
  const document = useProject((project) => project);
  const further = useFurtherColumns();
  // Of weights, those that acted where a method had a say in them.
  const wanted =
    options.column !== null && weightIds.has(options.column) && further.includes(effective.id) ? effective.id : options.column;
  const column = wanted !== null && further.includes(wanted) ? wanted : null;
  const keys = useRun(({ history }) =>
    column === null ? '' : Object.keys(ownValue(history.recorded.columns, column) ?? {}).join(' '),
  );
  const subjects = useMemo(() => {
    const shown = tasks.map(({ task }) => task).filter(({ id }) => !options.hiddenTasks.includes(id));
    const info = column === null ? loss : (columnInfo(column) ?? loss);
    const known = column === null ? shown.map(({ id }) => id) : keys.split(' ');
    return subjectsOf({ info, keys: known, tasks: shown, document, language });
  }, [tasks, options.hiddenTasks, column, keys, document, language]);
  return { quantity: column ?? options.quantity, subjects };
}
