import { SegmentedControl, Splitter } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { usePending, usePlayground, useRun, useView } from '../../store/react.tsx';
import type { PhonePane } from '../../store/view-state.ts';
import { lazyPane, PaneBoundary } from '../common/pane-boundary.tsx';
import { useTranslation } from '../common/use-translation.ts';
import { Canvas } from '../editor/canvas.tsx';
import { ResultsTabs } from './results/results-tabs.tsx';

// The network comes first; what stands beside it follows by itself.
const DataColumn = lazyPane(async () => (await import('../panels/data-column.tsx')).DataColumn);
const Curves = lazyPane(async () => (await import('../charts/curves.tsx')).Curves);
const PendingBar = lazyPane(async () => (await import('./pending-bar.tsx')).PendingBar);

/** Where what is said and done about edits has its place: over the canvas, or at the end of a pane and in view. */
function Pending({ over }: { readonly over: 'canvas' | 'pane' }) {
  const pending = usePending();
  const trained = useRun(({ history }) => history.status.step > 0 || history.status.state === 'running');
  return pending === 'none' || !trained ? null : <PendingBar over={over} />;
}

function Desktop() {
  const { t } = useTranslation();
  const { view } = usePlayground();
  // Only where the hand leaves the handles counts; in between the splitter keeps its own sizes.
  const { columns, rows } = view.getState().panes;
  return (
    <Splitter
      className="columns"
      withHandle={false}
      lineSize={1}
      handleColor="var(--line)"
      attributes={{ handle: { 'aria-label': t('app.resize.columns') } }}
      onResizeEnd={(_, sizes) => view.setPanes({ columns: sizes })}
    >
      <Splitter.Pane defaultSize={columns[0] ?? '288px'} min="232px" max="480px">
        <section className="column scroll" aria-label={t('app.columns.data')}>
          <DataColumn />
        </section>
      </Splitter.Pane>
      <Splitter.Pane defaultSize={columns[1] ?? '100%'} min="20%">
        <main className="column" id="canvas" aria-label={t('app.columns.canvas')}>
          <PaneBoundary>
            <Canvas />
          </PaneBoundary>
          <Pending over="canvas" />
        </main>
      </Splitter.Pane>
      <Splitter.Pane defaultSize={columns[2] ?? '416px'} min="320px" max="720px">
        <section className="column" aria-label={t('app.columns.training')}>
          <Splitter
            orientation="vertical"
            className="rows"
            withHandle={false}
            lineSize={1}
            handleColor="var(--line)"
            attributes={{ handle: { 'aria-label': t('app.resize.curves') } }}
            onResizeEnd={(_, sizes) => view.setPanes({ rows: sizes })}
          >
            <Splitter.Pane defaultSize={rows[0] ?? '46%'} min="20%">
              <Curves />
            </Splitter.Pane>
            <Splitter.Pane defaultSize={rows[1] ?? '54%'} min="20%">
              <ResultsTabs />
            </Splitter.Pane>
          </Splitter>
        </section>
      </Splitter.Pane>
    </Splitter>
  );
}

const phonePanes = ['data', 'canvas', 'training'] as const satisfies readonly PhonePane[];

function Phone() {
  const { t } = useTranslation();
  const { view } = usePlayground();
  const pane = useView((state) => state.phonePane);
  return (
    <div className="phone">
      <SegmentedControl
        fullWidth
        radius={0}
        value={pane}
        onChange={(value) => view.set({ phonePane: phonePanes.find((id) => id === value) ?? 'canvas' })}
        data={phonePanes.map((id) => ({ value: id, label: t(`app.panes.${id}`) }))}
      />
      <main className="column scroll phone-pane" data-pane={pane} aria-label={t(`app.columns.${pane}`)}>
        {pane === 'data' ? <DataColumn /> : null}
        {pane === 'canvas' ? (
          <PaneBoundary>
            <Canvas />
          </PaneBoundary>
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

/** Three columns; on a narrow screen one at a time. */
export function Workbench() {
  const narrow = useMediaQuery('(max-width: 899px)', false, { getInitialValueInEffect: false });
  return narrow ? <Phone /> : <Desktop />;
}
