import { Text } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useMemo } from 'react';
import { lastStep, type Recorded } from '../../core/runs/recorded.ts';
import { useProject, useRun, useView } from '../../store/react.tsx';
import { arriving } from '../common/arriving.tsx';
import type { LoadedTask } from '../common/loaded-tasks.ts';
import { useTranslation } from '../common/use-translation.ts';
import type { Flag } from './curve-chart.tsx';
import { verticalRange } from './curve-path.ts';
import { bareBottom, frameOf, margin, plotWidth } from './curve-scales.ts';
import { endNames } from './end-names.ts';
import { useCurveSubjects } from './use-curve-subjects.ts';
import { useMarkerText } from './use-marker-text.ts';
import { usePanels } from './use-panels.ts';
import { stepsOf, usePlottedRuns } from './use-plotted-runs.ts';

// What draws is not there before there is something to draw.
const CurveSurfaces = arriving(async () => (await import('./curve-surfaces.tsx')).CurveSurfaces);

const flagsShown = 40;

/** What an empty plot says: what will be drawn, and when. */
const emptyText = (quantity: string, steps: number) =>
  quantity !== 'metric' ? 'empty' : steps === 0 ? 'emptyMetricFirst' : 'emptyMetric';

/** Where the document's epochs end, which a run that goes on has passed. */
function useGoal(): Flag | null {
  const { t } = useTranslation();
  const epochs = useProject(({ training }) => training.epochs);
  const perEpoch = useRun(({ history }) => history.prepared?.stepsPerEpoch ?? null);
  return useMemo(
    () =>
      perEpoch === null ? null : { step: epochs * perEpoch, kind: 'goal', text: t('charts.curves.markers.goal', { epochs }) },
    [t, epochs, perEpoch],
  );
}

/** The newest markers within a range, in words, and the goal; the same list as long as the markers are the same. */
function useFlags({ markers }: Recorded, tasks: readonly LoadedTask[], from: number, to: number): readonly Flag[] {
  const markerText = useMarkerText(tasks);
  const goal = useGoal();
  return useMemo(() => {
    const within = ({ step }: { readonly step: number }): boolean => step >= from && step <= to;
    const flags = markers
      .toArray()
      .filter(within)
      .slice(-flagsShown)
      .map((marker): Flag => ({ step: marker.step, kind: marker.kind, text: markerText(marker) }));
    return goal && within(goal) ? [...flags, goal] : flags;
  }, [markers, markerText, goal, from, to]);
}

/** Above a panel of metrics, and the least that its plot may have, in pixels. */
const titleHeight = 18;
const leastHeight = 70;

/**
 * The plot: axes and grid, curves with their names at their ends, markers as flags, a table of what stands at a step, zoom by dragging. The one
 * part of the page that is drawn anew with every report of a run.
 */
export function CurvePlot(props: {
  readonly tasks: readonly LoadedTask[];
  readonly zoom: readonly [number, number] | null;
  readonly onZoom: (range: readonly [number, number] | null) => void;
}) {
  const { tasks, zoom, onZoom } = props;
  const { t } = useTranslation();
  const recorded = useRun(({ history }) => history.recorded);
  const running = useRun(({ history }) => history.status.state === 'running');
  const options = useView((view) => view.curves);
  const plotted = usePlottedRuns();
  const { quantity, subjects } = useCurveSubjects(tasks);
  const { ref, width, height } = useElementSize();
  const panels = usePanels(quantity, subjects, tasks);

  const { smoothing, showRaw, showValidation, normalised } = options;
  const range = zoom ?? stepsOf(plotted);
  const { room: right, textOf } = endNames(
    [
      ...plotted.flatMap((run) =>
        subjects.map(({ symbol, name }) => ({
          symbol,
          name: run.mark === null ? name : run.name,
          chip: run.colour !== null,
        })),
      ),
    ],
    width,
  );
  const logScale = options.logScale && quantity === 'loss';
  // As long as the shown run is within a longer one there is room for its next steps.
  const open = zoom === null && running && lastStep(recorded) >= range[1];
  const drawn = panels.map(({ key, subjects: own, metrics, title, floor }, i) => {
    const runs = plotted.map(({ id, name, mark, colour, recorded: record, drawing }) => ({
      id,
      name,
      mark,
      colour,
      lines: drawing.lines(
        {
          recorded: record,
          subjects: own.map((subject) => subject.key),
          quantity,
          metrics,
          // The single steps of several runs would hide one another.
          showRaw: showRaw && mark === null,
          showValidation,
          normalised,
          smoothing,
          range,
          width: plotWidth(width, { right }),
        },
        key,
      ),
    }));
    const curves = runs.flatMap(({ lines }) => lines.map(({ points }) => points));
    const bottom = i === panels.length - 1 ? margin.bottom : bareBottom;
    const frame = frameOf(range, verticalRange(curves, { logScale, floor }), { logScale, open, right, bottom });
    return { key, subjects: own, title, runs, frame };
  });
  const [first] = drawn;
  const flags = useFlags(recorded, tasks, first?.frame.from ?? 1, first?.frame.to ?? 1);
  const titles = panels.filter(({ title }) => title !== null).length * titleHeight;
  // The lowest one has the steps below it.
  const each = Math.max(leastHeight, (height - titles - margin.bottom + bareBottom) / Math.max(1, drawn.length));
  const heights = drawn.map((_, i) => Math.floor(i === drawn.length - 1 ? each + margin.bottom - bareBottom : each));

  return (
    <div ref={ref} className="curves-plot" data-testid="curves" data-steps={recorded.count}>
      {drawn.every(({ runs }) => runs.every(({ lines }) => lines.length === 0)) ? (
        <Text size="sm" c="dimmed" p="sm">
          {t(`charts.curves.${emptyText(quantity, recorded.count)}`)}
        </Text>
      ) : (
        <CurveSurfaces
          panels={drawn.map((panel, i) => ({ ...panel, height: heights[i] ?? 0 }))}
          width={width}
          nameOf={textOf}
          runs={plotted}
          quantity={quantity}
          subjects={subjects}
          tasks={tasks}
          flags={flags}
          zoomed={zoom !== null}
          onZoom={onZoom}
        />
      )}
    </div>
  );
}
