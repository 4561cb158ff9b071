import { memo } from 'react';
import { CartesianGrid, LineChart, ReferenceLine, XAxis, YAxis } from 'recharts';
import { formatNumber } from '../../core/util/number-text.ts';
import { useTranslation } from '../common/use-translation.ts';
import { CurvePaths, EndLabels } from './curve-layers.tsx';
import { bareBottom, type Frame, margin, ticksOf } from './curve-scales.ts';
import { useAxisUnit } from './use-axis-unit.ts';

const axis = { bottom: 28 };
/** Of a label, in pixels. */
const halfLine = 4;
const tick = { fontSize: 11, fill: 'var(--mantine-color-dimmed)' };

const signs: ReadonlyMap<string, string> = new Map([
  ['best', '★'],
  ['goal', '◎'],
]);

/** What happened at a step. */
export interface Flag {
  readonly step: number;
  readonly kind: string;
  readonly text: string;
}

export interface CurveChartProps extends Frame {
  readonly width: number;
  readonly height: number;
  readonly flags: readonly Flag[];
}

/**
 * Axes, grid and markers as flags, with the curves and their names on them. Rendered when an axis or a flag changes; a curve that grows
 * within its axes renders the layers alone.
 */
export const CurveChart = memo(function CurveChart({ width, height, flags, ...frame }: CurveChartProps) {
  const { t } = useTranslation();
  const unit = useAxisUnit();
  const ticks = ticksOf(frame, width, height, unit.steps);
  const { from, to, low, high, logScale, right, bottom } = frame;
  // The steps are named below the lowest plot alone.
  const named = bottom > bareBottom;
  const axisHeight = named ? axis.bottom : 1;
  return (
    <LineChart
      width={width}
      height={height}
      data={[{ step: from }, { step: to }]}
      margin={{ top: margin.top, right, bottom: bottom - axisHeight, left: 0 }}
      accessibilityLayer={false}
    >
      <CartesianGrid stroke="var(--line)" strokeDasharray="2 4" vertical={false} />
      <XAxis
        dataKey="step"
        type="number"
        domain={[from, to]}
        allowDataOverflow
        ticks={ticks.x}
        interval={0}
        tick={named ? tick : false}
        stroke="var(--line)"
        height={axisHeight}
        tickFormatter={(step: number) => formatNumber(step / unit.steps)}
        {...(named
          ? { label: { value: t(`charts.curves.axes.${unit.axis}`), position: 'insideBottomRight', offset: 0, ...tick } }
          : {})}
      />
      <YAxis
        width={margin.left}
        type="number"
        scale={logScale ? 'log' : 'linear'}
        domain={[low, high]}
        allowDataOverflow
        ticks={ticks.y}
        interval={0}
        tick={tick}
        stroke="var(--line)"
        tickFormatter={formatNumber}
      />
      {flags.map(({ step, kind, text }) => (
        <ReferenceLine
          key={`${kind}${step}${text}`}
          x={step}
          stroke="var(--mantine-color-dimmed)"
          strokeDasharray="2 3"
          label={{ value: signs.get(kind) ?? '⚑', position: 'top', offset: 1, ...tick }}
          className={`marker marker-${kind}`}
        />
      ))}
      <CurvePaths width={width} height={height} {...frame} />
      {/* The last step's number reaches out under them. */}
      <EndLabels
        left={width - right + 6}
        room={[margin.top, height - bottom - halfLine]}
        width={width}
        height={height}
        {...frame}
      />
    </LineChart>
  );
});
