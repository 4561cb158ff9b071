import { expect, it } from 'vitest';
import { compileProject } from '../compile/compile.ts';
import { signatureOf } from '../data/registry.ts';
import { moveNodes } from '../graph/edits.ts';
import { toyRelated } from '../presets/toys.ts';
import { diagnosticText } from '../util/diagnostics.ts';
import { parseProject } from './parse.ts';
import type { Project } from './schema.ts';

const withParams = (params: Record<string, unknown>): Project => {
  const project = toyRelated();
  const nodes = project.graph.nodes.map((node, i) => (i === 1 ? { ...node, params: { ...node.params, ...params } } : node));
  return { ...project, graph: { ...project.graph, nodes } };
};

const codes = (given: unknown): (string | undefined)[][] => {
  const result = parseProject(given);
  return result.ok ? [] : result.diagnostics.map(({ code, where }) => [code, where]);
};

it('refuses numbers that float32 cannot hold, wherever they stand', () => {
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, -1e39]) {
    expect(codes(withParams({ value }))).toEqual([['file.badField', 'graph.nodes[1].params.value']]);
  }
});

it('keeps numbers where what uses them can', () => {
  const project = toyRelated();
  const training = (fields: object) => ({ ...project, training: { ...project.training, ...fields } });
  expect(codes(training({ learningRate: 1e-46 }))).toEqual([['file.badField', 'training.learningRate']]);
  expect(codes(training({ clipNorm: 1e-60 }))).toEqual([['file.badField', 'training.clipNorm']]);
  expect(codes(training({ clipNorm: 1e300 }))).toEqual([['file.badField', 'training.clipNorm']]);
  expect(codes(training({ optimizer: { kind: 'adam', epsilon: 1e-320 } }))).toEqual([
    ['file.badField', 'training.optimizer.epsilon'],
  ]);
  const placed = (x: number) => ({
    ...project,
    graph: { ...project.graph, nodes: project.graph.nodes.map((node) => ({ ...node, position: { x, y: 0 } })) },
  });
  expect(codes(placed(1e308))).toEqual([['file.badField', 'graph.nodes[0].position.x']]);
  expect(codes(placed(-2e6))[0]).toEqual(['file.badField', 'graph.nodes[0].position.x']);
  const [first] = project.graph.nodes;
  const moved = moveNodes(project, { [first?.id ?? '']: { x: 1e9, y: -1e9 } });
  expect(moved.graph.nodes[0]?.position).toEqual({ x: 1e6, y: -1e6 });
  expect(codes(moved)).toEqual([]);
});

it('says that a split leaves nothing to train on, instead of asking for a batch of at most 0', () => {
  const project = toyRelated();
  const empty = { ...project, data: { ...project.data, split: { train: 1e-9, validation: 0.5 } } };
  const signature = signatureOf(empty);
  const compiled = signature.ok ? compileProject(empty, signature.value) : signature;
  const problems = compiled.ok ? [] : compiled.diagnostics;
  expect(problems.map(({ code }) => code)).toContain('training.noTrainingData');
  expect(problems.map(({ code }) => code)).not.toContain('training.batchTooLarge');
});

it('shows names of 10⁵ characters cut, in every language', () => {
  const name = 'n'.repeat(1e5);
  const project = withParams({});
  const nodes = project.graph.nodes.map((node) => (node.kind === 'input' ? { ...node, params: { input: name } } : node));
  const wrong = { ...project, graph: { ...project.graph, nodes } };
  const signature = signatureOf(wrong);
  const compiled = signature.ok ? compileProject(wrong, signature.value) : signature;
  const all = [compiled, parseProject({ ...project, data: { ...project.data, dataset: name } }), parseProject({ [name]: 1 })];
  for (const result of all) {
    const diagnostics = result.ok ? [] : result.diagnostics;
    expect(diagnostics.length).toBeGreaterThan(0);
    for (const item of diagnostics) {
      for (const language of ['en', 'zh-CN'] as const) {
        const { message, hint = '' } = diagnosticText(item, language);
        expect(message.length + hint.length).toBeLessThan(1000);
      }
    }
  }
});
