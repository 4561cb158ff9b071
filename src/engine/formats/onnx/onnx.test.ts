import { PbfReader } from 'pbf';
import { describe, expect, it } from 'vitest';
import { looking } from '../../../core/compile/looking.ts';
import { planProject } from '../../../core/compile/plan.ts';
import { predictProgram } from '../../../core/compile/programs.ts';
import { signatureOf } from '../../../core/data/registry.ts';
import { nodeLabel } from '../../../core/graph/catalogue.ts';
import { layers } from '../../../core/layers/registry.ts';
import { presets } from '../../../core/presets/registry.ts';
import { interpret } from '../../../core/program/reference/interpret.ts';
import type { BufferView } from '../../../core/program/types.ts';
import type { Project } from '../../../core/project/schema.ts';
import { at } from '../../../core/util/assert-never.ts';
import { inLanguage } from '../../../core/util/localized.ts';
import { randomStream } from '../../../core/util/random.ts';
import { kernelBytes } from '../../executors/wasm/testing/kernel-bytes.ts';
import { createWasmExecutor } from '../../executors/wasm/wasm-executor.ts';
import { given, parametersOf } from '../testing.ts';
import { identifier } from './names.ts';
import { layerDocuments, signature } from './testing/layer-documents.ts';
import { drawFeeds, farthest, openOnnx } from './testing/onnx-session.ts';
import { writeOnnx } from './write-onnx.ts';

const executor = await createWasmExecutor(kernelBytes());

const presetOf = (id: string): Project =>
  at(
    presets.filter((preset) => preset.id === id),
    0,
  ).project();

/** A document as if it had been trained, as far as a file holds that. */
function trained(project: Project) {
  const own = given(signatureOf(project));
  const plan = planProject(project, own);
  const random = randomStream(11, 'state');
  // A variance must be positive.
  const state = Float32Array.from({ length: plan.layout.stateCount }, () => 0.3 + random.next());
  return { plan, source: { project, signature: own, checkpoint: { step: 7, parameters: parametersOf(plan.layout), state } } };
}

describe('in onnxruntime, for any number of samples, predicts what the page does:', () => {
  it.each(presets.map(({ id }) => id))('%s', async (id) => {
    const { plan, source } = trained(presetOf(id));
    const { inputs, tasks, layout } = plan;
    const session = await openOnnx(writeOnnx(source));
    const counts = [3, 1];
    const page = await executor.load(
      { ...looking(layout), predict: predictProgram(plan, at(counts, 0)), predictBatchSize: at(counts, 0) },
      {},
    );
    await page.write('parameters', source.checkpoint.parameters);
    await page.write('state', source.checkpoint.state);
    expect(session.inputs).toEqual(inputs.map((input) => identifier(input.id, '')));
    expect(session.outputs).toHaveLength(tasks.length);
    for (const count of counts) {
      const feeds = drawFeeds(inputs, count);
      const found = await session.predict(feeds, count, inputs);
      const expected = await page.predict(feeds, count);
      for (const [i, { task }] of tasks.entries()) {
        const output = at(session.outputs, i);
        expect(output).toBe(identifier(task.name, ''));
        expect(farthest(found[output] ?? [], expected[`output:${task.id}`] ?? []), output).toBeLessThan(1e-5);
      }
    }
    page.dispose();
    await session.close();
  });
});

const count = 4;

/** How far onnxruntime is from float64 on a document with random weights. */
async function difference(project: Project, byHand?: Parameters<typeof writeOnnx>[1]): Promise<number> {
  const plan = planProject(project, signature);
  const { layout } = plan;
  const random = randomStream(3, project.name);
  const parameters = Float32Array.from({ length: layout.parameterCount }, () => 0.4 * random.normal());
  const state = Float32Array.from({ length: layout.stateCount }, () => 0.3 + random.next());
  const feeds = drawFeeds(plan.inputs, count);
  const program = predictProgram(plan, count);
  const parts = (views: readonly BufferView[], buffer: Float32Array) =>
    views.map(({ offset, size }) => buffer.subarray(offset, offset + size));
  const environment = { parameters: parts(layout.parameters, parameters), states: parts(layout.states, state), feeds };
  const expected = interpret(program, environment).get(program.outputs['output:y'] ?? -1) ?? [];
  const session = await openOnnx(writeOnnx({ project, signature, checkpoint: { step: 0, parameters, state } }, byHand));
  const found = await session.predict(feeds, count, plan.inputs);
  await session.close();
  return farthest(at(Object.values(found), 0), expected);
}

describe.each(Object.keys(layers))('a layer of kind %s', (id) => {
  const documents = layerDocuments(id);

  it('predicts what float64 does, whatever its settings', async () => {
    expect(documents.length).toBeGreaterThan(0);
    for (const document of documents) {
      const params = document.graph.nodes.find((node) => node.id === 'tested')?.params;
      expect(await difference(document), `${document.name} ${JSON.stringify(params)}`).toBeLessThan(1e-5);
    }
  });

  it('can do without an operation of its own', async () => {
    expect(await difference(at(documents, 0), {})).toBeLessThan(1e-5);
  });
});

/** Texts of a message by their field; messages as bytes. */
function fieldsOf(bytes: Uint8Array): ReadonlyMap<number, readonly Uint8Array[]> {
  const found = new Map<number, Uint8Array[]>();
  const reader = new PbfReader(bytes);
  reader.readFields((field) => {
    if (reader.type === 2) found.set(field, [...(found.get(field) ?? []), reader.readBytes()]);
  }, null);
  return found;
}
const texts = (bytes: Uint8Array, field: number): readonly string[] =>
  (fieldsOf(bytes).get(field) ?? []).map((text) => new TextDecoder().decode(text));

const graphIn = (file: Uint8Array): Uint8Array => at(fieldsOf(file).get(7) ?? [], 0);
const nodesIn = (file: Uint8Array): readonly Uint8Array[] => fieldsOf(graphIn(file)).get(1) ?? [];

describe('the graph', () => {
  it('reads as the network stands on the canvas', () => {
    const nodes = nodesIn(writeOnnx(trained(presetOf('digits-cnn')).source));
    expect(nodes.map((node) => at(texts(node, 3), 0))).toEqual([
      'Conv_2D/Transpose',
      'Conv_2D/Conv',
      'Conv_2D/Relu',
      'Max_pool/MaxPool',
      'Conv_2D_2/Conv',
      'Conv_2D_2/Relu',
      'Max_pool_2/MaxPool',
      'Flatten/Transpose',
      'Flatten/Reshape',
      'Dense/Gemm',
      'Dense/Relu',
      'Dense_2/Gemm',
      'Dense_3/Gemm',
      'Digit/Softmax',
      'Group/Softmax',
    ]);
  });

  it.each(presets.map(({ id }) => id))(
    'of %s has the names of the canvas everywhere, and no more constants than it needs',
    (id) => {
      const { plan, source } = trained(presetOf(id));
      const { graph, tasks } = source.project;
      const file = writeOnnx(source);
      const labels = [
        ...graph.nodes.map((node) => inLanguage(nodeLabel(node, { graph, tasks }), 'en')),
        ...tasks.map(({ name }) => name),
      ];
      const scopes = new Set(labels.map((label) => identifier(label, '')));
      // Of equal ones the second has a number behind its name.
      const isScope = (name: string): boolean => scopes.has(name) || scopes.has(name.replace(/_\d+$/, ''));
      const nodes = nodesIn(file);
      for (const node of nodes) {
        const [type, name, output] = [at(texts(node, 4), 0), at(texts(node, 3), 0), at(texts(node, 2), 0)];
        expect(['Constant', 'Loop', 'Scan', 'If']).not.toContain(type);
        const [scope = '', ...rest] = name.split('/');
        expect([isScope(scope), rest.length], name).toEqual([true, 1]);
        expect(isScope(output.split('/')[0] ?? ''), output).toBe(true);
      }
      const held = (fieldsOf(graphIn(file)).get(5) ?? []).map((tensor) => at(texts(tensor, 8), 0));
      const weights = held.filter((name) => name.includes('/'));
      const constants = held.filter((name) => !name.includes('/'));
      for (const name of weights) expect(isScope(name.split('/')[0] ?? ''), name).toBe(true);
      // Attention has one kernel for queries, keys and values, which stand apart here.
      const blocks = plan.graph.nodes.filter(({ kind }) => kind === 'transformerBlock' || kind === 'multiHeadAttention').length;
      expect(weights.length).toBeLessThanOrEqual(plan.layout.parameters.length + plan.layout.states.length + 8 * blocks);
      // Each is named after what it holds, and stands there once.
      expect(new Set(held).size).toBe(held.length);
      for (const name of constants) expect(name).toMatch(/^constant_/);
      expect(constants.length).toBeLessThanOrEqual(Math.max(8, nodes.length / 4));
      const kinds = plan.graph.nodes.map(({ kind }) => kind);
      const count = (type: string): number => nodes.filter((node) => at(texts(node, 4), 0) === type).length;
      expect(count('Conv')).toBe(kinds.filter((kind) => kind === 'conv1d' || kind === 'conv2d').length);
      expect(count('GRU')).toBe(kinds.filter((kind) => kind === 'gru').length);
    },
  );

  it('of a Transformer has neither constants as nodes nor unnamed ones', () => {
    const file = writeOnnx(trained(presetOf('scenes-transformer')).source);
    const types = nodesIn(file).map((node) => at(texts(node, 4), 0));
    expect(types).not.toContain('Constant');
    expect(types.filter((type) => type === 'LayerNormalization').length).toBeGreaterThan(2);
    for (const node of nodesIn(file)) expect(at(texts(node, 3), 0)).toMatch(/^\w[^/]*\/\w+$/u);
  });

  it('holds the document, the tasks and what validation measured', () => {
    const { source } = trained(presetOf('digits-shared'));
    const measured = { loss: 0.5, metrics: { accuracy: 0.9 }, confusion: null, labelled: 10 };
    const file = writeOnnx({ ...source, metrics: { digit: measured } });
    const entries = (fieldsOf(file).get(14) ?? []).map((entry) => [at(texts(entry, 1), 0), at(texts(entry, 2), 0)] as const);
    const metadata = Object.fromEntries(entries);
    expect(JSON.parse(metadata.document ?? '')).toMatchObject({ name: source.project.name });
    expect(JSON.parse(metadata.tasks ?? '')).toMatchObject([{ id: 'digit', output: 'Digit' }, { id: 'group' }]);
    expect(JSON.parse(metadata.metrics ?? '')).toMatchObject({ digit: { accuracy: 0.9, loss: 0.5 } });
  });

  it('has valid names, whatever a document calls things', async () => {
    const project = presetOf('digits-shared');
    const names = ['class', '__init__', '🙂', '"; import os', '../../etc/passwd', '数字', '1st', ''];
    const nodes = project.graph.nodes.map((node, i) => ({ ...node, name: names[i % names.length] ?? '' }));
    const tasks = project.tasks.map((task) => ({ ...task, name: '🙂/"\\' }));
    const { source, plan } = trained({ ...project, name: '\u0000🙂', graph: { ...project.graph, nodes }, tasks });
    const file = writeOnnx(source);
    const session = await openOnnx(file);
    expect(session.outputs).toEqual(['digit', 'group']);
    const found = await session.predict(drawFeeds(plan.inputs, 2), 2, plan.inputs);
    expect(found.digit).toHaveLength(20);
    const written = nodesIn(file).flatMap((node) => [...texts(node, 2), ...texts(node, 3)]);
    for (const name of written) expect(name).toMatch(/^[\p{L}\p{M}_][\p{L}\p{M}\p{N}_/]*$/u);
    await session.close();
  });
});
