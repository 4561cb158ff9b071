import { useRun, useView } from '../../../store/react.tsx';
import type { RunSlice } from '../../../store/run-store.ts';

/** The last recorded loss of a task, rounded before it is compared, so that a card renders only when the figures change. */
function lastLoss({ history }: RunSlice, task: string): number | null {
  const curve = history.tasks[task];
  if (!curve || history.count === 0) return null;
  const loss = curve.loss.at(history.count - 1);
  return Number.isFinite(loss) ? Number(loss.toPrecision(3)) : null;
}

/** A head's training loss as it goes down; nothing before the first step. */
export function LiveLoss({ task, label }: { readonly task: string; readonly label: string }) {
  const loss = useRun((run) => lastLoss(run, task));
  const language = useView((view) => view.language);
  if (loss === null) return null;
  const figures = new Intl.NumberFormat(language, { maximumSignificantDigits: 3, minimumSignificantDigits: 3 }).format(loss);
  return (
    <div className="ed-card-quiet">
      {label} <span className="ed-figures">{figures}</span>
    </div>
  );
}
