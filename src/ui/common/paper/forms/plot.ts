import { type Axis, type Frame, framed, rangeOf } from '../axes.ts';
import type { FigureColours } from '../colours.ts';
import { border, element, type Figure, fontSize, textElement } from '../figure.ts';
import type { Drawn, FigureForm } from '../form.ts';
import { headOf, type LegendEntry, noteEntries, shortened } from '../head.ts';
import { labelsAt } from '../labels.ts';
import { letterSize, symbolAt } from '../symbols.ts';

export interface PlotPoint {
  readonly x: number;
  readonly y: number;
  /** Beside it. */
  readonly label?: string;
  /** Of a dot, in units; a usual one where it is left out. */
  readonly size?: number;
  /** How full a dot is, 0 … 1. */
  readonly tone?: number;
}

export interface PlotSeries {
  /** In the legend; '' for none. */
  readonly name: string;
  /** Of its task, or of its dots; '' for circles. */
  readonly symbol: string;
  readonly color: string;
  readonly dash?: string;
  readonly look: 'line' | 'dots' | 'both';
  /** It stands back behind the others. */
  readonly faint?: boolean;
  readonly points: readonly PlotPoint[];
}

export interface PlotPanel {
  /** '' where the figure's title says it. */
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly PlotSeries[];
  /** Lines that points are held against. */
  readonly guides?: readonly ('diagonal' | 'zero')[];
  /** Both axes are drawn equally long; with `true`, in the same scale too. */
  readonly square?: boolean;
}

/** Lines and dots over two axes of numbers, in one panel or several. */
export interface PlotDrawing extends Drawn {
  readonly form: 'plot';
  readonly panels: readonly PlotPanel[];
  /** Further entries of the legend. */
  readonly notes?: readonly string[];
}

const gap = 12;
/** Panels stand beside one another where each has at least so much. */
const least = { square: 128, wide: 210 } as const;
const captionHeight = 14;
const dotSize = 3;

function entryOf({ name, symbol, color, dash, look }: PlotSeries): LegendEntry {
  const line = look === 'dots' ? null : { dash: dash ?? '', width: 1.8 };
  return { name, symbol: look === 'line' ? symbol : symbol || '●', color, line };
}

/** Of series with a name that says more than its sign, each name once. */
const legendOf = (series: readonly PlotSeries[]): readonly LegendEntry[] => [
  ...new Map(series.filter(({ name, symbol }) => name !== '' && name !== symbol).map((one) => [one.name, entryOf(one)])).values(),
];

/** One for all panels; what is drawn in a colour of its own in each of them has none there. */
function sharedLegend(panels: readonly PlotPanel[], colours: FigureColours): readonly LegendEntry[] {
  const all = panels.map(({ series }) => legendOf(series));
  return (all[0] ?? []).map((entry, i) => {
    const alike = all.every((own) => own[i]?.color === entry.color);
    return alike ? entry : { ...entry, color: colours.text, symbol: entry.symbol === '' ? '' : '●' };
  });
}

function drawn({ symbol, color, dash, look, faint, points }: PlotSeries, frame: Frame, colours: FigureColours): string {
  const fill = colours.resolved(color);
  const placed = points.flatMap((point) => {
    const [x, y] = [frame.x(point.x), frame.y(point.y)];
    return x === null || y === null ? [] : [{ point, x, y }];
  });
  const opacity = faint ? 0.45 : undefined;
  const line =
    look === 'dots' || placed.length === 0
      ? ''
      : element('path', {
          d: `M${placed.map(({ x, y }) => `${x.toFixed(2)} ${y.toFixed(2)}`).join('L')}`,
          fill: 'none',
          stroke: fill,
          'stroke-width': faint ? 1.2 : 1.8,
          'stroke-dasharray': dash || undefined,
          'stroke-linejoin': 'round',
        });
  const dots =
    look === 'line'
      ? []
      : placed.map(({ point, x, y }) => {
          const shown = symbolAt(symbol || '●', x, y, fill, point.size ?? dotSize);
          return point.tone === undefined ? shown : element('g', { opacity: 0.25 + 0.75 * point.tone }, shown);
        });
  return element('g', { opacity }, [line, ...dots].filter((part) => part !== '').join('\n') || ' ');
}

function guide(kind: 'diagonal' | 'zero', frame: Frame, colours: FigureColours): string {
  const zero = frame.y(0) ?? frame.bottom;
  const d =
    kind === 'diagonal'
      ? `M${frame.left.toFixed(2)} ${frame.bottom.toFixed(2)}L${frame.right.toFixed(2)} ${frame.top.toFixed(2)}`
      : `M${frame.left.toFixed(2)} ${zero.toFixed(2)}H${frame.right.toFixed(2)}`;
  return element('path', { d, stroke: colours.quiet, 'stroke-width': 0.8, 'stroke-dasharray': '4 3' });
}

function panelAt(
  panel: PlotPanel,
  place: { readonly left: number; readonly top: number; readonly width: number; readonly legend: boolean },
  colours: FigureColours,
): { readonly body: string; readonly bottom: number } {
  let { top } = place;
  const parts: string[] = [];
  if (panel.title !== '') {
    top += captionHeight;
    const at = { x: place.left, y: top - 4, 'font-size': fontSize.text, 'font-weight': 600 };
    parts.push(textElement(shortened(panel.title, place.width, 1.08), at));
  }
  if (place.legend) {
    const own = headOf('', legendOf(panel.series), place.width + 2 * border, colours);
    parts.push(
      element('g', { transform: `translate(${(place.left - border).toFixed(2)} ${(top - border).toFixed(2)})` }, own.body || ' '),
    );
    top += own.bottom - border;
  }
  if (panel.y.name !== '') {
    top += captionHeight;
    parts.push(
      textElement(shortened(panel.y.name, place.width), {
        x: place.left,
        y: top - 5,
        'font-size': fontSize.small,
        fill: colours.quiet,
      }),
    );
  }
  const points = panel.series.flatMap((series) => series.points);
  const spans = {
    x: rangeOf(
      panel.x,
      points.map(({ x }) => x),
    ),
    y: rangeOf(
      panel.y,
      points.map(({ y }) => y),
    ),
  };
  const frame = framed(
    {
      left: place.left,
      top: top + 3,
      width: place.width,
      heightOf: (width) => (panel.square ? Math.min(width, 260) : Math.min(Math.max(72, width * 0.55), 220)),
    },
    { x: { ...panel.x, span: spans.x }, y: { ...panel.y, span: spans.y } },
    colours,
  );
  parts.push(frame.body, ...(panel.guides ?? []).map((kind) => guide(kind, frame, colours)));
  // What stands back is drawn first.
  const ordered = panel.series.toSorted((a, b) => Number(b.faint ?? false) - Number(a.faint ?? false));
  parts.push(...ordered.map((series) => drawn(series, frame, colours)));
  const named = points.flatMap(({ x, y, label, size = dotSize }) => {
    const place = { x: frame.x(x), y: frame.y(y) };
    return label === undefined || place.x === null || place.y === null ? [] : [{ x: place.x, y: place.y, size, text: label }];
  });
  parts.push(labelsAt(named, frame, colours));
  return { body: parts.filter((part) => part !== '').join('\n'), bottom: frame.end };
}

export const plotForm: FigureForm<PlotDrawing> = {
  form: 'plot',
  figure({ title, panels, notes = [] }, width, colours): Figure {
    const names = panels.map(({ series }) =>
      legendOf(series)
        .map(({ name }) => name)
        .join('\n'),
    );
    const shared = new Set(names).size <= 1;
    const legend = [...(shared ? sharedLegend(panels, colours) : []), ...noteEntries(notes, width, colours)];
    const head = headOf(title, legend, width, colours);
    const room = width - 2 * border;
    const wanted = panels.every(({ square }) => square) ? least.square : least.wide;
    const columns = Math.max(1, Math.min(panels.length, Math.floor((room + gap) / (wanted + gap))));
    const each = (room - (columns - 1) * gap) / columns;
    const parts = [head.body];
    let top = head.bottom;
    for (let first = 0; first < panels.length; first += columns) {
      const row = panels.slice(first, first + columns).map((panel, i) => {
        const alone = panels.length === 1 && panel.square;
        // One square alone as wide as a page would be as high.
        const own = alone ? Math.min(each, 300) : each;
        return panelAt(panel, { left: border + i * (each + gap) + (each - own) / 2, top, width: own, legend: !shared }, colours);
      });
      parts.push(...row.map(({ body }) => body));
      top = Math.max(top, ...row.map(({ bottom }) => bottom)) + gap / 2;
    }
    const smallest = Math.min(
      fontSize.small,
      ...panels.flatMap(({ series }) =>
        series.flatMap(({ look, symbol, points }) =>
          look === 'line' || symbol === '' ? [] : points.map(({ size = dotSize }) => letterSize(symbol, size)),
        ),
      ),
    );
    return { width, height: Math.ceil(top + 2), body: parts.join('\n'), smallest };
  },
};
