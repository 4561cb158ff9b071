import { expect, test } from 'vitest';
import { figureColours, taskColours } from '../common/paper/colours.ts';
import { pointsOf, unitsOf } from '../common/paper/figure.ts';
import { broken, shortened } from '../common/paper/head.ts';
import { taskIdentity } from '../common/task-identity.ts';
import { type CurvesDrawing, curvesFigure } from './curves-figure.ts';

const light = figureColours('light');
const points = (slope: number) => Array.from({ length: 50 }, (_, i) => ({ x: i + 1, y: 2 * Math.exp(-slope * i) }));
const subject = (index: number, name: string) => ({ key: name, name, ...taskIdentity(index) });
const subjects = [subject(0, 'Digit'), subject(1, 'Group')];
const run = (name: string, mark: number | null) => ({
  name,
  mark,
  colour: null,
  lines: subjects.flatMap(({ key }, i) => [
    { subject: key, role: 'smoothed' as const, points: points(0.1 + i) },
    { subject: key, role: 'validation' as const, points: points(0.1 + i).filter(({ x }) => x % 10 === 0) },
  ]),
});
const drawing: CurvesDrawing = {
  title: 'Digits & groups',
  panels: [{ title: 'Loss', subjects, runs: [run('Run 1', null)], floor: Number.NEGATIVE_INFINITY }],
  logScale: false,
  range: [1, 50],
  unit: { steps: 10, name: 'epoch' },
  words: { training: 'training', validation: 'validation' },
};

const paths = (body: string, stroke: string): number => body.split(`fill="none" stroke="${stroke}"`).length - 1;

test('curves in 8 cm: title, tasks and kinds of lines by name, both axes with numbers and names, text of a paper’s size', () => {
  const { body, width, smallest } = curvesFigure(drawing, unitsOf(8), light);
  expect(width).toBe(302);
  expect(pointsOf(smallest)).toBeGreaterThanOrEqual(7);
  for (const word of ['Digits &amp; groups', 'Digit', 'Group', 'training', 'validation', 'Loss', 'epoch', '1', '2', '4']) {
    expect(body).toContain(`>${word}<`);
  }
  // A line of the legend, the smoothed curve and the validation of either task.
  for (const index of [0, 1]) expect(paths(body, taskColours.light[index] ?? '')).toBe(3);
  expect(body).not.toMatch(/var\(|NaN|undefined/);
});

test('several runs are told apart by their dashes, and have their names in the legend', () => {
  const runs = [run('Sum', 0), run('PCGrad', 1), run('Run 3', null)];
  const [panel] = drawing.panels;
  const { body } = curvesFigure({ ...drawing, panels: panel ? [{ ...panel, runs }] : [] }, unitsOf(16), light);
  for (const name of ['Sum', 'PCGrad', 'Run 3']) expect(body).toContain(`>${name}<`);
  expect(new Set(Array.from(body.matchAll(/stroke-dasharray="([^"]+)"/g), ([, dash]) => dash)).size).toBeGreaterThanOrEqual(3);
});

test('each axis has a panel of its own, of which the lowest names the steps', () => {
  const [panel] = drawing.panels;
  const panels = panel ? [panel, { ...panel, title: 'Accuracy (higher is better)' }] : [];
  const one = curvesFigure(drawing, unitsOf(8), light);
  const two = curvesFigure({ ...drawing, panels }, unitsOf(8), light);
  expect(two.height).toBeGreaterThan(1.3 * one.height);
  expect(two.body).toContain('>Accuracy (higher is better)<');
  expect(two.body.split('>epoch<')).toHaveLength(2);
});

test('long words are broken into lines and, where there is room for none, shortened', () => {
  expect(broken('Speech: who, which language', 78)).toEqual(['Speech:', 'who, which', 'language']);
  expect(broken('共享层和任务层', 40)).toEqual(['共享层', '和任务', '层']);
  expect(broken('全连接 2', 80)).toEqual(['全连接 2']);
  expect(shortened('Learned sum of towers', 60)).toMatch(/^Learned.*…$/);
  expect(shortened('short', 60)).toBe('short');
});
