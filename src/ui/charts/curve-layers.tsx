import { useContext } from 'react';
import { useXAxisScale, useYAxisScale } from 'recharts';
import { assertNever } from '../../core/util/assert-never.ts';
import type { TaskIdentity } from '../common/task-identity.ts';
import type { CurveLine } from './curve-lines.ts';
import { curvePath, type Scale, spread } from './curve-path.ts';
import { CurvesContext } from './curves-context.ts';

/** The most points of a line that are drawn as dots too. */
const mostDots = 40;

/** The axes of the chart around this layer, as plain functions; null before the chart has measured itself. */
function useScales(): { x: Scale; y: Scale } | null {
  const x = useXAxisScale();
  const y = useYAxisScale();
  if (!x || !y) return null;
  const numeric =
    (scale: NonNullable<typeof x>): Scale =>
    (value) => {
      const place = scale(value);
      return typeof place === 'number' ? place : undefined;
    };
  return { x: numeric(x), y: numeric(y) };
}

function lineLook({ role }: CurveLine, { color, dash }: TaskIdentity) {
  switch (role) {
    case 'raw':
      return { stroke: color, strokeWidth: 1, strokeOpacity: 0.35 };
    case 'smoothed':
      return { stroke: color, strokeWidth: 2.2 };
    case 'validation':
      return { stroke: color, strokeWidth: 1.6, strokeDasharray: dash === '' ? '5 4' : dash };
    default:
      return assertNever(role);
  }
}

/**
 * The curves as bare SVG paths on the chart's own axes: a redraw sets one attribute per curve. recharts' Line costs about a hundred times
 * as much (it measures and animates every line), which at ten redraws a second would leave no frames for the canvas.
 */
export function CurvePaths() {
  const { lines, identityOf } = useContext(CurvesContext);
  const scales = useScales();
  if (!scales) return null;
  return (
    <g fill="none" strokeLinejoin="round">
      {lines.map((line) => (
        <g key={`${line.task}-${line.role}`} className={`curve curve-${line.role}`} {...lineLook(line, identityOf(line.task))}>
          <path d={curvePath(line.points, scales.x, scales.y)} />
          {line.role === 'validation' && line.points.length <= mostDots
            ? line.points.map((point) => (
                <circle
                  key={point.x}
                  cx={scales.x(point.x)}
                  cy={scales.y(point.y)}
                  r={2.2}
                  strokeDasharray="none"
                  fill={identityOf(line.task).color}
                />
              ))
            : null}
        </g>
      ))}
    </g>
  );
}

/** Every task's name at its curve's end, instead of a legend far away; `room`: the heights where its middle may stand. */
export function EndLabels({ left, room }: { readonly left: number; readonly room: readonly [number, number] }) {
  const { lines, identityOf, names } = useContext(CurvesContext);
  const scales = useScales();
  if (!scales) return null;
  const ends = Object.keys(names).flatMap((task) => {
    const own = lines.filter((line) => line.task === task && line.points.length > 0);
    const line = own.find(({ role }) => role === 'smoothed') ?? own.find(({ role }) => role === 'validation') ?? own[0];
    const end = line?.points.findLast(({ y }) => Number.isFinite(y));
    const height = end && scales.y(end.y);
    return height === undefined || !Number.isFinite(height) ? [] : [{ task, height }];
  });
  const heights = spread(
    ends.map(({ height }) => height),
    13,
    room,
  );
  return (
    <g fontSize={11}>
      {ends.map(({ task }, i) => (
        <text key={task} x={left} y={heights[i]} dominantBaseline="middle" fill={identityOf(task).color}>
          {identityOf(task).symbol} {names[task]}
        </text>
      ))}
    </g>
  );
}
