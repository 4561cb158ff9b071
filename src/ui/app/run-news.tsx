import { Button, CloseButton, Paper } from '@mantine/core';
import { useEffect, useState } from 'react';
import { usePlayground, useRunNews } from '../../store/react.tsx';
import type { RunNews } from '../../store/runs/resumable-run.ts';
import { useTranslation } from '../common/use-translation.ts';
import './run-news.css';

/** How long it is shown, unless it is pointed at or has the focus, in ms. */
const staysMs = { left: 20_000, restored: 8000 };

function Words({ news }: { readonly news: RunNews }) {
  const { t } = useTranslation();
  const { actions } = usePlayground();
  if (news.type === 'restored') return <span>{t('app.runNews.restored', news.run)}</span>;
  const { epoch, kept } = news.run;
  return (
    <>
      <span>{t('app.runNews.left', { epoch, step: kept.checkpoint.step })}</span>
      <Button size="compact-xs" variant="subtle" onClick={actions.bringBack}>
        {t('app.runNews.undo')}
      </Button>
    </>
  );
}

/** That a run was restored, or gave way to another one and can be brought back. Lies over the page, so that nothing moves. */
export function RunNewsBar() {
  const { t } = useTranslation();
  const { runNews } = usePlayground();
  const { news, closed } = useRunNews();
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (news === null || closed || held) return;
    const timer = setTimeout(() => runNews.setState({ closed: true }), staysMs[news.type]);
    return () => clearTimeout(timer);
  }, [news, closed, held, runNews]);
  const hold = { onPointerEnter: () => setHeld(true), onPointerLeave: () => setHeld(false) };
  return (
    <div className="run-news" role="status" {...hold} onFocus={() => setHeld(true)} onBlur={() => setHeld(false)}>
      {news === null || closed ? null : (
        <Paper className="run-news-box" shadow="md" withBorder data-testid="run-news" data-type={news.type}>
          <Words news={news} />
          <CloseButton size="sm" aria-label={t('common.close')} onClick={() => runNews.setState({ closed: true })} />
        </Paper>
      )}
    </div>
  );
}
