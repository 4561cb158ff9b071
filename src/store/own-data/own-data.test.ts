import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { startImporter } from '../../client/importer.ts';
import { type ColumnChoice, type Division, withChoice } from '../../core/data/import/choices.ts';
import { createImporter } from '../../core/data/import/importer.ts';
import { signatureOfDescribed } from '../../core/data/import/signature.ts';
import { builtInDatasets } from '../../core/data/registry.ts';
import { guessingLoss } from '../../core/graph/proposed-document.ts';
import { defaults } from '../../core/project/defaults.ts';
import { parseProjectText } from '../../core/project/parse.ts';
import type { Project } from '../../core/project/schema.ts';
import { serializeProject } from '../../core/project/serialize.ts';
import { historyRows } from '../../core/runs/rows.ts';
import { delimitedRows } from '../../core/util/csv-rows.ts';
import { importWorld } from '../../worker/import-world.ts';
import { parseAddress } from '../address.ts';
import { pageDatasets } from '../datasets.ts';
import { derive } from '../derived.ts';
import { linkTo } from '../link.ts';
import type { Playground } from '../playground.ts';
import { memoryTable } from '../runs/testing/memory-table.ts';
import { directPlayground, untilState } from '../testing/direct-playground.ts';
import { ownDataOf } from './own-data.ts';
import { createOwnDataLibrary } from './own-data-library.ts';

const penguins = new File([readFileSync('node_modules/vega-datasets/data/penguins.json')], 'penguins.json');
const division: Division = { by: 'stratified', seed: 4, train: 0.7, validation: 0.15 };
const world = importWorld();
/** An importer in this thread. */
const direct = () => startImporter((onMessage) => ({ post: createImporter(world, onMessage), terminate: () => undefined }));

const words = {
  titleOf: ({ title }: { title: { en: string } }) => title.en,
  say: ({ heads }: { heads: number }) => `${heads} heads`,
};

function page(table = memoryTable(), initial = defaults.project('toys')) {
  const playground = directPlayground(initial);
  const own = ownDataOf(playground, { library: createOwnDataLibrary(table.table), startImporter: direct, now: () => 1 });
  return { playground, own, table };
}

const targets = (choices: readonly ColumnChoice[]): readonly ColumnChoice[] =>
  ['Species', 'Body Mass (g)'].reduce(
    (all, name) =>
      withChoice(
        all,
        all.findIndex((one) => one.name === name),
        { role: 'target' },
      ),
    choices,
  );

async function penguinData(file: File = penguins, how = division) {
  const importer = direct();
  const read = await importer.read(file.name, file, {}, () => undefined);
  if (!read.ok) throw new Error('the penguins are read');
  const built = await importer.build(targets(read.value.choices), how, 'Birds');
  importer.end();
  if (!built.ok) throw new Error(built.diagnostics.map(({ message }) => message).join(' '));
  return built.value;
}

/** The last losses of a run, by task. */
const losses = ({ run }: Playground) => historyRows(run.getState().history.recorded).at(-1)?.loss ?? {};

const document = ({ project }: Playground): Project => project.getState().project;

afterEach(() => {
  for (const { id } of pageDatasets.all()) if (!builtInDatasets.find(id)) pageDatasets.forget(id);
});

test('the penguins become three tasks of three kinds on a proposed network, in one undo step, with losses that start alike', async () => {
  const { playground, own, table } = page();
  const before = document(playground);
  await own.use(await penguinData(), penguins, words);
  const after = document(playground);
  expect(after.tasks.map(({ name, kind }) => [name, kind])).toEqual([
    ['Species', 'classification'],
    ['Body Mass (g)', 'regression'],
    ['Sex: MALE', 'binary'],
  ]);
  expect(after).toMatchObject({ name: 'Birds', note: '3 heads' });
  expect(derive(after)).toMatchObject({ trainable: true });
  expect(table.rows.size).toBe(1);
  await untilState(playground, 'idle');
  playground.actions.train(1);
  await untilState(playground, 'paused');
  expect(playground.run.getState().history.prepared?.splitSizes).toEqual({ train: 241, validation: 51, test: 52 });
  const weighed = after.tasks.map((task) => (losses(playground)[task.id] ?? 0) * task.weight);
  for (const one of weighed) expect(one).toBeGreaterThan(0.3);
  for (const one of weighed) expect(one).toBeLessThan(2.5);
  playground.actions.train(120);
  await untilState(playground, 'running');
  await untilState(playground, 'paused');
  const { described } = await penguinData();
  for (const task of after.tasks) {
    const target = signatureOfDescribed(described).targets.find(({ id }) => id === task.target);
    expect(losses(playground)[task.id]).toBeLessThan(target ? guessingLoss(task.kind, target) : 0);
  }
  playground.project.undo();
  expect(document(playground)).toBe(before);
});

test('a network for new data is made in pieces, between which hands have the page', async () => {
  const playground = directPlayground(defaults.project('toys'));
  const before = document(playground);
  const seen: Project[] = [];
  const own = ownDataOf(playground, {
    library: createOwnDataLibrary(memoryTable().table),
    startImporter: direct,
    now: () => 1,
    rest: async () => void seen.push(document(playground)),
  });
  await own.use(await penguinData(), penguins, words);
  expect(seen).toEqual([before, before]);
  expect(document(playground).name).toBe('Birds');
});

/** Ten steps, and their last losses. */
async function trained(playground: Playground) {
  await untilState(playground, 'idle');
  playground.actions.train(10);
  await untilState(playground, 'paused');
  return losses(playground);
}

test('a document without its data opens, asks for the file, refuses another one, and trains to the same losses with the right one', async () => {
  const first = page();
  await first.own.use(await penguinData(), penguins, words);
  const expected = await trained(first.playground);
  const saved = parseProjectText(serializeProject(document(first.playground)));
  if (!saved.ok) throw new Error('the document is read');
  pageDatasets.forget(saved.value.data.dataset);

  // Another visitor, who has the document alone.
  const { playground, own, table } = page(memoryTable(), saved.value);
  playground.actions.load({ from: 'initial' });
  await untilState(playground, 'failed');
  expect(playground.run.getState().history.status.error?.code).toBe('data.bytesMissing');
  expect(derive(document(playground)).trainable).toBe(true);
  expect(own.getState().missing?.described.file.name).toBe('penguins.json');
  await own.supply(new File(['Species,Sex\n1,2\n'], 'penguins.json'));
  expect(own.getState().problem?.code).toBe('import.otherFile');
  await own.supply(new File([penguins], 'renamed.json'));
  expect(own.getState()).toMatchObject({ missing: null, problem: null });
  expect(await trained(playground)).toEqual(expected);

  // The next visit finds what was kept, without asking.
  pageDatasets.forget(saved.value.data.dataset);
  const next = page(table, saved.value);
  next.playground.actions.load({ from: 'initial' });
  await expect.poll(() => pageDatasets.find(saved.value.data.dataset)).toBeDefined();
  expect(next.own.getState().missing).toBeNull();
  expect(await trained(next.playground)).toEqual(expected);
});

test('predictions for the file itself are those for its rows as they were learned from, missing values included', async () => {
  const { playground, own } = page();
  const data = await penguinData();
  await own.use(data, penguins, words);
  await trained(playground);
  const { actions } = playground;
  const answer = await actions.request({ kind: 'predictFile', fileName: penguins.name, bytes: penguins, language: 'en' });
  if (!answer.ok) throw new Error(answer.diagnostics.map(({ message }) => message).join(' '));
  const { bytes, report } = answer.value;
  expect(report).toMatchObject({ rows: 344, missing: [], unreadable: 0, reading: { format: 'jsonl' }, lost: { count: 0 } });
  expect(report.empty).toBeGreaterThan(0);
  const packed = await data.packed.arrayBuffer();
  const { offset = 0, length = 0 } = data.layout.find(({ group }) => group === 'inputs') ?? {};
  const inputs = { row: new Float32Array(packed, offset, length) };
  const expected = await actions.request({ kind: 'predict', inputs, count: 344 });
  if (!expected.ok) throw new Error(expected.diagnostics.map(({ message }) => message).join(' '));
  const { outputs } = expected.value;
  const [header = [], ...lines] = [...delimitedRows(new TextDecoder().decode(bytes))].map(({ cells }) => cells);
  expect(header.slice(-5)).toEqual(['Species', 'Species: probability', 'Body Mass (g)', 'Sex: MALE', 'Sex: MALE: probability']);
  const fit = data.described.columns.find(({ name }) => name === 'Body Mass (g)')?.fit;
  if (fit?.as !== 'number') throw new Error('the mass is a number');
  lines.forEach((cells, row) => {
    const [mass, male] = [outputs['body-mass-g']?.[row] ?? Number.NaN, outputs.sex?.[row] ?? Number.NaN];
    expect(Number(cells.at(-3)), cells.join()).toBe(Number((mass * fit.deviation + fit.mean).toPrecision(7)));
    expect(Number(cells.at(-1)), cells.join()).toBe(Number(Math.max(male, 1 - male).toPrecision(7)));
  });
});

test('a link describes the data and does not carry it', async () => {
  const { playground, own } = page();
  await own.use(await penguinData(), penguins, words);
  const link = linkTo('https://here/', document(playground));
  const address = await parseAddress(link.slice(link.indexOf('#') + 1));
  expect(address.project).toEqual(document(playground));
  expect(link).not.toContain('Torgersen');
  expect(link.length).toBeLessThan(6000);
});

test('kept files are listed, renamed and deleted; where there is no room the data is used all the same, and can be kept later', async () => {
  const { own, table, playground } = page();
  table.fault.full = true;
  const data = await penguinData();
  expect(await own.use(data, penguins, words)).toBe(false);
  expect(playground.run.getState().notices.map(({ code }) => code)).toContain('import.quota');
  expect(pageDatasets.find(data.id)).toBeDefined();
  expect(own.getState().kept).toEqual([]);
  table.fault.full = false;
  own.keepAgain();
  await expect
    .poll(() => own.getState().kept)
    .toMatchObject([{ name: 'Birds', file: 'penguins.json', rows: 344, bytes: penguins.size }]);
  expect(own.getState().unkept).toBeNull();
  const hash = data.described.file.hash;
  await own.rename(hash, 'Pinguine');
  expect(own.getState().kept).toMatchObject([{ hash, name: 'Pinguine' }]);
  expect(await (await own.file(hash))?.text()).toBe(await penguins.text());
  await own.remove(hash);
  expect(own.getState().kept).toEqual([]);
});

test('where there is no room, what is kept is offered by its size, and what is chosen goes for good before the data is kept', async () => {
  const { own, table, playground } = page();
  const other = new File(['a,b\n1,2\n'], 'other.csv');
  const data = await penguinData();
  const { described } = data;
  expect(
    await own.use(
      { ...data, described: { ...described, name: 'Other', file: { ...described.file, hash: 'b'.repeat(64) } } },
      other,
      words,
    ),
  ).toBe(true);
  table.fault.full = true;
  expect(await own.use(data, penguins, words)).toBe(false);
  const offered = await own.droppable();
  expect(offered).toMatchObject([{ kind: 'data', id: 'b'.repeat(64), name: 'Other', bytes: other.size }]);
  // It was not enough: nothing else is lost, and it is asked again.
  expect(await own.makeRoom([])).toBe(false);
  expect(own.getState().unkept?.own.id).toBe(data.id);
  expect(own.getState().kept).toHaveLength(1);
  table.fault.full = false;
  expect(await own.makeRoom(offered)).toBe(true);
  expect(own.getState()).toMatchObject({ unkept: null, kept: [{ name: 'Birds' }] });
  expect(playground.run.getState().notices.map(({ code }) => code)).toContain('import.quota');
});

test('an importer that is ended, or dies, refuses what waits, and what comes later', async () => {
  let die: (reason: string) => void = () => undefined;
  const silent = () =>
    startImporter((_onMessage, onDeath) => {
      die = onDeath;
      return { post: () => undefined, terminate: () => undefined };
    });
  const ended = silent();
  const waits = ended.read('x.csv', penguins, {}, () => undefined);
  ended.end();
  expect(await waits).toMatchObject({ ok: false, diagnostics: [{ code: 'import.cancelled' }] });
  const dead = silent();
  const lost = dead.judge([], division);
  die('out of memory');
  expect(await lost).toMatchObject({ ok: false, diagnostics: [{ code: 'import.died' }] });
  expect(await dead.build([], division, 'x')).toMatchObject({ ok: false, diagnostics: [{ code: 'import.died' }] });
});
