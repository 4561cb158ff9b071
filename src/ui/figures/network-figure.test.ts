import { expect, test } from 'vitest';
import { presets } from '../../core/presets/registry.ts';
import { defaults } from '../../core/project/defaults.ts';
import type { Project } from '../../core/project/schema.ts';
import { derive } from '../../store/derived.ts';
import { figureColours } from '../common/paper/colours.ts';
import { pointsOf, svgFile, unitsOf } from '../common/paper/figure.ts';
import { nodeContents } from '../editor/elements/node-contents.ts';
import { type NodeWords, taskBadge } from '../editor/elements/node-words.ts';
import { networkFigure } from './network-figure.ts';

const words: NodeWords = {
  language: 'en',
  input: 'Input',
  output: 'Output',
  frozen: 'frozen',
  off: 'off',
  weightless: 'weight 0',
  parameters: (count) => `${count} parameters`,
  serves: (tasks) => `serves ${tasks}`,
  servesNone: 'serves no task',
};

const drawingOf = (project: Project) => ({
  title: project.name,
  graph: project.graph,
  ties: project.ties,
  contents: nodeContents({ project, analysis: derive(project).analysis, words, pictures: false }),
  tasks: project.tasks.map(({ id }) => taskBadge(project, id)),
});

const light = figureColours('light');

test.each(presets.map((preset) => [preset.id, preset.project()] as const))(
  '%s can be read in a column of 8 cm: every text, with all layers and tasks by name, in colours that a file knows',
  (_, project) => {
    const figure = networkFigure(drawingOf(project), unitsOf(8), light);
    expect(figure.width).toBe(302);
    expect(pointsOf(figure.smallest)).toBeGreaterThan(5.5);
    expect(figure.height).toBeLessThan(2.6 * figure.width);
    const cards = [...figure.body.matchAll(/ rx="4"/g)];
    expect(cards).toHaveLength(project.graph.nodes.length);
    for (const { name } of project.tasks) expect(figure.body).toContain(`>${name}<`);
    expect(figure.body).not.toMatch(/var\(|NaN|undefined|…/);
  },
);

test('of two themes one is drawn in light colours on a dark ground', () => {
  const drawing = drawingOf(defaults.project('digits'));
  const dark = figureColours('dark');
  const [day, night] = [light, dark].map((colours) =>
    svgFile(networkFigure(drawing, unitsOf(8), colours), { title: 'x', colours, font: '' }),
  );
  expect(day).toContain(`fill="${light.surface}"`);
  expect(night).toContain(`fill="${dark.surface}"`);
  expect(night).not.toContain(light.surface);
});

test('whatever a document is called, the file is XML: quotes, tags, control characters and halves of pairs', () => {
  const project = { ...defaults.project('digits'), name: '<script>"&\u0000\uD800 😀\u0007' };
  const file = svgFile(networkFigure(drawingOf(project), unitsOf(8), light), { title: project.name, colours: light, font: '' });
  expect(file).toContain('&lt;script&gt;&quot;&amp; 😀');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there.
  expect(file).not.toMatch(/<script|[\u0000-\u0008\u000B\u000C\u000E-\u001F]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
});

test('a document of 2,000 layers is drawn in moments, by one way of looking for a place', () => {
  const nodes = Array.from({ length: 2000 }, (_, i) =>
    defaults.node({ id: `n${i}`, kind: i === 0 ? 'input' : 'dense', params: i === 0 ? { input: 'pixels' } : { units: 4 } }),
  );
  const edges = nodes.slice(1).map(({ id }, i) => defaults.edge({ id: `e${i}`, source: `n${i}`, target: id }));
  const project = { ...defaults.project('digits'), graph: { nodes, edges } };
  const figure = networkFigure(drawingOf(project), unitsOf(16), light);
  expect([...figure.body.matchAll(/ rx="4"/g)]).toHaveLength(2000);
  expect(pointsOf(figure.smallest)).toBeLessThan(1);
});
