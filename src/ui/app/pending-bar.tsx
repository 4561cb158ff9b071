import { Button } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { structureKey } from '../../core/project/structure.ts';
import { useDerived, usePlayground } from '../../store/react.tsx';
import { useTranslation } from '../common/use-translation.ts';
import './pending-bar.css';

/** A field that the bar would lie over is brought out from under it; nothing else moves. */
function clearOfFocus(bar: HTMLElement | null): void {
  const field = document.activeElement;
  if (!bar || !field || field === document.body) return;
  const [own, other] = [bar.getBoundingClientRect(), field.getBoundingClientRect()];
  if (other.bottom > own.top && other.top < own.bottom) field.scrollIntoView({ block: 'nearest' });
}

/**
 * The canvas is ahead of the run: training goes on as it was until the visitor applies the edit or takes it back. One line over what is
 * edited, so that nothing moves under the hand.
 */
export function PendingBar({ over }: { readonly over: 'canvas' | 'pane' }) {
  const { t } = useTranslation();
  const { actions, project, run } = usePlayground();
  const { trainable } = useDerived();
  const revert = (): void => {
    const { loaded } = run.getState();
    if (loaded === null) return;
    const target = structureKey(loaded);
    while (structureKey(project.getState().project) !== target && project.temporal.getState().pastStates.length > 0)
      project.undo();
  };
  return (
    <div className="pending" data-over={over} ref={over === 'pane' ? clearOfFocus : null}>
      <div className="pending-bar" role="status" data-testid="pending">
        <IconPencil size={16} aria-hidden="true" className="pending-icon" />
        <span className="pending-message">{t(trainable ? 'app.pending.message' : 'app.pending.blocked')}</span>
        <span className="pending-brief">{t(trainable ? 'app.pending.brief' : 'app.pending.briefBlocked')}</span>
        <Button size="compact-xs" disabled={!trainable} title={t('app.pending.help')} onClick={actions.apply}>
          {t('app.pending.apply')}
        </Button>
        <Button size="compact-xs" variant="default" onClick={revert}>
          {t('app.pending.revert')}
        </Button>
      </div>
    </div>
  );
}
