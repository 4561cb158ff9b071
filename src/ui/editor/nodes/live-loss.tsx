import { effective } from '../../../core/runs/columns/effective.ts';
import { currentLoss } from '../../../core/runs/history.ts';
import { rowsIn } from '../../../core/runs/kept-steps.ts';
import { seriesOf } from '../../../core/runs/recorded.ts';
import { useRun, useView } from '../../../store/react.tsx';
import type { RunSlice } from '../../../store/run-store.ts';

/** Rounded before it is compared, so that a card renders only when the figures change. */
function shownLoss({ history }: RunSlice, task: string): number | null {
  const loss = currentLoss(history, task);
  return loss === null ? null : Number(loss.toPrecision(3));
}

/** The weight that a balancing method gave a task in the last step; null where none has a say. */
function shownWeight({ history: { recorded, status } }: RunSlice, task: string): number | null {
  const series = seriesOf(recorded, effective.id, task);
  const last = series && status.step > recorded.appliedAt ? rowsIn(recorded.kept) - 1 : -1;
  const value = series?.at(last) ?? Number.NaN;
  return Number.isFinite(value) ? Number(value.toPrecision(2)) : null;
}

/** How much a head's task counted in the last step, where a method decides that. */
export function LiveWeight({ task, label }: { readonly task: string; readonly label: string }) {
  const weight = useRun((run) => shownWeight(run, task));
  const language = useView((view) => view.language);
  if (weight === null) return null;
  const figures = new Intl.NumberFormat(language, { maximumSignificantDigits: 2 }).format(weight);
  return (
    <span className="ed-head-weight ed-figures" title={label}>
      ×{figures}
    </span>
  );
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
