import { type PointerEvent, useRef, useState } from 'react';
import { CartesianGrid, LineChart, ReferenceLine, XAxis, YAxis } from 'recharts';
import type { RunHistory } from '../../core/runs/history.ts';
import type { Series } from '../../core/runs/series.ts';
import { useProject } from '../../store/react.tsx';
import type { LoadedTask } from '../common/loaded-tasks.ts';
import { identityOf } from '../common/task-identity.ts';
import { formatNumber } from '../common/use-reading-text.ts';
import { useTranslation } from '../common/use-translation.ts';
import { CurvePaths, EndLabels } from './curve-layers.tsx';
import type { CurveLine } from './curve-lines.ts';
import { verticalRange } from './curve-path.ts';
import { CurveTooltip } from './curve-tooltip.tsx';
import { useMarkerText } from './use-marker-text.ts';

const markersShown = 40;
const nameLength = 12;
const axis = { left: 48, bottom: 28, top: 14, right: 92 };
const tick = { fontSize: 11, fill: 'var(--mantine-color-dimmed)' };

export interface CurveChartProps {
  readonly width: number;
  readonly height: number;
  readonly lines: readonly CurveLine[];
  readonly range: readonly [from: number, to: number];
  readonly history: RunHistory;
  readonly tasks: readonly LoadedTask[];
  readonly smoothed: Readonly<Record<string, Series>>;
  readonly logScale: boolean;
  readonly onZoom: (range: readonly [number, number]) => void;
}

/** The plot: axes and grid, curves with their names at their ends, markers as flags, a tooltip at the pointer, zoom by dragging. */
export function CurveChart({ width, height, lines, range, history, tasks, smoothed, logScale, onZoom }: CurveChartProps) {
  const { t } = useTranslation();
  const project = useProject((document) => document);
  const markerText = useMarkerText(tasks);
  const surface = useRef<HTMLDivElement>(null);
  const [hovered, setHovered] = useState<number | null>(null);
  const [dragFrom, setDragFrom] = useState<number | null>(null);

  const [from, last] = range;
  const to = Math.max(last, from + 1);
  const plotWidth = Math.max(1, width - axis.left - axis.right);
  const identity = (task: string) => identityOf(project, task);
  const markers = history.markers
    .toArray()
    .filter(({ step }) => step >= from && step <= to)
    .slice(-markersShown);

  const stepAt = (event: PointerEvent): number | null => {
    const area = surface.current?.getBoundingClientRect();
    if (!area) return null;
    const share = (event.clientX - area.left - axis.left) / plotWidth;
    return share < 0 || share > 1 ? null : Math.round(from + share * (to - from));
  };
  const pixelOf = (step: number): number => axis.left + ((step - from) / (to - from)) * plotWidth;
  const zoomed = dragFrom !== null && hovered !== null && Math.abs(dragFrom - hovered) >= 2;

  return (
    <div
      ref={surface}
      className="curve-surface"
      onPointerMove={(event) => setHovered(stepAt(event))}
      onPointerLeave={() => {
        setHovered(null);
        setDragFrom(null);
      }}
      onPointerDown={(event) => setDragFrom(stepAt(event))}
      onPointerUp={() => {
        if (zoomed) onZoom([Math.min(dragFrom, hovered), Math.max(dragFrom, hovered)]);
        setDragFrom(null);
      }}
    >
      <LineChart
        width={width}
        height={height}
        data={[{ step: from }, { step: to }]}
        margin={{ top: axis.top, right: axis.right, bottom: 4, left: 0 }}
        accessibilityLayer={false}
        title={t('charts.curves.description', { tasks: tasks.map(({ task }) => task.name).join(', '), steps: history.count })}
      >
        <CartesianGrid stroke="var(--line)" strokeDasharray="2 4" vertical={false} />
        <XAxis
          dataKey="step"
          type="number"
          domain={[from, to]}
          allowDataOverflow
          tick={tick}
          stroke="var(--line)"
          height={axis.bottom}
          tickFormatter={(value: number) => String(Math.round(value))}
          label={{ value: t('charts.curves.stepAxis'), position: 'insideBottomRight', offset: 0, ...tick }}
        />
        <YAxis
          width={axis.left}
          type="number"
          scale={logScale ? 'log' : 'linear'}
          domain={[
            ...verticalRange(
              lines.map(({ points }) => points),
              logScale,
            ),
          ]}
          allowDataOverflow
          tick={tick}
          stroke="var(--line)"
          tickFormatter={formatNumber}
        />
        {markers.map((marker) => (
          <ReferenceLine
            key={`${marker.kind}${marker.step}${markerText(marker)}`}
            x={marker.step}
            stroke="var(--mantine-color-dimmed)"
            strokeDasharray="2 3"
            label={{ value: marker.kind === 'best' ? '★' : '⚑', position: 'top', offset: 1, ...tick }}
            className={`marker marker-${marker.kind}`}
          />
        ))}
        <CurvePaths lines={lines} identityOf={identity} />
        <EndLabels
          lines={lines}
          identityOf={identity}
          names={Object.fromEntries(tasks.map(({ task }) => [task.id, task.name.slice(0, nameLength)]))}
          left={width - axis.right}
        />
      </LineChart>
      {hovered === null ? null : (
        <>
          <div className="curve-cursor" style={{ left: pixelOf(hovered), top: axis.top, bottom: axis.bottom + 4 }} />
          {zoomed ? (
            <div
              className="curve-zoom"
              style={{
                left: Math.min(pixelOf(dragFrom), pixelOf(hovered)),
                width: Math.abs(pixelOf(dragFrom) - pixelOf(hovered)),
                top: axis.top,
                bottom: axis.bottom + 4,
              }}
            />
          ) : null}
          <div className="curve-tip" data-side={pixelOf(hovered) > width / 2 ? 'left' : 'right'} style={{ top: axis.top }}>
            <CurveTooltip
              step={hovered}
              history={history}
              tasks={tasks}
              smoothed={smoothed}
              events={markers.filter(({ step }) => Math.abs(pixelOf(step) - pixelOf(hovered)) < 5).map(markerText)}
            />
          </div>
        </>
      )}
    </div>
  );
}
