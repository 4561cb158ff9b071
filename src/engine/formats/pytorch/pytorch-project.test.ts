import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inputName } from '../../../core/project/data-names.ts';
import { optimizerSchema, type Project } from '../../../core/project/schema.ts';
import { at } from '../../../core/util/assert-never.ts';
import type { PreparedRun } from '../../training/prepare.ts';
import { networkOf } from '../code/network.ts';
import { expectedOf, layOut, smallCase, sourceOf } from '../code/testing/cases.ts';
import { hostileTable } from '../code/testing/own-table.ts';
import { documentOf } from '../code/testing/plain-cases.ts';
import { layerDocuments, signature as layerSignature } from '../onnx/testing/layer-documents.ts';
import { trainedModel } from '../testing.ts';
import { modelFile } from './model-file.ts';
import { projectFiles } from './project-zip.ts';
import { ran, testingFile } from './testing/run-python.ts';
import { inStages, ownRates, tables, trainedWith } from './testing/torch-cases.ts';

const root = mkdtempSync(join(tmpdir(), 'pytorch-project-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

interface Ended {
  readonly printed: string;
  /** Why it ended early; null: it did not. */
  readonly problem: string | null;
}

/** Everything that is run, in one process: PyTorch takes seconds to load. By folder, in the order of its commands. */
const commands: (readonly [folder: string, command: readonly string[]])[] = [];
const ended = new Map<string, Ended[]>();

/** A project that these commands are run in. */
function planned(
  folder: string,
  files: Readonly<Record<string, string | Uint8Array>>,
  ...own: readonly (readonly string[])[]
): void {
  layOut(join(root, folder), files);
  commands.push(...own.map((command) => [folder, command] as const));
}

const endsOf = (folder: string): readonly Ended[] => ended.get(folder) ?? [];

/** [kind, step, name, value] of what a run has written. */
const historyOf = (folder: string, out: string): readonly (readonly string[])[] =>
  readFileSync(join(root, folder, out, 'history.csv'), 'utf8')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','));

/** The losses of a run's steps. */
const lossesOf = (folder: string, out: string): readonly string[] =>
  historyOf(folder, out).flatMap(([kind, ...rest]) => (kind === 'loss' ? [rest.join(' ')] : []));

/** What has something to remember from step to step. */
const remembering: Readonly<Record<string, Project>> = {
  'NAdam in stages': inStages(
    trainedWith({ balancing: { method: 'equal', parameters: {} }, optimizer: optimizerSchema.parse({ kind: 'nadam' }) }),
  ),
  famo: trainedWith({ balancing: { method: 'famo', parameters: {} } }),
  'gradnorm now and then': trainedWith({ balancing: { method: 'gradnorm', parameters: { on: 'all' }, every: 3 } }),
  'moco node by node': trainedWith({ balancing: { method: 'moco', parameters: {}, perNode: true } }),
  'auto-lambda': trainedWith({ balancing: { method: 'auto-lambda', parameters: {} } }),
  'cr-mogm around dwa': trainedWith({ balancing: { method: 'cr-mogm', parameters: { of: 'dwa', kept: 0.5 } } }),
  'rates of their own, dropout': ownRates({
    ...tables,
    graph: {
      ...tables.graph,
      nodes: tables.graph.nodes.map((node) => (node.kind === 'dropout' ? { ...node, params: { rate: 0.4 } } : node)),
    },
  }),
};

const noisy: Readonly<Record<string, Record<string, unknown>>> = {
  dropout: { rate: 0.5 },
  gaussianNoise: { deviation: 1 },
  tokenDropout: { rate: 0.5, replacement: 1 },
  randomFlip: { direction: 'both' },
  randomShift: { pixels: 3 },
  cutout: { size: 4 },
};

/** Prints whether a model that judges says the same twice, one that trains something else, and one that judges again what it said before. */
const twice = `
import torch, model
from tensors import read_tensors
network = next(v for v in vars(model).values() if isinstance(v, type) and hasattr(v, "initialise"))()
network.load_state_dict(read_tensors("weights.safetensors"))
torch.manual_seed(1)
samples = {name: torch.randint(1, 7, (64, *shape)) if ids else torch.randn(64, *shape) for name, (ids, shape) in INPUTS.items()}
said = lambda: torch.cat([x.flatten() for x in network(**samples).values()])
network.eval(); first, second = said(), said()
network.train(); training, other = said(), said()
network.eval(); last = said()
print(torch.equal(first, second) and torch.equal(first, last), not torch.equal(training, first) and not torch.equal(training, other))
`;

let own: PreparedRun;
let ids: PreparedRun;

/** Samples as predict.py takes them: the inputs one after the other. */
function csvOf({ dataset, data }: PreparedRun, rows: readonly number[]): string {
  const line = (row: number): string =>
    dataset.signature.inputs
      .flatMap(({ id, shape }) => {
        const size = shape.reduce((product, extent) => product * extent, 1);
        return Array.from(data[inputName(id)]?.subarray(row * size, (row + 1) * size) ?? []);
      })
      .join(',');
  return `${rows.map(line).join('\n')}\n`;
}

beforeAll(async () => {
  const brief = ['train.py', '--device', 'cpu', '--steps'];
  for (const [name, project] of Object.entries(remembering)) {
    planned(
      name,
      projectFiles(sourceOf(await smallCase(project))),
      [...brief, '20', '--out', 'whole'],
      [...brief, '11', '--out', 'cut'],
      [...brief, '20', '--out', 'cut', '--resume'],
    );
  }
  planned(
    'fresh',
    projectFiles(sourceOf(await smallCase(tables))),
    [...brief, '3', '--out', 'old'],
    [...brief, '3', '--out', 'new', '--fresh'],
    [...brief, '3', '--out', 'again', '--fresh'],
    [...brief, '3', '--out', 'other', '--fresh', '--seed', '77'],
  );
  for (const [kind, params] of Object.entries(noisy)) {
    const document = at(layerDocuments(kind), 0);
    const nodes = document.graph.nodes.map((node) => (node.id === 'tested' ? { ...node, params } : node));
    const source = trainedModel({ ...document, graph: { ...document.graph, nodes } }, layerSignature);
    const network = networkOf(source.project, layerSignature);
    const { inputNames } = modelFile(network);
    const inputs = network.inputs.map(({ info: { id, dtype, shape } }) => [inputNames.get(id), [dtype === 'i32' ? 1 : 0, shape]]);
    planned(kind, projectFiles(source), ['-c', `INPUTS = ${JSON.stringify(Object.fromEntries(inputs))}\n${twice}`]);
  }
  own = await hostileTable();
  ids = await smallCase(documentOf('words-gru'));
  for (const [name, run] of [
    ['own', own],
    ['ids', ids],
  ] as const) {
    const source = sourceOf(run);
    layOut(join(root, name), { 'samples.csv': csvOf(run, [...run.split.test.subarray(0, 3)]), 'wrong.csv': '1\n' });
    planned(
      name,
      projectFiles(source),
      ['predict.py', '--count', '3'],
      ['predict.py', 'samples.csv'],
      [...brief, '4', '--out', 'run'],
      ['predict.py', 'samples.csv', '--weights', 'run/model.pt'],
      ['predict.py', 'wrong.csv'],
    );
  }
  writeFileSync(join(root, 'commands.json'), JSON.stringify(commands));
  const ends: readonly Ended[] = JSON.parse(ran([testingFile('commands.py'), root]));
  for (const [i, [folder]] of commands.entries()) ended.set(folder, [...endsOf(folder), at(ends, i)]);
}, 300_000);

describe.each(Object.keys(remembering))('a run with %s', (name) => {
  it('goes on from its checkpoint to the very losses that it has in one piece', () => {
    expect(endsOf(name).map(({ problem }) => problem)).toEqual([null, null, null]);
    expect(endsOf(name)[2]?.printed).toContain('goes on from step 11');
    const whole = lossesOf(name, 'whole');
    expect(whole.length).toBe(20 * tables.tasks.length);
    expect(lossesOf(name, 'cut')).toEqual(whole);
  });
});

it('begins with new weights where it is told to, which follow from a seed', () => {
  expect(endsOf('fresh').map(({ problem }) => problem)).toEqual([null, null, null, null]);
  const [old, fresh, again, other] = ['old', 'new', 'again', 'other'].map((out) => lossesOf('fresh', out));
  expect(again).toEqual(fresh);
  expect(fresh).not.toEqual(old);
  expect(other).not.toEqual(fresh);
});

it.each(Object.keys(noisy))('%s acts while the model trains, and only then', (kind) => {
  expect(endsOf(kind)).toEqual([{ printed: 'True True\n', problem: null }]);
});

it('prints figures of every task after an epoch, on validation data, and at the end those of the test split', () => {
  const { printed = '' } = endsOf('own')[2] ?? {};
  const [figures, test] = [/: (\{.*\})$/m, /^test: (\{.*\})$/m].map((line) => JSON.parse(line.exec(printed)?.[1] ?? '{}'));
  expect(Object.values(figures)).toEqual([
    { loss: expect.any(Number), mae: expect.any(Number), rmse: expect.any(Number) },
    { loss: expect.any(Number), accuracy: expect.any(Number), macroF1: expect.any(Number) },
    { loss: expect.any(Number), mae: expect.any(Number), rmse: expect.any(Number) },
  ]);
  expect(Object.keys(test)).toEqual(Object.keys(figures));
});

it.each(['own', 'ids'])('predicts the rows of a CSV (%s), with the exported weights or those of a run', (name) => {
  const [tests, exported, trained, further, wrong] = endsOf(name);
  expect([tests, exported, trained, further].map((end) => end?.problem)).toEqual([null, null, null, null]);
  expect(exported?.printed.trim().split('\n')).toHaveLength(3);
  expect(exported?.printed).toBe(tests?.printed);
  expect(Object.keys(JSON.parse(further?.printed.split('\n')[0] ?? '{}'))).toEqual(
    (name === 'own' ? own : ids).project.tasks.map(({ name: title }) => title),
  );
  expect(wrong?.problem).toMatch(/^A line must have \d+ numbers: \w/);
});

it('takes a visitor’s own table along: it trains on it as the page does, whatever its columns, classes and tasks are called', async () => {
  const source = sourceOf(own);
  const folder = join(root, 'judged');
  layOut(join(folder, 'own'), projectFiles(source));
  writeFileSync(join(folder, 'cases.json'), JSON.stringify({ own: await expectedOf(own, source, 12) }));
  const { own: judged } = JSON.parse(ran([testingFile('judge.py'), folder]));
  expect(judged.error).toBeUndefined();
  expect(judged.predictions).toBeLessThan(1e-5);
  expect(judged.losses).toBeLessThan(1e-3);
  expect(String(projectFiles(source)['losses.py'])).toContain('"../../etc/passwd"');
});
