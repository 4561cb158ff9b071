import { SegmentedControl } from '@mantine/core';
import { useEffect } from 'react';
import { usePlayground, useView } from '../../store/react.tsx';
import { Curves } from '../charts/curves.tsx';
import { lessonHost } from '../common/lesson-host.ts';
import { PaneBoundary } from '../common/pane-boundary.tsx';
import { useTranslation } from '../common/use-translation.ts';
import { Canvas } from '../editor/canvas.tsx';
import { DataColumn } from '../panels/data-column.tsx';
import { LeavePresenting } from './leave-presenting.tsx';
import { leavesBy, setPresenting } from './present.ts';
import './presenting.css';
import { ResultsTabs } from './results/results-tabs.tsx';

/** What has a use of its own for Escape. */
const owners =
  'input, textarea, select, [contenteditable="true"], [role="menu"], [role="listbox"], [role="dialog"], .curve-overlay';

/** Escape leaves, unless something is open, selected or typed in. */
function useLeaving(): void {
  const playground = usePlayground();
  useEffect(() => {
    const { view } = playground;
    const onKey = ({ key, target }: KeyboardEvent): void => {
      const owned = target instanceof Element && target.closest(owners);
      if (owned || document.querySelector('[role="menu"]') || !leavesBy(key, view.getState())) return;
      setPresenting(playground, false);
    };
    // Before whatever takes the selection back by the same key.
    document.addEventListener('keydown', onKey, true);
    return () => document.removeEventListener('keydown', onKey, true);
  }, [playground]);
}

/** For a projector: the network as large as it can be, beside it the curves, and the lesson that is played. What else there is stands below the curves, or in their place. */
export function Presenting() {
  const { t } = useTranslation();
  const { view } = usePlayground();
  const data = useView(({ phonePane }) => phonePane === 'data');
  useLeaving();
  return (
    <div className="presenting">
      <main className="column" id="canvas" tabIndex={-1} aria-label={t('app.columns.canvas')}>
        <PaneBoundary>
          <Canvas />
        </PaneBoundary>
      </main>
      <div className="presenting-side">
        <div className="presenting-enlarged">
          <div className="presenting-head">
            <SegmentedControl
              fullWidth
              radius={0}
              value={data ? 'data' : 'training'}
              onChange={(value) => view.set({ phonePane: value === 'data' ? 'data' : 'training' })}
              data={(['training', 'data'] as const).map((id) => ({ value: id, label: t(`app.panes.${id}`) }))}
            />
            <LeavePresenting />
          </div>
          <section
            className="column scroll presenting-pane"
            aria-label={t(data ? 'app.columns.data' : 'app.columns.training')}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keyboard
            tabIndex={0}
          >
            {data ? (
              <DataColumn />
            ) : (
              <>
                <div className="presenting-curves">
                  <Curves />
                </div>
                <ResultsTabs />
              </>
            )}
          </section>
          <div ref={lessonHost.join} className="lesson-host" />
        </div>
      </div>
    </div>
  );
}
