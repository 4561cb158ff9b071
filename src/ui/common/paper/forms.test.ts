import { describe, expect, it } from 'vitest';
import { figureColours } from './colours.ts';
import { type Figure, pointsOf, svgFile, unitsOf } from './figure.ts';
import { type Drawing, figureOf } from './figure-of.ts';
import { figureForms } from './registry.ts';
import { sampleDrawings } from './testing/drawings.ts';
import { barForm } from './testing/made-up-form.ts';

const light = figureColours('light');
const dark = figureColours('dark');
const drawings = sampleDrawings();
const at8 = (drawing: Drawing): Figure => figureOf(drawing, unitsOf(8), light);

/** No numbers, and what a file cannot resolve. */
const faults = /NaN|Infinity|undefined|null|var\(|color-mix|="-?[\d.]+e/g;

/** What a figure writes, and how large, in points. */
const textsOf = ({ body }: Figure) =>
  Array.from(body.matchAll(/<text([^>]*)>([^<]*)<\/text>/g), ([, look = '', text = '']) => ({
    text,
    points: pointsOf(Number(/font-size="([\d.]+)"/.exec(look)?.[1] ?? 11)),
  }));

it('every form of the registry has a sample here, under an id of its own', () => {
  const ids = figureForms.map(({ form }) => form);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(drawings.map(({ form }) => form))).toEqual(new Set(ids));
});

describe.each(drawings.map((drawing) => [drawing.title, drawing] as const))('%s', (title, drawing) => {
  it('is read in a column of 8 cm, where the figure says how small its smallest text is', () => {
    const figure = at8(drawing);
    const sizes = textsOf(figure).map(({ points }) => points);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(5.5);
    expect(pointsOf(figure.smallest)).toBeLessThanOrEqual(Math.min(...sizes) + 1e-6);
    expect(pointsOf(figure.smallest)).toBeGreaterThanOrEqual(5.5);
    expect(
      textsOf(figure)
        .map(({ text }) => text)
        .join(' ')
        .replaceAll('&amp;', '&'),
    ).toContain(title.split(' ')[0]);
  });

  it.each([8, 16])('has a size, and nothing that is no number or no colour of a file, in %i cm', (centimetres) => {
    for (const colours of [light, dark]) {
      const { body, width, height } = figureOf(drawing, unitsOf(centimetres), colours);
      expect([width, height].every((size) => Number.isFinite(size) && size > 40)).toBe(true);
      expect(height).toBeLessThan(2.2 * width);
      expect(body.match(faults)).toBeNull();
    }
  });

  it('stays within its size', () => {
    const { body, width, height } = at8(drawing);
    const numbers = (name: string) =>
      Array.from(body.matchAll(new RegExp(` ${name}="(-?[\\d.]+)"`, 'g')), ([, value]) => Number(value));
    expect(Math.max(...numbers('x'), ...numbers('cx'))).toBeLessThanOrEqual(width);
    expect(Math.max(...numbers('y'), ...numbers('cy'))).toBeLessThanOrEqual(height);
  });

  it('is drawn in the colours of either theme', () => {
    const [day, night] = [light, dark].map((colours) =>
      svgFile(figureOf(drawing, unitsOf(8), colours), { title, colours, font: '' }),
    );
    expect(day).toContain(light.surface);
    expect(night).toContain(dark.surface);
    for (const colour of [light.text, light.quiet, light.line]) expect(night).not.toContain(`"${colour}"`);
  });
});

it('names are written as text, whatever they hold', () => {
  for (const drawing of sampleDrawings(' <script>"&\u0000')) {
    const file = svgFile(at8(drawing), { title: drawing.title, colours: light, font: '' });
    expect(file.includes('<script') || file.includes('\u0000')).toBe(false);
    expect(file.match(/&(?!amp;|lt;|gt;|quot;|#)/)).toBeNull();
  }
});

it('a legend names what is drawn', () => {
  const written = (title: string): readonly string[] => {
    const drawing = drawings.find((one) => one.title === title);
    return drawing ? textsOf(at8(drawing)).map(({ text }) => text) : [];
  };
  expect(written('Trade-off')).toEqual(expect.arrayContaining(['on the front', 'dominated', 'Equal weights', 'PCGrad', 'MGDA']));
  expect(written('How every pair agreed')).toEqual(expect.arrayContaining(['Digit and Group 0', 'Digit and Group 2', 'step']));
  expect(written('A landscape of two losses')).toEqual(
    expect.arrayContaining(['CAGrad', 'loss 1', 'loss 2', 'Pareto front', 'A', 'B']),
  );
  expect(written('Differences to what is compared with')).toEqual(
    expect.arrayContaining(['one seed', '95 % t interval', '+0.02']),
  );
});

it('panels whose series differ have a legend each, others one', () => {
  const count = (drawing: Drawing, name: string): number => textsOf(at8(drawing)).filter(({ text }) => text === name).length;
  const [attacks] = drawings.filter(({ title }) => title.startsWith('Attacks'));
  if (attacks?.form !== 'plot') throw new Error('no sample');
  expect(count(attacks, 'random noise')).toBe(1);
  const [first, ...others] = attacks.panels;
  const differing = { ...attacks, panels: first ? [{ ...first, series: first.series.slice(0, 1) }, ...others] : [] };
  expect(count(differing, 'random noise')).toBe(2);
});

it('a matrix of many classes leaves its numbers out where they could not be read, and stays readable by its labels', () => {
  const [large] = drawings.filter(({ title }) => title.endsWith('Language'));
  if (!large) throw new Error('no sample');
  const texts = textsOf(at8(large)).map(({ text }) => text);
  expect(texts.filter((text) => /^\d+$/.test(text))).toEqual([]);
  expect(texts.filter((text) => text.startsWith('Luxem')).length).toBe(18);
});

it('what has no values has axes all the same', () => {
  const empty: Drawing = {
    form: 'plot',
    title: 'Nothing',
    panels: [
      {
        title: '',
        x: { name: 'x' },
        y: { name: 'y', log: true },
        series: [{ name: 'gone', symbol: '', color: '#000000', look: 'line', points: [{ x: Number.NaN, y: -1 }] }],
      },
    ],
  };
  expect(at8(empty).body.match(faults)).toBeNull();
  expect(textsOf(at8(empty)).map(({ text }) => text)).toEqual(expect.arrayContaining(['Nothing', 'x', 'y', '1', '10']));
});

it('a further form needs no more than its figure to become a file', () => {
  const figure = barForm.figure({ form: 'bar', title: 'A bar', share: 0.5 }, unitsOf(8), dark);
  const file = svgFile(figure, { title: 'A bar', colours: dark, font: '' });
  expect(file).toContain(`<rect x="0" y="0" width="151" height="60" fill="${dark.accent}"/>`);
});

it('names of points that stand close together stand apart, each beside its own, within the axes', () => {
  const close: Drawing = {
    form: 'plot',
    title: 'Close',
    panels: [
      {
        title: '',
        x: { name: 'x', range: [0, 1] },
        y: { name: 'y', range: [0, 1] },
        series: [
          {
            name: '',
            symbol: '●',
            color: '#000000',
            look: 'dots',
            points: Array.from({ length: 6 }, (_, i) => ({
              x: 0.9 + i / 1000,
              y: 0.5,
              label: `Together, a method of balancing ${i}`,
            })),
          },
        ],
      },
    ],
  };
  const { body, width } = at8(close);
  const placed = Array.from(
    body.matchAll(/<text x="([\d.]+)" y="([\d.]+)"[^>]*>Together/g),
    ([, x, y]) => [Number(x), Number(y)] as const,
  );
  expect(placed).toHaveLength(6);
  const heights = placed.map(([, y]) => y).toSorted((a, b) => a - b);
  for (const [i, height] of heights.entries()) expect(height - (heights[i - 1] ?? 0)).toBeGreaterThan(9.5);
  for (const [x] of placed) expect(x + 150).toBeLessThan(width);
});

it('a contender’s name takes the lines that it needs', () => {
  const [report] = drawings.filter(({ form }) => form === 'intervals');
  if (report?.form !== 'intervals') throw new Error('no sample');
  const name = 'Together, balancing method Projecting conflicting gradients (PCGrad)';
  const long = {
    ...report,
    groups: report.groups.map((group) => ({ ...group, rows: group.rows.map((row) => ({ ...row, name })) })),
  };
  const written = textsOf(at8(long)).map(({ text }) => text);
  expect(written.filter((text) => text.includes('PCGrad'))).toHaveLength(6);
  expect(at8(long).height).toBeGreaterThan(at8(report).height);
});
