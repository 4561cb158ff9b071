import { currentLoss } from '../../../core/runs/history.ts';
import { useRun, useView } from '../../../store/react.tsx';
import type { RunSlice } from '../../../store/run-store.ts';

/** Rounded before it is compared, so that a card renders only when the figures change. */
function shownLoss({ history }: RunSlice, task: string): number | null {
  const loss = currentLoss(history, task);
  return loss === null ? null : Number(loss.toPrecision(3));
}

/** A head's training loss as it goes down; nothing before the first step of the network that trains. */
export function LiveLoss({ task, label }: { readonly task: string; readonly label: string }) {
  const loss = useRun((run) => shownLoss(run, task));
  const language = useView((view) => view.language);
  if (loss === null) return null;
  const figures = new Intl.NumberFormat(language, { maximumSignificantDigits: 3, minimumSignificantDigits: 3 }).format(loss);
  return (
    <div className="ed-card-quiet">
      {label} <span className="ed-figures">{figures}</span>
    </div>
  );
}
