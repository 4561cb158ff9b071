import { expect, it } from 'vitest';
import { compileProject } from '../../core/compile/compile.ts';
import { signatureOf } from '../../core/data/registry.ts';
import { presets } from '../../core/presets/registry.ts';
import {
  crossStitchRegressions,
  mmoe,
  mtanRegressions,
  ple,
  separateRegressions,
  sharedBottom,
  sharedBottomOf,
} from '../../core/presets/regressions.ts';
import type { Project } from '../../core/project/schema.ts';
import { meanOf } from '../../core/tasks/metrics/rows.ts';
import { invariant } from '../../core/util/assert-never.ts';
import { testMetrics } from './testing/on-wasm.ts';

/*
 * Architectures on one benchmark, with one budget of steps. A seed draws the data, the initial weights and the batches; the wasm executor
 * gives the same bits everywhere, so that the figures are what they are.
 */

const documents = {
  separate: separateRegressions,
  shared: sharedBottom,
  wide: () => sharedBottomOf(26),
  'cross-stitch': crossStitchRegressions,
  mmoe,
  mtan: mtanRegressions,
  ple,
} as const;
type Name = keyof typeof documents;

const seeds = [1, 2, 3, 4, 5];
const limitMs = 240_000;

async function measured(name: Name, relatedness: number): Promise<number> {
  const document = documents[name]();
  const data = { ...document.data, options: { ...document.data.options, relatedness } };
  const values: (number | null)[] = [];
  for (const seed of seeds) {
    const label = `${name}, relatedness ${relatedness}, seed ${seed}`;
    const { y1, y2 } = await testMetrics(label, { ...document, seed, data }, document.training.epochs);
    values.push(y1?.r2 ?? null, y2?.r2 ?? null);
  }
  const mean = meanOf(values);
  invariant(mean !== null && values.every(Number.isFinite), `${name} is measured`);
  return mean;
}

const known = new Map<string, Promise<number>>();

/** R² on the test split, the mean over both tasks and all seeds. Each is measured once. */
function r2(name: Name, tasks: 'unrelated' | 'equal'): Promise<number> {
  const key = `${name} ${tasks}`;
  const value = known.get(key) ?? measured(name, tasks === 'equal' ? 1 : 0);
  known.set(key, value);
  return value;
}

it(
  'a shared bottom does worse than two networks on unrelated tasks, and better on equal ones',
  async () => {
    expect(await r2('shared', 'unrelated')).toBeLessThan((await r2('separate', 'unrelated')) - 0.05);
    expect(await r2('shared', 'equal')).toBeGreaterThan((await r2('separate', 'equal')) + 0.05);
  },
  limitMs,
);

it.each(['mmoe', 'mtan', 'ple'] as const)(
  '%s does better than two networks and than a shared bottom, on unrelated tasks and on equal ones',
  async (name) => {
    for (const tasks of ['unrelated', 'equal'] as const) {
      const others = Math.max(await r2('separate', tasks), await r2('shared', tasks));
      expect(await r2(name, tasks), tasks).toBeGreaterThan(others + (tasks === 'unrelated' ? 0.09 : 0.03));
    }
  },
  limitMs,
);

it.each(['cross-stitch', 'mmoe', 'mtan', 'ple'] as const)(
  '%s gains over a shared bottom mostly where tasks are unrelated',
  async (name) => {
    const unrelated = (await r2(name, 'unrelated')) - (await r2('shared', 'unrelated'));
    const equal = (await r2(name, 'equal')) - (await r2('shared', 'equal'));
    expect(unrelated).toBeGreaterThan(0.09);
    expect(unrelated).toBeGreaterThan(2 * equal);
  },
  limitMs,
);

it(
  'own experts beside the shared ones do better than shared ones alone',
  async () => {
    for (const tasks of ['unrelated', 'equal'] as const) {
      expect(await r2('ple', tasks), tasks).toBeGreaterThan((await r2('mmoe', tasks)) + 0.03);
    }
  },
  limitMs,
);

it(
  'gates do not do better than a shared bottom with as many parameters',
  async () => {
    const parameters = (project: Project): number => {
      const signature = signatureOf(project);
      const compiled = signature.ok ? compileProject(project, signature.value) : signature;
      invariant(compiled.ok, project.name);
      return compiled.value.program.parameters.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
    };
    expect(parameters(documents.wide()) / parameters(documents.mmoe())).toBeCloseTo(1, 1);
    expect(await r2('wide', 'unrelated')).toBeGreaterThan(await r2('mmoe', 'unrelated'));
  },
  limitMs,
);

it.each([
  [
    'shared-bottom',
    [
      ['shared', 'separate', 'wide'],
      ['shared', 'separate'],
    ],
  ],
  [
    'mmoe',
    [
      ['mmoe', 'shared'],
      ['mmoe', 'shared'],
    ],
  ],
  ['ple', [['ple', 'mmoe', 'separate', 'shared'], ['ple']]],
  [
    'cross-stitch-regressions',
    [
      ['cross-stitch', 'separate'],
      ['cross-stitch', 'separate'],
    ],
  ],
  [
    'mtan-regressions',
    [
      ['mtan', 'shared'],
      ['mtan', 'shared'],
    ],
  ],
] as const)(
  'the preset %s tells these figures, in both languages',
  async (id, [unrelated, equal]) => {
    const values = [...unrelated.map((name) => r2(name, 'unrelated')), ...equal.map((name) => r2(name, 'equal'))];
    const figures = (await Promise.all(values)).map((value) => value.toFixed(2)).sort();
    const texts = presets.find((preset) => preset.id === id)?.text.watch;
    invariant(texts, id);
    for (const text of [texts.en, texts['zh-CN']]) expect([...text.matchAll(/0\.\d+/g)].map(String).sort()).toEqual(figures);
  },
  limitMs,
);
