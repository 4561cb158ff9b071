import { afterAll, expect, test } from 'vitest';
import type { PlainDataset } from '../../core/data/plain-dataset.ts';
import { splitNames } from '../../core/data/types.ts';
import { presets } from '../../core/presets/registry.ts';
import { everyFormat, everyKind } from '../../core/presets/testing/every-kind.ts';
import { sizeOf } from '../../core/program/shapes.ts';
import { inputKind, type Project } from '../../core/project/schema.ts';
import { historyCsv } from '../../core/runs/csv.ts';
import { readRun, runJson, writeRun } from '../../core/runs/run-file.ts';
import { taskKindIds } from '../../core/tasks/task-kinds.ts';
import { at, invariant } from '../../core/util/assert-never.ts';
import { kernelBytes } from '../../engine/executors/wasm/testing/kernel-bytes.ts';
import { createWasmExecutor } from '../../engine/executors/wasm/wasm-executor.ts';
import { modelFormats } from '../../engine/formats/registry.ts';
import { pageDatasets } from '../../store/datasets.ts';
import { derive } from '../../store/derived.ts';
import { linkTo } from '../../store/link.ts';
import { directPlayground } from '../../store/testing/direct-playground.ts';
import type { PlaygroundApi } from './playground-api.ts';
import { createScripting } from './scripting.ts';

/** What every object in JavaScript has, or seems to have: `__proto__`, `constructor`, `toString` and their like. */
const awkward = Object.getOwnPropertyNames(Object.prototype).sort();
const wasm = await createWasmExecutor(kernelBytes());

/** The first ids get awkward names, those that are left keep their own. */
const renaming = (ids: readonly string[]): ReadonlyMap<string, string> => new Map(ids.map((id, i) => [id, awkward[i] ?? id]));
const renamedTo = (names: ReadonlyMap<string, string>, id: unknown): string => names.get(String(id)) ?? String(id);

/** A document in which tasks, nodes, edges, ties, the watched task and all titles have awkward names. */
function renamed(project: Project, inputs: ReadonlyMap<string, string> = new Map(), targets = inputs): Project {
  const tasks = renaming(project.tasks.map(({ id }) => id));
  const nodes = renaming(project.graph.nodes.map(({ id }) => id));
  const edges = renaming(project.graph.edges.map(({ id }) => id));
  return {
    ...project,
    name: '__proto__',
    tasks: project.tasks.map((task) => ({
      ...task,
      id: renamedTo(tasks, task.id),
      name: renamedTo(tasks, task.id),
      target: renamedTo(targets, task.target),
    })),
    graph: {
      nodes: project.graph.nodes.map((node) => ({
        ...node,
        id: renamedTo(nodes, node.id),
        name: 'constructor',
        params: {
          ...node.params,
          ...(node.params.task === undefined ? {} : { task: renamedTo(tasks, node.params.task) }),
          ...(node.kind === inputKind ? { input: renamedTo(inputs, node.params.input) } : {}),
        },
      })),
      edges: project.graph.edges.map((edge) => ({
        ...edge,
        id: renamedTo(edges, edge.id),
        source: renamedTo(nodes, edge.source),
        target: renamedTo(nodes, edge.target),
      })),
    },
    ties: project.ties.map((tie) => ({ ...tie, id: '__proto__', a: renamedTo(nodes, tie.a), b: renamedTo(nodes, tie.b) })),
    training: {
      ...project.training,
      batchSize: 16,
      earlyStopping: { ...project.training.earlyStopping, enabled: true, watch: at(awkward, 0) },
    },
  };
}

const preset = (id: string): Project => {
  const found = presets.find((one) => one.id === id);
  invariant(found, `there is a preset ${id}`);
  return found.project();
};

/** On few samples, with soft sharing between two of its layers. */
function toy(id: string): Project {
  const project = preset(id);
  const [a, b] = project.graph.nodes.filter(({ kind }) => kind === 'dense');
  invariant(a && b, 'there are two Dense layers');
  return {
    ...project,
    data: { ...project.data, options: { ...project.data.options, samples: 200 } },
    ties: [{ id: 'tie', a: a.id, b: b.id, weight: 0.01 }],
  };
}

/** Every kind of task on a data set of the visitor's own, whose inputs and targets have awkward names too. */
function ownDocument(): { project: Project; data: PlainDataset } {
  const { signature, inputs, targets } = everyFormat(120);
  const named = renaming(['x', 'so-far']);
  const namedTargets = new Map(signature.targets.map(({ id }, i) => [id, awkward[i + 2] ?? id]));
  const data: PlainDataset = {
    id: 'constructor',
    view: 'table',
    text: { title: { en: 'Own', 'zh-CN': '自' }, summary: { en: '', 'zh-CN': '' }, more: { en: '', 'zh-CN': '' } },
    licence: '',
    signature: {
      count: signature.count,
      inputs: signature.inputs.map((input) => ({ ...input, id: renamedTo(named, input.id) })),
      targets: signature.targets.map((target) => ({
        ...target,
        id: renamedTo(namedTargets, target.id),
        ...(target.format === 'sequence' ? { previous: renamedTo(named, target.previous) } : {}),
        ...(target.format === 'input' ? { input: renamedTo(named, target.input) } : {}),
      })),
    },
    tensors: {
      inputs: Object.fromEntries(Object.entries(inputs).map(([id, values]) => [renamedTo(named, id), values])),
      targets: Object.fromEntries(Object.entries(targets).map(([id, values]) => [renamedTo(namedTargets, id), values])),
    },
  };
  const project = renamed(everyKind(taskKindIds.map((kind) => ({ kind }))), named, namedTargets);
  return { data, project: { ...project, data: { ...project.data, dataset: 'constructor', options: {} } } };
}

function opened(): { playground: ReturnType<typeof directPlayground>; script: PlaygroundApi } {
  const playground = directPlayground(preset('toy-related'), modelFormats, wasm);
  return { playground, script: createScripting(playground, '0') };
}

afterAll(() => pageDatasets.forget('constructor'));

const documents: readonly (readonly [string, Project, PlainDataset | null])[] = [
  ['two tasks with soft sharing', renamed(toy('toy-related')), null],
  ['a mixture of experts', renamed(toy('mmoe')), null],
  ['every kind of task on data of the visitor’s own', ownDocument().project, ownDocument().data],
];

test.each(documents)(
  'whatever its parts are called, a document trains, is judged, predicts, leaves and comes back: %s',
  async (_, project, data) => {
    const { playground, script } = opened();
    const joined = data && playground.actions.joinDataset(data);
    expect(joined?.ok ?? true).toBe(true);
    const ids = project.tasks.map(({ id }) => id);

    expect(await script.load({ project: JSON.parse(JSON.stringify(project)) })).toEqual([]);
    expect(script.project()).toEqual(project);
    expect(await script.load({ link: linkTo('https://here/', project) })).toEqual([]);
    expect(script.project()).toEqual(project);

    const perEpoch = Math.ceil(playground.run.getState().history.prepared?.stepsPerEpoch ?? 0);
    expect(await script.train({ steps: Math.max(20, perEpoch) })).toMatchObject({ state: 'paused' });
    const rows = script.history();
    for (const { loss } of rows) {
      expect(Object.keys(loss)).toEqual(ids);
      for (const id of ids) expect(loss[id]).toBeTypeOf('number');
    }
    const validated = rows.find(({ validation }) => validation)?.validation ?? {};
    expect(Object.keys(validated)).toEqual(ids);
    const [header = ''] = historyCsv(playground.actions.allRuns()).split('\r\n');
    for (const id of ids) expect(header.split(',')).toEqual(expect.arrayContaining([`${id} loss`, `${id} validation loss`]));

    const record = at(playground.actions.allRuns(), 0);
    for (const written of [writeRun(record), JSON.parse(JSON.stringify(runJson(record)))]) {
      const read = readRun(written);
      expect(read.ok && Object.keys(read.value.recorded.columns.loss ?? {})).toEqual(ids);
      expect(read.ok && Object.keys(read.value.recorded.validation.last()?.tasks ?? {})).toEqual(ids);
    }

    for (const split of splitNames) expect(Object.keys(await script.evaluate(split))).toEqual(ids);
    const { signature } = derive(project);
    const inputs = (signature?.inputs ?? []).map(({ id, shape }) => [id, new Float32Array(2 * sizeOf(shape))] as const);
    const predicted = await script.predict(Object.fromEntries(inputs), 2);
    expect(Object.keys(predicted)).toEqual(ids);
    for (const id of ids) expect(predicted[id]?.length).toBeGreaterThan(0);
    const samples = await playground.actions.request({ kind: 'samples', split: 'test', start: 0, count: 2 });
    expect(samples.ok && Object.keys(samples.value.samples.predictions)).toEqual(ids);

    const before = await playground.actions.request({ kind: 'checkpoint' });
    for (const { id } of script.formats()) {
      // What stock TensorFlow.js cannot hold is said in words; that has nothing to do with names.
      const { step } = script.status();
      const file = await playground.actions.exportModel(id, 'current');
      expect(file.ok ? [] : file.diagnostics.map(({ code }) => code)).toEqual(file.ok ? [] : ['file.noStockLayer']);
      if (!file.ok) continue;
      if (!modelFormats.find((format) => format.id === id)?.reader) {
        // ONNX, which the page does not read.
        expect(id).toBe('onnx');
        expect(file.value.bytes.length).toBeGreaterThan(1000);
        continue;
      }
      expect(await playground.actions.openFile(file.value.fileName, file.value.bytes)).toEqual([]);
      expect(script.project()).toEqual(project);
      // Weights that come with a document are told of.
      const told = playground.run.getState().notices.filter(({ code }) => code === 'page.weightsOpened');
      expect(told.map(({ values }) => values)).toEqual(id === 'project' ? [] : [{ file: file.value.fileName, step: `${step}` }]);
      await script.train({ steps: 0 });
      if (id === 'project') continue;
      const after = await playground.actions.request({ kind: 'checkpoint' });
      expect(after.ok && after.value.checkpoint.parameters).toEqual(before.ok && before.value.checkpoint.parameters);
    }
  },
);

test('a document may ask for what there is not under any name: it is told so, and the next one opens', async () => {
  const { script } = opened();
  const good = toy('toy-related');
  expect(await script.load({ project: good })).toEqual([]);
  for (const name of awkward) {
    const nodes = (change: (node: Project['graph']['nodes'][number]) => object) => ({
      ...good,
      graph: { ...good.graph, nodes: good.graph.nodes.map((node) => ({ ...node, ...change(node) })) },
    });
    const named = Object.fromEntries([[name, 1]]);
    const bad: Record<string, unknown> = {
      kind: nodes(({ kind }) => (kind === 'dense' ? { kind: name } : {})),
      'kind of task': { ...good, tasks: good.tasks.map((task) => ({ ...task, kind: name })) },
      loss: { ...good, tasks: good.tasks.map((task) => ({ ...task, loss: name })) },
      target: { ...good, tasks: good.tasks.map((task) => ({ ...task, target: name })) },
      dataset: { ...good, data: { ...good.data, dataset: name } },
      option: { ...good, data: { ...good.data, options: JSON.parse(`{"${name}":1}`) } },
      input: nodes(({ kind }) => (kind === 'input' ? { params: { input: name } } : {})),
      'task of a head': nodes(({ kind }) => (kind === 'head' ? { params: { task: name } } : {})),
      port: { ...good, graph: { ...good.graph, edges: good.graph.edges.map((edge) => ({ ...edge, port: name })) } },
      parameter: nodes(({ kind, params }) => (kind === 'dense' ? { params: { ...params, ...named } } : {})),
      method: { ...good, training: { ...good.training, balancing: { method: name, parameters: {} } } },
      optimiser: { ...good, training: { ...good.training, optimizer: { kind: name } } },
      schedule: { ...good, training: { ...good.training, schedule: { kind: name } } },
    };
    for (const [place, project] of Object.entries(bad)) {
      const diagnostics = await script.load({ project });
      const left = name === '__proto__' && (place === 'option' || place === 'parameter');
      expect([place, name, diagnostics.some(({ severity }) => severity === 'error')]).toEqual([place, name, !left]);
      expect([place, name, script.status().state]).not.toEqual([place, name, 'preparing']);
    }
    await expect(script.exportModel(name)).rejects.toMatchObject({ diagnostics: [{ code: 'page.badArgument' }] });
    await expect(script.run(name)).rejects.toMatchObject({ diagnostics: [{ code: 'page.badArgument' }] });
    expect(() => script.setTaskWeight(name, 1)).toThrow(name);
    expect(await script.load({ preset: name })).toMatchObject([{ code: 'page.unknownParameter' }]);
  }
  expect(await script.load({ project: good })).toEqual([]);
  expect(await script.train({ steps: 1 })).toMatchObject({ state: 'paused', step: 1 });
});
