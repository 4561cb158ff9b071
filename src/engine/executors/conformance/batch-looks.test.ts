import { expect, test } from 'vitest';
import { attackProgram, gradientOf } from '../../../core/compile/attack.ts';
import { head, input, layer, wires } from '../../../core/presets/sketch.ts';
import { everyFormat, everyKind } from '../../../core/presets/testing/every-kind.ts';
import type { Project } from '../../../core/project/schema.ts';
import { at, invariant } from '../../../core/util/assert-never.ts';
import { takeNumbers } from '../../training/evaluate.ts';
import { createLiveSettings } from '../../training/live-settings.ts';
import { BatchLook } from '../../training/looks/batch-look.ts';
import { trained } from '../../training/testing/trained.ts';
import type { Executor } from '../executor.ts';
import { createReferenceExecutor } from '../reference/reference-executor.ts';
import { executorsOnce } from './testing/tested-executors.ts';

/** Two tasks that share a convolution, running statistics and dropout, and read tokens. */
function shared(): Project {
  const blank = everyKind([{ kind: 'classification' }, { kind: 'binary' }]);
  const [a = '', b = ''] = blank.tasks.map(({ id }) => id);
  return {
    ...blank,
    graph: {
      nodes: [
        input('x', 0, 0),
        input('so-far', 0, 1),
        layer('reshape', 'image', 1, 0, { shape: [3, 2, 1] }),
        layer('conv2d', 'convolved', 2, 0, { filters: 3, kernel: [2, 2], activation: 'tanh' }),
        layer('flatten', 'flat', 3, 0),
        layer('embedding', 'words', 1, 1, { units: 4 }),
        layer('globalPool', 'mean', 2, 1),
        layer('concat', 'both', 4, 0),
        layer('batchNorm', 'norm', 5, 0),
        layer('dropout', 'drop', 6, 0, { rate: 0.25 }),
        layer('dense', 'a-out', 7, 0, { units: 3 }),
        layer('dense', 'b-out', 7, 1, { units: 1 }),
        head(a, 8, 0),
        head(b, 8, 1),
      ],
      edges: wires(
        ['x', 'image', 'convolved', 'flat', 'both', 'norm', 'drop', 'a-out', `${a}-head`],
        ['so-far', 'words', 'mean', 'both'],
        ['drop', 'b-out', `${b}-head`],
      ),
    },
  };
}

const { run, session } = await trained(shared(), everyFormat(60), 3);

/** Predictions, and gradients with respect to what is read, of the first samples. */
async function attackedOn(executor: Executor): Promise<number[]> {
  const made = attackProgram(run.project, run.dataset.signature, run.program);
  invariant(made, 'numbers can be moved');
  const count = 5;
  const attacked = await executor.load(made.program, {});
  await attacked.write('parameters', await session.read('parameters'));
  await attacked.write('state', await session.read('state'));
  const rows = Int32Array.from({ length: count }, (_, i) => 3 * i);
  const feeds = made.feeds.map(({ name, from }) => {
    if (from === 'weights') return [name, Float32Array.from({ length: 2 * count }, (_, i) => 1 + (i % 2))] as const;
    const all = run.program.data.find((entry) => entry.name === name)?.shape[0] ?? 1;
    return [name, takeNumbers(run.data[name] ?? new Float32Array(0), all, rows)] as const;
  });
  const outputs = await attacked.predict(Object.fromEntries(feeds), count);
  attacked.dispose();
  expect(outputs[gradientOf('x')]?.some((value) => Math.abs(value) > 1e-3)).toBe(true);
  return Object.keys(outputs)
    .sort()
    .flatMap((name) => [...(outputs[name] ?? [])]);
}

async function looksOn(executor: Executor) {
  const look = new BatchLook(run, executor, () => 1.5);
  const report = await look.conflict(session, 3);
  invariant(report, 'the tasks share layers');
  const slices = { pause: () => Promise.resolve() };
  const ahead = await look.lookahead({ session, live: createLiveSettings(run.project), step: () => 3, slices }, 2);
  const health = await look.health(session, 3);
  const attacked = await attackedOn(executor);
  look.dispose();
  return {
    nodes: report.nodes,
    numbers: [
      ...report.losses,
      ...report.gramians,
      ...ahead.losses,
      ...ahead.after,
      ...health.values.map((value) => (Number.isNaN(value) ? -1 : value)),
      ...attacked,
    ],
  };
}

const expected = await looksOn(createReferenceExecutor());

test.each(executorsOnce.map((tested) => [tested.name, tested] as const))(
  'looks at batches on %s are those of the reference',
  async (_, { create, tolerance }) => {
    const executor = await create();
    const found = await looksOn(executor);
    executor.dispose();
    expect(found.nodes).toEqual(['convolved', 'words', 'norm']);
    expect(found.nodes).toEqual(expected.nodes);
    const errors = found.numbers.map((value, i) => Math.abs(value - at(expected.numbers, i)));
    expect(found.numbers.length).toBe(expected.numbers.length);
    expect(Math.max(...errors)).toBeLessThan(tolerance);
  },
);
