import { afterEach, expect, test } from 'vitest';
import type { OwnDataset } from '../../core/data/import/own-dataset.ts';
import { historyRows } from '../../core/runs/rows.ts';
import { at } from '../../core/util/assert-never.ts';
import type { Executor } from '../../engine/executors/executor.ts';
import { kernelBytes } from '../../engine/executors/wasm/testing/kernel-bytes.ts';
import { createWasmExecutor } from '../../engine/executors/wasm/wasm-executor.ts';
import type { Playground } from '../playground.ts';
import { untilState } from '../testing/direct-playground.ts';
import { dataOf, forgetOwnData, ownPage, plainWords } from '../testing/own-page.ts';

const wasm = await createWasmExecutor(kernelBytes());

afterEach(forgetOwnData);

const csv = (lines: readonly string[], name = 'mine.csv'): File => new File([lines.join('\n')], name);

async function used(file: File, data: OwnDataset, executor?: Executor): Promise<Playground> {
  const { playground, own } = ownPage(executor);
  await own.use(data, file, plainWords);
  await untilState(playground, 'idle');
  return playground;
}

async function trained(playground: Playground, steps: number): Promise<readonly Readonly<Record<string, number>>[]> {
  playground.actions.train(steps);
  await untilState(playground, 'paused', 'finished');
  return historyRows(playground.run.getState().history.recorded).map(({ loss }) => loss);
}

/** The arrays of data, as they join the page. */
async function arraysOf({ packed, layout }: OwnDataset) {
  const bytes = await packed.arrayBuffer();
  const of = (group: string, id = '') => layout.find((place) => place.group === group && (id === '' || place.id === id));
  const numbers = (group: string, id?: string): Float32Array => {
    const { offset = 0, length = 0 } = of(group, id) ?? {};
    return new Float32Array(bytes, offset, length);
  };
  const parts = of('parts');
  return { numbers, parts: new Uint8Array(bytes, parts?.offset ?? 0, parts?.length ?? 0) };
}

test('a row counts for the loss as much as its weight says, by hand, and one without a label not at all', async () => {
  // Every row of the training part is in each batch.
  const count = 40;
  const file = csv([
    'x,sample_weight,y,size',
    ...Array.from(
      { length: count },
      (_, i) => `${((i * 7) % 11) - 5},${1 + (i % 4)},${i % 3 ? 'yes' : 'no'},${i % 5 ? (i % 9) * 1.5 : ''}`,
    ),
  ]);
  const data = await dataOf(file, { x: { kind: 'number' }, y: { role: 'target' }, size: { role: 'target' } });
  const playground = await used(file, data);
  const { project, actions } = playground;
  const before = project.getState().project;
  const { parts, numbers } = await arraysOf(data);
  const training = [...parts.keys()].filter((row) => parts[row] === 0);
  actions.open({ ...before, training: { ...before.training, batchSize: training.length } });
  await untilState(playground, 'idle');
  const input = numbers('inputs');
  const predicted = await actions.request({ kind: 'predict', inputs: { row: input }, count });
  if (!predicted.ok) throw new Error('rows are predicted');
  const [losses = {}] = await trained(playground, 1);
  const weights = numbers('weights');
  const [yes, size] = [numbers('targets', 'y'), numbers('targets', 'size')];
  const weighted = (lossOf: (row: number) => number): number => {
    const rows = training.filter((row) => !Number.isNaN(lossOf(row)));
    const sum = rows.reduce((all, row) => all + at(weights, row), 0);
    return rows.reduce((all, row) => all + at(weights, row) * lossOf(row), 0) / sum;
  };
  const { y: p = new Float32Array(0), size: out = new Float32Array(0) } = predicted.value.outputs;
  expect(losses.y).toBeCloseTo(
    weighted((row) => -Math.log(at(yes, row) === 1 ? at(p, row) : 1 - at(p, row))),
    5,
  );
  expect(losses.size).toBeCloseTo(
    weighted((row) => (at(out, row) - at(size, row)) ** 2),
    5,
  );
  // It would be another figure if all weighed the same.
  const alike = training.reduce(
    (all, row) => all - Math.log(at(yes, row) === 1 ? at(p, row) : 1 - at(p, row)) / training.length,
    0,
  );
  expect(Math.abs((losses.y ?? 0) - alike)).toBeGreaterThan(1e-4);
});

test('columns of names that every object has are trained on like any other, as features and as tasks', async () => {
  const lines = Array.from(
    { length: 60 },
    (_, i) => `${(i * 7) % 13},${i % 2 ? 'up' : 'down'},${(i % 2) * 3 + (i % 5) * 0.1},${i % 2 ? 'a' : 'b'}`,
  );
  const file = csv(['__proto__,constructor,toString,hasOwnProperty', ...lines]);
  for (const [feature, target] of [
    ['toString', '__proto__'],
    ['__proto__', 'constructor'],
    ['hasOwnProperty', 'toString'],
  ] as const) {
    const data = await dataOf(file, {
      ...Object.fromEntries(['constructor', 'toString', 'hasOwnProperty'].map((name) => [name, { role: 'feature' as const }])),
      [feature]: { role: 'feature' },
      [target]: { role: 'target' },
    });
    const playground = await used(file, data);
    const all = await trained(playground, 30);
    const [first = {}, last = {}] = [all[0], all.at(-1)];
    const [task] = Object.keys(last);
    expect(playground.project.getState().project.tasks.map(({ name }) => name)).toEqual([expect.stringContaining(target)]);
    expect(last[task ?? '']).toBeLessThan(first[task ?? ''] ?? 0);
    const predictions = await playground.actions.request({
      kind: 'predictFile',
      fileName: file.name,
      bytes: file,
      language: 'en',
    });
    if (!predictions.ok) throw new Error('the file is predicted for');
    expect(predictions.value.report).toMatchObject({ rows: 60, missing: [], unreadable: 0 });
  }
});

test('texts to be written are learned, and a file is answered with words', async () => {
  const words = ['red', 'blue', 'green'];
  const lines = Array.from({ length: 60 }, (_, i) =>
    JSON.stringify({ said: `a ${words[i % 3]} thing`, answer: `it is ${words[i % 3]}` }),
  );
  const file = csv(lines, 'mine.jsonl');
  const data = await dataOf(file, { said: { kind: 'text', role: 'feature' }, answer: { kind: 'text', role: 'target' } });
  const playground = await used(file, data, wasm);
  const all = await trained(playground, 60);
  const [first = {}, last = {}] = [all[0], all.at(-1)];
  expect(last.answer).toBeLessThan(0.5 * (first.answer ?? 0));
  const predictions = await playground.actions.request({ kind: 'predictFile', fileName: file.name, bytes: file, language: 'en' });
  if (!predictions.ok) throw new Error('the file is predicted for');
  const written = new TextDecoder().decode(predictions.value.bytes).trim().split('\r\n').slice(1);
  const right = written.filter((line, i) => line.endsWith(`it is ${words[i % 3]}`)).length;
  expect(right / written.length).toBeGreaterThan(0.9);
});
