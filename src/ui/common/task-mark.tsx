import { useProject } from '../../store/react.tsx';
import { taskIdentity, taskIndex } from './task-identity.ts';

/** The symbol of a task in its colour. The name stands beside it wherever there is room; elsewhere `label` is read out. */
export function TaskMark({ task, label }: { readonly task: string; readonly label?: string }) {
  const { color, symbol } = taskIdentity(useProject((project) => taskIndex(project, task)));
  return label === undefined ? (
    <span aria-hidden="true" className="task-mark" style={{ color }}>
      {symbol}
    </span>
  ) : (
    <span role="img" aria-label={label} title={label} className="task-mark" style={{ color }}>
      {symbol}
    </span>
  );
}
