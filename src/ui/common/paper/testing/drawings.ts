import { taskIdentity } from '../../task-identity.ts';
import type { Drawing } from '../figure-of.ts';
import type { PlotPoint } from '../forms/plot.ts';

const wave = (count: number, shift: number): readonly PlotPoint[] =>
  Array.from({ length: count }, (_, i) => ({ x: 10 * i, y: Math.cos(i / 5 + shift) }));

const label = (name: string, place: number) => ({ name, ...taskIdentity(place) });

/** `text` behind every name: a charmless visitor's. */
export const sampleDrawings = (text = ''): readonly Drawing[] => [
  {
    form: 'plot',
    title: `Trade-off${text}`,
    panels: [
      {
        title: '',
        x: { name: `Digit: accuracy ↑${text}` },
        y: { name: 'Group: loss ↓' },
        series: [
          {
            name: `on the front${text}`,
            symbol: '●',
            color: 'var(--task-0)',
            dash: '4 3',
            look: 'both',
            points: [
              { x: 0.91, y: 0.31, label: `Equal weights${text}` },
              { x: 0.94, y: 0.35, label: 'PCGrad' },
              { x: 0.972, y: 0.52, label: 'Uncertainty weighting' },
            ],
          },
          {
            name: 'dominated',
            symbol: '○',
            color: 'var(--mantine-color-dimmed)',
            look: 'dots',
            points: [{ x: 0.9, y: 0.6, label: 'MGDA' }],
          },
        ],
      },
    ],
  },
  {
    form: 'plot',
    title: `How every pair agreed${text}`,
    panels: (['Direction (cosine)', 'Length (similarity)'] as const).map((name, panel) => ({
      title: '',
      x: { name: 'step' },
      y: { name, range: [panel - 1, 1] as const },
      guides: ['zero'] as const,
      series: [0, 1, 2].map((i) => ({
        name: `Digit and Group ${i}${text}`,
        ...taskIdentity(i),
        symbol: '●▲',
        look: 'line' as const,
        points: wave(60, i + panel),
      })),
    })),
  },
  {
    form: 'plot',
    title: `Attacks by their strength${text}`,
    panels: [0, 1, 2].map((place) => ({
      title: `Task ${place}${text}`,
      x: { name: 'Strength ε' },
      y: { name: 'accuracy (%)' },
      series: [
        { name: 'under attack', ...taskIdentity(place), dash: '', look: 'both' as const, points: wave(6, place) },
        {
          name: 'random noise',
          symbol: '',
          color: 'var(--mantine-color-dimmed)',
          dash: '4 3',
          look: 'line' as const,
          points: wave(6, 1),
        },
      ],
    })),
  },
  {
    form: 'plot',
    title: `Gradient norm of every layer${text}`,
    panels: [
      {
        title: '',
        x: { name: 'step' },
        y: { name: 'Gradient norm', log: true },
        series: [1e-4, 0.1, 0].map((scale, i) => ({
          name: `Dense ${i}${text}`,
          symbol: '',
          color: taskIdentity(i).color,
          look: 'line' as const,
          points: Array.from({ length: 40 }, (_, step) => ({ x: step, y: scale * (2 + Math.sin(step)) })),
        })),
      },
    ],
  },
  {
    form: 'plot',
    title: `Coloured by Digit${text}`,
    panels: [
      {
        title: '',
        square: true,
        x: { name: '', bare: true, range: [-2, 2] },
        y: { name: '', bare: true, range: [-2, 2] },
        series: ['0', '1', '○', `even${text}`].map((name, i) => ({
          name,
          symbol: i < 2 ? name : i === 2 ? '○' : '▲',
          color: taskIdentity(i).color,
          look: 'dots' as const,
          points: Array.from({ length: 60 }, (_, k) => ({
            x: Math.cos(i * 1.7) + 0.5 * Math.sin(7.3 * k),
            y: Math.sin(i * 1.7) + 0.5 * Math.cos(3.1 * k),
            ...(k === 0 ? { x: Number.NaN } : {}),
          })),
        })),
      },
    ],
  },
  {
    form: 'plot',
    title: `Calibration: ECE 3.1%${text}`,
    panels: [
      {
        title: '',
        square: true,
        x: { name: 'probability of the answer', range: [0, 1] },
        y: { name: 'share that is right', range: [0, 1] },
        guides: ['diagonal'],
        series: [
          {
            name: '',
            symbol: '●',
            color: 'var(--task-1)',
            look: 'both',
            points: [0.35, 0.55, 0.75, 0.98].map((x, i) => ({ x, y: x - 0.1 + i * 0.03, size: 2 + i })),
          },
        ],
      },
    ],
  },
  {
    form: 'plot',
    title: `Residuals${text}`,
    panels: [
      {
        title: '',
        x: { name: 'prediction (mm)' },
        y: { name: 'truth − prediction (mm)' },
        guides: ['zero'],
        series: [
          {
            name: '',
            symbol: '●',
            color: 'var(--task-2)',
            look: 'dots',
            points: Array.from({ length: 200 }, (_, i) => ({
              x: 3000 + 40 * i,
              y: 300 * Math.sin(i * 1.3),
              size: 1.6,
              tone: 0.4,
            })),
          },
        ],
      },
    ],
  },
  {
    form: 'matrix',
    title: `Confusion of Digit on the validation split${text}`,
    ...square(10, (i) => ({ name: `${i}${text}`, symbol: '', color: 'var(--task-0)' })),
    rowsName: 'truth',
    columnsName: 'predicted',
  },
  {
    form: 'matrix',
    title: `Confusion of Language${text}`,
    ...square(27, (i) => ({ name: `${['Norwegian', 'Luxembourgish', 'Czech'][i % 3]}${text}`, symbol: '', color: '' })),
    rowsName: 'truth',
    columnsName: 'predicted',
  },
  {
    form: 'matrix',
    title: `Direction (cosine)${text}`,
    rows: ['Digit', 'Group of digits', 'Curved'].map((name, i) => label(`${name}${text}`, i)),
    columns: ['Digit', 'Group of digits', 'Curved'].map((name, i) => label(`${name}${text}`, i)),
    rowsName: '',
    columnsName: '',
    color: 'var(--together)',
    cells: [0, 1, 2].map((row) =>
      [0, 1, 2].map((column) => {
        const share = Math.cos(2.4 * (row + column));
        return row === column ? null : { text: share.toFixed(2), share, below: (share / 2).toFixed(2) };
      }),
    ),
  },
  {
    form: 'matrix',
    title: `Which column serves which task${text}`,
    bars: true,
    rows: ['Flipper length', 'Body mass', 'Bill depth', `Island${text}`].map((name) => ({ name, symbol: '', color: '' })),
    columns: ['Species', 'Sex'].map((name, i) => label(`${name}${text}`, i)),
    rowsName: '',
    columnsName: '',
    color: 'var(--task-0)',
    cells: [0.9, 0.4, 0.1, Number.NaN].map((share, i) =>
      [0, 1].map((column) => ({
        text: Number.isFinite(share) ? `${(30 * share).toFixed(1)}%` : '–',
        share: share / (1 + i * column),
        color: taskIdentity(column).color,
      })),
    ),
  },
  {
    form: 'parallel',
    title: `The search so far, best first${text}`,
    axes: [
      { name: `learningRate${text}`, top: '0.1', bottom: '0.0001' },
      { name: 'balancing', top: 'PCGrad', bottom: 'equal', between: [{ place: 0.5, text: `uncertainty${text}` }] },
      { name: 'Digit (accuracy)', top: '0.98', bottom: '0.61' },
      { name: 'Group (loss)', top: '0.2', bottom: '0.9' },
    ],
    lines: Array.from({ length: 9 }, (_, i) => ({
      name: `Configuration ${i}${text}`,
      strong: i === 0,
      places: [i / 8, ((i * 5) % 3) / 2, i === 3 ? null : 1 - i / 9, i === 4 ? Number.NaN : Math.abs(Math.sin(i))],
    })),
  },
  {
    form: 'intervals',
    title: `Differences to what is compared with${text}`,
    words: { dot: 'one seed', band: 'what the test does not rule out', line: '95 % t interval' },
    groups: [
      { name: 'All tasks (Δm)', symbol: '', color: '', ends: ['−6.1 %', '+6.1 %'] as const },
      { name: `Digit (accuracy)${text}`, symbol: '●', color: 'var(--task-0)', ends: ['−0.02', '+0.02'] as const },
    ].map((group) => ({
      ...group,
      rows: (['helps', 'hurts', 'cannot tell'] as const).map((verdict, i) => ({
        name: `Together, method ${i}${text}`,
        verdict,
        band: [i === 2 ? 2 : 30 + 50 * i, i === 2 ? 198 : 90 + 50 * i] as const,
        t: i === 2 ? null : ([40 + 50 * i, 80 + 50 * i] as const),
        dots: [50 + 40 * i, 60 + 45 * i, 55 + 50 * i],
      })),
    })),
  },
  {
    form: 'landscape',
    title: `A landscape of two losses${text}`,
    reach: 10,
    grounds: (['plain', 'dashed'] as const).map((look, k) => ({
      name: `loss ${k + 1}${text}`,
      look,
      contours: Array.from({ length: 8 }, (_, i) => [
        Array.from({ length: 41 }, (__, j) => [
          4 - 8 * k + (i + 1) * Math.cos((j * Math.PI) / 20),
          -3 + (i + 1) * Math.sin((j * Math.PI) / 20),
        ]).flat(),
      ]),
    })),
    front: { name: 'Pareto front', line: [-7, -8.5, 0, -8.2, 7, -8.5] },
    starts: [
      { name: 'A', x: -8.5, y: 7.5 },
      { name: 'B', x: 0, y: 0 },
    ],
    walks: ['Equal weights', 'CAGrad'].map((method, i) => ({
      method: `${method}${text}`,
      ...taskIdentity(i),
      paths: [Array.from({ length: 100 }, (_, j) => [-8.5 + (j * (10 + 4 * i)) / 100, 7.5 - (16 * j) / 100]).flat(), []],
    })),
  },
  {
    form: 'maps',
    title: `Predictions over the plane${text}`,
    maps: [0, 1].map((place) => ({
      ...label(`Task ${place}${text}`, place),
      cells: 40,
      field: Array.from({ length: 1600 }, (_, i) => (place === 0 ? (i % 40) / 39 : Math.floor(i / 40) / 39)),
      points: Array.from({ length: 60 }, (_, i) => ({ x: (i * 0.37) % 1, y: (i * 0.73) % 1, share: i % 2 })),
    })),
  },
];

/** A matrix of classes, of which most stand on the diagonal. */
function square(
  size: number,
  labelOf: (i: number) => { readonly name: string; readonly symbol: string; readonly color: string },
) {
  const labels = Array.from({ length: size }, (_, i) => labelOf(i));
  const count = (row: number, column: number): number => (row === column ? 87 : (row * 7 + column * 3) % 5);
  return {
    rows: labels,
    columns: labels,
    color: 'var(--task-0)',
    cells: labels.map((_, row) =>
      labels.map((__, column) => ({ text: String(count(row, column)), share: count(row, column) / 100 })),
    ),
  };
}
