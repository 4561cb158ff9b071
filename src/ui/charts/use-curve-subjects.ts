import { useMemo } from 'react';
import { loss } from '../../core/runs/columns/loss.ts';
import { columnInfo } from '../../core/runs/columns/registry.ts';
import { useProject, useRun, useView } from '../../store/react.tsx';
import type { LoadedTask } from '../common/loaded-tasks.ts';
import type { Quantity } from './curve-lines.ts';
import { type CurveSubject, subjectsOf } from './curve-subjects.ts';

/** Ids of the further columns that the run has, as one text, so that it is equal as long as they are. */
const furtherColumns = (columns: Readonly<Record<string, unknown>>): string =>
  Object.keys(columns)
    .filter((id) => id !== loss.id && columnInfo(id))
    .join(' ');

/** What can be drawn beside losses and metrics, in the order of the registry's ids in the run. */
export function useFurtherColumns(): readonly string[] {
  const ids = useRun(({ history }) => furtherColumns(history.recorded.columns));
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
  const column = options.column !== null && further.includes(options.column) ? options.column : null;
  const keys = useRun(({ history }) => (column === null ? '' : Object.keys(history.recorded.columns[column] ?? {}).join(' ')));
  const subjects = useMemo(() => {
    const shown = tasks.map(({ task }) => task).filter(({ id }) => !options.hiddenTasks.includes(id));
    const info = column === null ? loss : (columnInfo(column) ?? loss);
    const known = column === null ? shown.map(({ id }) => id) : keys.split(' ');
    return subjectsOf({ info, keys: known, tasks: shown, document, language });
  }, [tasks, options.hiddenTasks, column, keys, document, language]);
  return { quantity: column ?? options.quantity, subjects };
}
