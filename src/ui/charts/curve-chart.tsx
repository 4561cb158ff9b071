import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CartesianGrid, Line, LineChart, ReferenceArea, ReferenceDot, ReferenceLine, Tooltip, XAxis, YAxis } from 'recharts';
import type { RunHistory } from '../../core/runs/history.ts';
import type { Marker } from '../../core/runs/protocol.ts';
import type { Series } from '../../core/runs/series.ts';
import { assertNever } from '../../core/util/assert-never.ts';
import { useProject } from '../../store/react.tsx';
import type { LoadedTask } from '../common/loaded-tasks.ts';
import { identityOf, type TaskIdentity } from '../common/task-identity.ts';
import { formatNumber } from '../common/use-reading-text.ts';
import type { CurveLine } from './curve-lines.ts';
import { CurveTooltip } from './curve-tooltip.tsx';

const markersShown = 40;

function lineLook(line: CurveLine, { color, dash }: TaskIdentity) {
  switch (line.role) {
    case 'raw':
      return { stroke: color, strokeWidth: 1, strokeOpacity: 0.35, dot: false };
    case 'smoothed':
      return { stroke: color, strokeWidth: 2.2, dot: false };
    case 'validation':
      return {
        stroke: color,
        strokeWidth: 1.6,
        strokeDasharray: dash === '' ? '5 4' : dash,
        dot: line.points.length <= 40 ? { r: 2.5, fill: color, strokeDasharray: '' } : false,
      };
    default:
      return assertNever(line.role);
  }
}

function useMarkerText(tasks: readonly LoadedTask[]): (marker: Marker) => string {
  const { t } = useTranslation();
  return (marker) => {
    switch (marker.kind) {
      case 'taskWeight': {
        const name = tasks.find(({ task }) => task.id === marker.task)?.task.name ?? marker.task;
        return t('charts.curves.markers.taskWeight', { task: name, weight: formatNumber(marker.weight) });
      }
      case 'learningRate':
        return t('charts.curves.markers.learningRate', { rate: formatNumber(marker.learningRate) });
      case 'best':
        return t('charts.curves.markers.best');
      case 'applied':
        return t('charts.curves.markers.applied');
      default:
        return assertNever(marker);
    }
  };
}

const stepOf = (label: unknown): number | null => {
  const step = Math.round(Number(label));
  return label !== undefined && label !== null && Number.isFinite(step) ? step : null;
};

export interface CurveChartProps {
  readonly width: number;
  readonly height: number;
  readonly lines: readonly CurveLine[];
  readonly range: readonly [number, number];
  readonly history: RunHistory;
  readonly tasks: readonly LoadedTask[];
  readonly smoothed: Readonly<Record<string, Series>>;
  readonly logScale: boolean;
  readonly onZoom: (range: readonly [number, number]) => void;
}

/** The plot itself: lines with their names at their ends, markers as flags, a tooltip, and zoom by dragging. */
export function CurveChart({ width, height, lines, range, history, tasks, smoothed, logScale, onZoom }: CurveChartProps) {
  const { t } = useTranslation();
  const project = useProject((document) => document);
  const markerText = useMarkerText(tasks);
  const [drag, setDrag] = useState<readonly [number, number] | null>(null);
  const markers = history.markers
    .toArray()
    .filter(({ step }) => step >= range[0] && step <= range[1])
    .slice(-markersShown);

  const endOf = (task: string): { x: number; y: number } | null => {
    const own = lines.filter((line) => line.task === task && line.points.length > 0);
    const line = own.find(({ role }) => role === 'smoothed') ?? own.find(({ role }) => role === 'validation') ?? own[0];
    return line?.points.findLast(({ y }) => Number.isFinite(y)) ?? null;
  };
  const finishDrag = (): void => {
    if (drag && Math.abs(drag[1] - drag[0]) >= 2) onZoom([Math.min(...drag), Math.max(...drag)]);
    setDrag(null);
  };

  return (
    <LineChart
      width={width}
      height={height}
      margin={{ top: 12, right: 76, bottom: 4, left: 0 }}
      accessibilityLayer
      title={t('charts.curves.description', { tasks: tasks.map(({ task }) => task.name).join(', '), steps: history.count })}
      onMouseDown={({ activeLabel }) => {
        const step = stepOf(activeLabel);
        if (step !== null) setDrag([step, step]);
      }}
      onMouseMove={({ activeLabel }) => {
        const step = stepOf(activeLabel);
        if (drag && step !== null) setDrag([drag[0], step]);
      }}
      onMouseUp={finishDrag}
      onMouseLeave={() => setDrag(null)}
    >
      <CartesianGrid stroke="var(--line)" strokeDasharray="2 4" vertical={false} />
      <XAxis
        dataKey="x"
        type="number"
        domain={[range[0], Math.max(range[1], range[0] + 1)]}
        allowDataOverflow
        tick={{ fontSize: 11, fill: 'var(--mantine-color-dimmed)' }}
        stroke="var(--line)"
        height={28}
        tickFormatter={(value: number) => String(Math.round(value))}
        label={{
          value: t('charts.curves.stepAxis'),
          position: 'insideBottomRight',
          offset: 0,
          fontSize: 11,
          fill: 'var(--mantine-color-dimmed)',
        }}
      />
      <YAxis
        width={48}
        scale={logScale ? 'log' : 'linear'}
        domain={logScale ? ['auto', 'auto'] : [(low: number) => Math.min(0, low), 'auto']}
        allowDataOverflow={logScale}
        tick={{ fontSize: 11, fill: 'var(--mantine-color-dimmed)' }}
        stroke="var(--line)"
        tickFormatter={formatNumber}
      />
      <Tooltip
        isAnimationActive={false}
        content={({ label }) => {
          const step = stepOf(label);
          return step === null ? null : <CurveTooltip step={step} history={history} tasks={tasks} smoothed={smoothed} />;
        }}
      />
      {markers.map((marker) => (
        <ReferenceLine
          key={`${marker.kind}${marker.step}${markerText(marker)}`}
          x={marker.step}
          stroke="var(--mantine-color-dimmed)"
          strokeDasharray="2 3"
          label={{
            value: marker.kind === 'best' ? '★' : '⚑',
            position: 'top',
            fontSize: 11,
            fill: 'var(--mantine-color-dimmed)',
            offset: 0,
          }}
          className={`marker marker-${marker.kind}`}
        />
      ))}
      {lines.map((line) => (
        <Line
          key={`${line.task}-${line.role}`}
          data={[...line.points]}
          dataKey="y"
          type="linear"
          isAnimationActive={false}
          activeDot={false}
          className={`curve curve-${line.role}`}
          {...lineLook(line, identityOf(project, line.task))}
        />
      ))}
      {tasks.map(({ task }) => {
        const end = endOf(task.id);
        const { color, symbol } = identityOf(project, task.id);
        return end ? (
          <ReferenceDot
            key={task.id}
            x={end.x}
            y={end.y}
            r={2.5}
            fill={color}
            stroke="none"
            label={{ value: `${symbol} ${task.name.slice(0, 9)}`, position: 'right', fontSize: 11, fill: color }}
          />
        ) : null;
      })}
      {drag && drag[0] !== drag[1] ? <ReferenceArea x1={Math.min(...drag)} x2={Math.max(...drag)} fillOpacity={0.15} /> : null}
    </LineChart>
  );
}
