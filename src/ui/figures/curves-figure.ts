import { formatNumber } from '../../core/util/number-text.ts';
import type { CurveLine } from '../charts/curve-lines.ts';
import { curvePath, verticalRange } from '../charts/curve-path.ts';
import { bareBottom, frameOf, margin, scalesOf, ticksOf } from '../charts/curve-scales.ts';
import type { CurveSubject } from '../charts/curve-subjects.ts';
import { lineLook, runDash } from '../charts/run-look.ts';
import type { FigureColours } from '../common/paper/colours.ts';
import { element, type Figure, fontSize, textElement } from '../common/paper/figure.ts';
import { headOf, type LegendEntry, shortened } from '../common/paper/head.ts';

interface DrawnRun {
  readonly name: string;
  /** null: the shown one. */
  readonly mark: number | null;
  readonly colour: string | null;
  readonly lines: readonly CurveLine[];
}

export interface DrawnPanel {
  /** What its numbers are, with their unit. */
  readonly title: string;
  readonly subjects: readonly CurveSubject[];
  /** The shown one last. */
  readonly runs: readonly DrawnRun[];
  /** Nothing below it is shown. */
  readonly floor: number;
}

export interface CurvesDrawing {
  readonly title: string;
  readonly panels: readonly DrawnPanel[];
  readonly logScale: boolean;
  /** Of the axis that all panels have in common: in steps, so many of which are one of what it counts. */
  readonly range: readonly [from: number, to: number];
  readonly unit: { readonly steps: number; readonly name: string };
  readonly words: { readonly training: string; readonly validation: string };
}

/** Room at the right for half of the last number. */
const right = 16;
const captionHeight = 14;
/** A panel is so high beside the figure's width: one alone, and each of several. */
const shares = { alone: 0.58, each: 0.42 } as const;
const mostDots = 40;

/** Whose lines are there, what kinds of lines, and which runs, each told by what tells it apart. */
function legendOf({ panels, words }: CurvesDrawing, colours: FigureColours): readonly LegendEntry[] {
  const subjects = new Map(panels.flatMap(({ subjects: own }) => own.map((subject) => [subject.key, subject] as const)));
  const runs = panels[0]?.runs ?? [];
  const lines = panels.flatMap(({ runs: all }) => all.flatMap((run) => run.lines));
  const entry = (name: string, dash: string, color = colours.quiet): LegendEntry => ({
    name,
    symbol: '',
    color,
    line: { dash, width: 1.8 },
  });
  const trained = lines.some(({ role }) => role === 'raw' || role === 'smoothed');
  const validated = lines.some(({ role }) => role === 'validation');
  return [
    ...[...subjects.values()].map(({ name, symbol, color, dash }) =>
      symbol === '' ? entry(name, dash, color) : { name, symbol, color, line: { dash: '', width: 2 } },
    ),
    ...(trained && validated ? [entry(words.training, ''), entry(words.validation, '5 4')] : []),
    ...(runs.length > 1
      ? runs.map(({ name, mark, colour }) => entry(name, mark === null ? '' : runDash(mark), colour ?? colours.text))
      : []),
  ];
}

function drawnPanel(
  panel: DrawnPanel,
  { range, unit, logScale }: CurvesDrawing,
  size: { readonly width: number; readonly height: number; readonly last: boolean },
  colours: FigureColours,
): string {
  const { width, height, last } = size;
  const values = panel.runs.flatMap(({ lines }) => lines.map(({ points }) => points));
  const bottom = last ? margin.bottom : bareBottom;
  const look = { logScale, open: false, right, bottom };
  const frame = frameOf(range, verticalRange(values, { logScale, floor: panel.floor }), look);
  const { x, y } = scalesOf(frame, width, height);
  const ticks = ticksOf(frame, width, height, unit.steps);
  const [left, end, floor] = [margin.left, width - right, height - bottom];
  const grid = ticks.y.flatMap((value) => {
    const at = y(value) ?? Number.NaN;
    if (!Number.isFinite(at)) return [];
    return [
      element('path', { d: `M${left} ${at}H${end}`, stroke: colours.line, 'stroke-width': 0.6, 'stroke-dasharray': '2 3' }),
      textElement(formatNumber(value), { x: left - 5, y: at + 3.5, 'text-anchor': 'end', fill: colours.quiet }),
    ];
  });
  const numbers = last
    ? ticks.x.map((step) =>
        textElement(formatNumber(step / unit.steps), {
          x: x(step) ?? left,
          y: floor + 14,
          'text-anchor': 'middle',
          fill: colours.quiet,
        }),
      )
    : [];
  const named = last ? [textElement(unit.name, { x: end, y: floor + 27, 'text-anchor': 'end', fill: colours.quiet })] : [];
  const curves = panel.runs.flatMap(({ lines, mark, colour }) =>
    lines.flatMap((line) => {
      const subject = panel.subjects.find(({ key }) => key === line.subject);
      if (!subject || line.role === 'worse') return [];
      const own = panel.subjects.length === 1 ? colour : null;
      const { stroke, strokeWidth, strokeOpacity, strokeDasharray } = lineLook(line.role, subject, mark, own);
      const color = colours.resolved(stroke);
      const dots = line.role === 'validation' && line.points.length <= mostDots && mark === null ? line.points : [];
      return [
        element('path', {
          d: curvePath(line.points, x, y),
          fill: 'none',
          stroke: color,
          'stroke-width': strokeWidth,
          'stroke-opacity': strokeOpacity,
          'stroke-dasharray': strokeDasharray,
          'stroke-linejoin': 'round',
        }),
        ...dots.map((point) => element('circle', { cx: x(point.x), cy: y(point.y), r: 1.8, fill: color })),
      ];
    }),
  );
  const axes = element('path', {
    d: `M${left} ${margin.top}V${floor}H${end}`,
    fill: 'none',
    stroke: colours.cardLine,
    'stroke-width': 0.8,
  });
  return [...grid, axes, ...numbers, ...named, ...curves].join('\n');
}

/** Curves as a figure that is `width` units wide: a title, a legend of tasks, kinds of lines and runs, and a panel for every axis. */
export function curvesFigure(drawing: CurvesDrawing, width: number, colours: FigureColours): Figure {
  const head = headOf(drawing.title, legendOf(drawing, colours), width, colours);
  const share = drawing.panels.length === 1 ? shares.alone : shares.each;
  const each = Math.round(Math.min(width * share, 260));
  let top = head.bottom;
  const parts = drawing.panels.map((panel, i) => {
    const last = i === drawing.panels.length - 1;
    const caption = textElement(shortened(panel.title, width - margin.left), {
      x: margin.left - 40,
      y: top + captionHeight - 3,
      fill: colours.quiet,
    });
    const height = last ? each + margin.bottom - bareBottom : each;
    const plot = drawnPanel(panel, drawing, { width, height, last }, colours);
    const placed = element('g', { transform: `translate(0 ${top + captionHeight - 6})` }, `\n${plot}\n`);
    top += captionHeight - 6 + height;
    return `${caption}\n${placed}`;
  });
  return { width, height: Math.ceil(top + 4), body: [head.body, ...parts].join('\n'), smallest: fontSize.text };
}
