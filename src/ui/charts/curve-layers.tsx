import { memo, useContext } from 'react';
import type { CurveLine } from './curve-lines.ts';
import { beyondPath, curvePath, marksPath, spread } from './curve-path.ts';
import { type Frame, scalesOf } from './curve-scales.ts';
import type { CurveSubject } from './curve-subjects.ts';
import { CurvesContext, type DrawnRun } from './curves-context.ts';
import { chipWidth, namesWithRoom } from './end-names.ts';
import { haloLook, lineLook } from './run-look.ts';

/** The most points of a line that are drawn as dots too. */
const mostDots = 40;

/** The axes that the layers draw on. */
interface Axes extends Frame {
  readonly width: number;
  readonly height: number;
}

interface RunPathsProps extends Axes {
  readonly lines: readonly CurveLine[];
  readonly subjects: readonly CurveSubject[];
  readonly mark: number | null;
  /** What a visitor gave the run. */
  readonly colour: string | null;
  readonly alone: boolean;
}

/** The line of a subject that is drawn strongest. */
function strongest(lines: readonly CurveLine[], subject: string): CurveLine | undefined {
  const own = lines.filter((line) => line.subject === subject && line.points.length > 0);
  return own.find(({ role }) => role === 'smoothed') ?? own.find(({ role }) => role === 'validation') ?? own[0];
}

/** One run's curves; rendered when its lines change or an axis does, not when another run grows. */
const RunPaths = memo(function RunPaths({ lines, subjects, mark, colour, alone, ...axes }: RunPathsProps) {
  const { x, y } = scalesOf(axes, axes.width, axes.height);
  return lines.map((line) => {
    const subject = subjects.find(({ key }) => key === line.subject);
    // Whose steps hurt whom is said of the run that is shown.
    if (!subject || (mark !== null && line.role === 'worse')) return null;
    const own = alone ? colour : null;
    const ground = mark === null ? (own ?? subject.color) : 'var(--surface)';
    const path = line.role === 'worse' ? marksPath(line.points, x, y) : curvePath(line.points, x, y);
    const haloed = colour !== null && !alone && line === strongest(lines, line.subject);
    const beyond = line.role === 'worse' ? '' : beyondPath(line.points, [axes.low, axes.high], x, y);
    return (
      <g
        key={`${line.subject}-${line.role}`}
        className={`curve curve-${line.role}`}
        data-pinned={mark !== null}
        {...lineLook(line.role, subject, mark, own)}
      >
        {haloed ? <path className="run-halo" d={path} {...haloLook(colour)} strokeDasharray="none" /> : null}
        <path d={path} />
        {beyond === '' ? null : <path className="curve-beyond" d={beyond} fill={subject.color} stroke="none" />}
        {line.role === 'validation' && line.points.length <= mostDots
          ? line.points.map((point) => (
              <circle key={point.x} cx={x(point.x)} cy={y(point.y)} r={2.2} strokeDasharray="none" fill={ground} />
            ))
          : null}
      </g>
    );
  });
});

/**
 * The curves as bare SVG paths on the chart's axes: a redraw sets one attribute per curve. recharts' Line costs about a hundred times
 * as much (it measures and animates every line), which at ten redraws a second would leave no frames for the canvas.
 */
export function CurvePaths(axes: Axes) {
  const { runs, subjects, alone } = useContext(CurvesContext);
  return (
    <g fill="none" strokeLinejoin="round">
      {runs.map(({ id, lines, mark, colour }) => (
        <RunPaths key={id} lines={lines} subjects={subjects} mark={mark} colour={colour} alone={alone} {...axes} />
      ))}
    </g>
  );
}

/** Where a run's curve of a subject ends: its last number, of what is drawn strongest. */
function endOf({ lines }: DrawnRun, subject: string): number | undefined {
  return strongest(lines, subject)?.points.findLast(({ y }) => Number.isFinite(y))?.y;
}

/** Of a name at a curve's end, in pixels. */
const nameHeight = 13;

/**
 * A name at a curve's end, instead of a legend far away: the subject's for the shown run, the run's own for a pinned one. Of many runs as many are
 * named as have room.
 */
export function EndLabels({ left, room, ...axes }: Axes & { readonly left: number; readonly room: readonly [number, number] }) {
  const { runs, subjects, nameOf } = useContext(CurvesContext);
  const { y } = scalesOf(axes, axes.width, axes.height);
  const all = runs.flatMap((run) =>
    subjects.flatMap(({ key, symbol, name, color }) => {
      const end = endOf(run, key);
      const height = end === undefined ? undefined : y(end);
      if (height === undefined || !Number.isFinite(height)) return [];
      const whole = { symbol, name: run.mark === null ? name : run.name };
      const text = nameOf(whole);
      const { colour } = run;
      return [{ id: `${run.id} ${key}`, height, color, colour, text, whole: whole.name, shown: run.mark === null }];
    }),
  );
  const ends = namesWithRoom(all, Math.floor((room[1] - room[0]) / nameHeight) + 1);
  const heights = spread(
    ends.map(({ height }) => height),
    nameHeight,
    room,
  );
  return (
    <g fontSize={11}>
      {ends.map(({ id, color, colour, text, whole, shown }, i) => (
        <g key={id}>
          {colour === null ? null : <circle className="run-chip" cx={left + 4} cy={heights[i]} r={4} fill={colour} />}
          <text
            x={colour === null ? left : left + chipWidth}
            y={heights[i]}
            dominantBaseline="middle"
            fill={color}
            fontStyle={shown ? undefined : 'italic'}
          >
            {text}
            {text.endsWith(whole) ? null : <title>{whole}</title>}
          </text>
        </g>
      ))}
    </g>
  );
}
