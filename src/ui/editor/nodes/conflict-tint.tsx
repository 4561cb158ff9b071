import { conflictOf } from '../../../core/runs/conflict-window.ts';
import { useConflict, useView } from '../../../store/react.tsx';
import { useTranslation } from '../../common/use-translation.ts';
import './conflict-tint.css';

/** A shared node's conflict: the redder, the larger the share of recent looks in which two tasks pull apart there, which is also written. */
export function ConflictTint({ node }: { readonly node: string }) {
  const { t } = useTranslation();
  const reports = useConflict();
  const language = useView((view) => view.language);
  const negative = conflictOf(reports, node)?.negative ?? Number.NaN;
  if (Number.isNaN(negative)) return null;
  const share = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(negative);
  const label = t('editor.node.conflict', { share });
  return (
    <>
      <span className="ed-conflict" aria-hidden="true" style={{ opacity: negative }} />
      <span
        className="ed-conflict-share ed-figures"
        role="img"
        aria-label={label}
        title={label}
        data-much={negative > 0.5 || undefined}
      >
        {share}
      </span>
    </>
  );
}
