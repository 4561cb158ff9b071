import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { withoutRules } from './rules-in-worker.ts';

const root = resolve(import.meta.dirname, '..');
const said = (source: string, path: string): string | undefined => withoutRules(source, path)?.replaceAll(/\s+/g, ' ');

it('takes the rules of a method out, and nothing else', () => {
  const source = `export const half = {
  id: 'half',
  honours: 'factor',
  text: { title: { en: 'Half', 'zh-CN': '一半' } },
  initialState: () => new Float64Array(0),
  weigh({ taskCount }, state) {
    return { weights: new Float64Array(taskCount).fill(0.5), state };
  },
  learn: (step, state) => state,
  fields: [],
};
export const other = { weigh: () => 1 };`;
  expect(said(source, '/src/core/balancing/half.ts')).toBe(
    "export const half = { id: 'half', honours: 'factor', text: { title: { en: 'Half', 'zh-CN': '一半' } }, fields: [], }; export const other = { weigh: () => 1 };",
  );
});

it('takes out what only the rules imported', () => {
  const source = `import 'effect';
import { z } from 'zod';
import { inner } from './support/symmetric.ts';
export const half = { id: 'half', honours: 'factor', schema: z.strictObject({}), weigh: (step) => inner(step, step) };`;
  expect(said(source, '/src/core/balancing/half.ts')).toBe(
    "import 'effect'; import { z } from 'zod'; export const half = { id: 'half', honours: 'factor', schema: z.strictObject({}), };",
  );
});

it('takes out how a task kind is computed and judged; which metrics it has stays', () => {
  const source = `export const kind = {
  logitsShape: () => [1],
  loss: (b, loss, logits) => b.log(logits),
  ...judging(judgeClasses, () => [accuracy]),
  confusion: confusionMatrix,
};`;
  expect(said(source, '/src/core/tasks/kind.ts')).toBe(
    'export const kind = { logitsShape: () => [1], ...judging(() => null, () => [accuracy]), };',
  );
});

it('leaves every other module alone', () =>
  expect(withoutRules('export const weigh = 1;', '/src/core/graph/edits.ts')).toBeNull());

const namesIn = (room: string, registry: string): string[] => {
  const listed = readFileSync(join(root, registry), 'utf8');
  return readdirSync(join(root, room)).filter(
    (name) => listed.includes(`'./${name}'`) && !['contract.ts', 'types.ts'].includes(name),
  );
};

it.each([
  ['src/core/balancing', 'src/core/balancing/registry.ts', /^ {2}(weigh|learn|initialState)\b/m, 20],
  ['src/core/program/optimizers', 'src/core/program/optimizers/registry.ts', /^ {2}update\b/m, 8],
  ['src/core/tasks', 'src/core/tasks/registry.ts', /^ {2}(loss|activate|confusion)\b/m, 10],
] as const)('finds the rules of every entry in %s', (room, registry, rules, count) => {
  const files = namesIn(room, registry).filter((name) => rules.test(readFileSync(join(root, room, name), 'utf8')));
  expect(files.length).toBeGreaterThanOrEqual(count);
  for (const name of files)
    expect(withoutRules(readFileSync(join(root, room, name), 'utf8'), `/${room}/${name}`)).not.toMatch(rules);
});
