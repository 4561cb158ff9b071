import { SegmentedControl } from '@mantine/core';
import { useElementSize, useMediaQuery, useViewportSize } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { PacedPane, useHealth, usePending, usePlayground, useRun, useView } from '../../store/react.tsx';
import type { PaneSize, PhonePane } from '../../store/view-state.ts';
import { lazyPane, PaneBoundary, withRareStrings } from '../common/pane-boundary.tsx';
import { turns } from '../common/turns.ts';
import { useTranslation } from '../common/use-translation.ts';
import { Canvas } from '../editor/canvas.tsx';
import { Divider } from './divider.tsx';
import { defaultColumns, hasCurvesBelow, isAcross, leastCanvas, leastColumn, onePane } from './pane-sizes.ts';
import { healthTab } from './results/health.ts';
import { ResultsTabs } from './results/results-tabs.tsx';

// The network comes first; what stands beside it follows by itself.
const DataColumn = lazyPane(async () => (await import('../panels/data-column.tsx')).dataColumn());
const Curves = lazyPane(async () => (await import('../charts/curves.tsx')).Curves);
const Presenting = lazyPane(() => withRareStrings(async () => (await import('./presenting.tsx')).Presenting));
const PendingBar = lazyPane(async () => (await import('./pending-bar.tsx')).PendingBar);

/** The part of the height that the curves have at first. */
const usualCurves = 0.46;

/** Where what is said and done about edits has its place: over the canvas, or at the end of a pane and in view. */
function Pending({ over }: { readonly over: 'canvas' | 'pane' }) {
  const pending = usePending();
  // Where nothing is under way, «Train» takes the edit over.
  const underWay = useRun(({ history }) => history.status.state === 'running');
  return pending === 'none' || !underWay ? null : <PendingBar over={over} />;
}

/** What the panes were left at, in pixels, and the part of the height that the curves have; null: nobody has moved them. */
function usePanes() {
  const { view } = usePlayground();
  const [{ columns, rows }, setPanes] = useState(view.getState().panes);
  const pixels = (size: PaneSize | undefined): number | null =>
    typeof size === 'string' && size.endsWith('px') ? Number.parseFloat(size) : null;
  const share = typeof rows[0] === 'string' && rows[0].endsWith('%') ? Number.parseFloat(rows[0]) / 100 : null;
  return {
    data: pixels(columns[0]),
    training: pixels(columns[2]),
    share,
    /** Back at their usual widths, they follow the window again. */
    moveColumns: (data: number, training: number, usual: { readonly data: number; readonly training: number }) =>
      setPanes((panes) => ({
        ...panes,
        columns: data === usual.data && training === usual.training ? [] : [`${data}px`, '100%', `${training}px`],
      })),
    moveRows: (curves: number) => setPanes((panes) => ({ ...panes, rows: [`${curves * 100}%`, `${(1 - curves) * 100}%`] })),
    /** From here on they are found again. */
    keep: () =>
      setPanes((panes) => {
        view.setPanes(panes);
        return panes;
      }),
  };
}

/** Curves above, tabs below. */
function Insights({
  share,
  onShare,
  onEnd,
}: {
  readonly share: number;
  readonly onShare: (share: number) => void;
  readonly onEnd: () => void;
}) {
  const { t } = useTranslation();
  const { ref, height } = useElementSize<HTMLDivElement>();
  const curves = Math.round(height * share);
  return (
    <div ref={ref} className="rows" style={{ gridTemplateRows: `${share * 100}% auto minmax(0, 1fr)` }}>
      <PacedPane order={turns.curves}>
        <Curves />
      </PacedPane>
      <Divider
        label={t('app.resize.curves')}
        pane="above"
        size={curves}
        least={Math.round(height * 0.2)}
        most={Math.round(height * 0.8)}
        usual={Math.round(height * usualCurves)}
        onSize={(size) => onShare(size / Math.max(1, height))}
        onEnd={onEnd}
      />
      <PacedPane order={turns.results}>
        <ResultsTabs />
      </PacedPane>
    </div>
  );
}

function Desktop() {
  const { t } = useTranslation();
  const { width } = useViewportSize();
  const panes = usePanes();
  const window_ = width || window.innerWidth;
  const usual = defaultColumns(window_);
  // As long as no hand has moved them, the columns follow the window; one that was moved leaves the network some room.
  const most = (other: number): number => Math.max(leastColumn.training, window_ - other - leastCanvas);
  const data = panes.data ?? usual.data;
  const training = Math.min(panes.training ?? usual.training, most(Math.min(data, window_ / 3)));
  return (
    <div className="columns" style={{ gridTemplateColumns: `${data}px auto minmax(0, 1fr) auto ${training}px` }}>
      <section className="column scroll" aria-label={t('app.columns.data')} hidden={data === 0}>
        <DataColumn />
      </section>
      <Divider
        label={t('app.resize.data')}
        pane="left"
        size={data}
        least={leastColumn.data}
        most={Math.min(640, most(training))}
        usual={usual.data}
        closes
        onSize={(size) => panes.moveColumns(size, training, usual)}
        onEnd={panes.keep}
      />
      <main className="column" id="canvas" tabIndex={-1} aria-label={t('app.columns.canvas')}>
        <PacedPane order={turns.canvas}>
          <PaneBoundary>
            <Canvas />
          </PaneBoundary>
        </PacedPane>
        <Pending over="canvas" />
      </main>
      <Divider
        label={t('app.resize.training')}
        pane="right"
        size={training}
        least={leastColumn.training}
        most={most(data)}
        usual={usual.training}
        closes
        onSize={(size) => panes.moveColumns(data, size, usual)}
        onEnd={panes.keep}
      />
      <section className="column" aria-label={t('app.columns.training')} hidden={training === 0}>
        <Insights share={panes.share ?? usualCurves} onShare={panes.moveRows} onEnd={panes.keep} />
      </section>
    </div>
  );
}

/**
 * On a phone the network is never seen beside a tab: as long as «Health» is the tab that was chosen, what it began to measure is measured on, for the
 * marks on the cards.
 */
function HealthOnCanvas() {
  const { health } = usePlayground();
  const wanted = useView(({ tab }) => tab === healthTab.id);
  const begun = useHealth().length > 0;
  useEffect(() => (wanted && begun ? health.watch() : undefined), [health, wanted, begun]);
  return null;
}

const phonePanes = ['data', 'canvas', 'training'] as const satisfies readonly PhonePane[];

function Phone() {
  const { t } = useTranslation();
  const { view } = usePlayground();
  const pane = useView((state) => state.phonePane);
  const { width, height } = useViewportSize();
  const curvesBelow = hasCurvesBelow({ width, height });
  const across = isAcross({ width, height });
  return (
    <div className="phone" data-across={across || undefined}>
      <SegmentedControl
        fullWidth
        orientation={across ? 'vertical' : 'horizontal'}
        radius={0}
        value={pane}
        onChange={(value) => view.set({ phonePane: phonePanes.find((id) => id === value) ?? 'canvas' })}
        data={phonePanes.map((id) => ({ value: id, label: t(`app.panes.${id}`) }))}
      />
      <main className="column scroll phone-pane" id="canvas" tabIndex={-1} data-pane={pane} aria-label={t(`app.columns.${pane}`)}>
        {pane === 'data' ? <DataColumn /> : null}
        {pane === 'canvas' ? (
          <PaneBoundary>
            <Canvas />
            <HealthOnCanvas />
          </PaneBoundary>
        ) : null}
        {pane === 'canvas' && curvesBelow ? (
          <div className="tablet-curves">
            <Curves />
          </div>
        ) : null}
        {pane === 'training' ? (
          <>
            <div className="phone-curves">
              <Curves />
            </div>
            <ResultsTabs />
          </>
        ) : null}
        <Pending key={pane} over={pane === 'canvas' ? 'canvas' : 'pane'} />
      </main>
    </div>
  );
}

/** Three columns; on a narrow screen one at a time; for a projector few, and large. */
export function Workbench() {
  const narrow = useMediaQuery(`(max-width: ${onePane - 1}px)`, false, { getInitialValueInEffect: false });
  const presenting = useView((view) => view.presenting);
  return narrow ? <Phone /> : presenting ? <Presenting /> : <Desktop />;
}
