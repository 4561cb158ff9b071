import { describe, expect, it } from 'vitest';
import { at } from '../util/assert-never.ts';
import { defaults } from './defaults.ts';
import { parseProject, parseProjectText } from './parse.ts';
import { serializeProject } from './serialize.ts';

const node = (id: string) => ({ id, kind: 'dense' });
const document = (graph: object) => ({
  format: 'mtl-playground',
  version: 1,
  data: { dataset: 'mnist' },
  tasks: [],
  graph,
  training: {},
});

const refusals = (json: unknown) => {
  const result = parseProject(json);
  return result.ok ? [] : result.diagnostics.map(({ code, where }) => [code, where]);
};

describe('parseProject', () => {
  it('fills what a document leaves out', () => {
    const result = parseProject(document({ nodes: [node('a')], edges: [] }));
    expect(result.ok && result.value.training.learningRate).toBe(1e-3);
    expect(result.ok && at(result.value.graph.nodes, 0).frozen).toBe(false);
  });

  it('refuses a document of a future version and names both numbers', () => {
    const result = parseProject({ ...document({ nodes: [], edges: [] }), version: 7 });
    expect(result.ok ? null : at(result.diagnostics, 0)).toMatchObject({
      code: 'file.futureVersion',
      values: { version: 7, known: 2 },
    });
  });

  it.each([null, 3, 'text', [], {}, { version: 'new' }, { version: -1 }, { version: 0.5 }])(
    'says of %j that it is no document',
    (json) => {
      expect(refusals(json)).toEqual([['file.notADocument', 'file']]);
    },
  );

  it('names the paths of the first problems', () => {
    const bad = document({ nodes: [node('a'), { kind: 'dense' }, { id: 'b', kind: 7 }], edges: [] });
    expect(refusals({ ...bad, training: { batchSize: 1e9, optimizer: { kind: 'magic' } } })).toEqual([
      ['file.missingField', 'graph.nodes[1].id'],
      ['file.badField', 'graph.nodes[2].kind'],
      ['file.badField', 'training.optimizer.kind'],
      ['file.badField', 'training.batchSize'],
    ]);
  });

  it('names found and expected values in symbols, in both languages alike', () => {
    const result = parseProject({ ...document({ nodes: [], edges: [] }), training: { batchSize: 9999 } });
    expect(result.ok ? null : at(result.diagnostics, 0).values).toEqual({
      path: 'training.batchSize',
      found: '9999',
      expected: '≤ 4096',
    });
  });

  it('lists what may be chosen, and says which rule two fields break together', () => {
    const base = document({ nodes: [], edges: [] });
    const data = { dataset: 'mnist', split: { train: 0.75, validation: 0.25 } };
    const result = parseProject({ ...base, data, training: { schedule: { kind: 'magic' } } });
    expect(result.ok ? [] : result.diagnostics.map(({ values }) => values?.expected)).toEqual([
      'train + validation < 1',
      'constant | step | cosine',
    ]);
  });

  it('refuses ids that occur twice and edges whose node does not exist', () => {
    const edge = { id: 'e', source: 'a', target: 'gone' };
    expect(refusals(document({ nodes: [node('a'), node('a')], edges: [edge] }))).toEqual([
      ['file.duplicateId', 'graph.nodes[1].id'],
      ['file.edgeWithoutNode', 'graph.edges[0]'],
    ]);
  });

  it('opens a document with a head whose task is gone, so that it can be repaired on the canvas', () => {
    expect(refusals(document({ nodes: [{ id: 'h', kind: 'head', params: { task: 'gone' } }], edges: [] }))).toEqual([]);
  });

  it('reads text, and says when it is not JSON', () => {
    const project = defaults.project('mnist');
    expect(parseProjectText(serializeProject(project))).toEqual({ ok: true, value: project });
    expect(parseProjectText('{"version"')).toMatchObject({ ok: false, diagnostics: [{ code: 'file.notJson' }] });
  });
});

describe('documents of version 0', () => {
  const old = {
    version: 0,
    title: 'two tasks',
    seed: 5,
    dataset: 'mnist',
    tasks: [
      { id: 'digit', name: 'Digit', target: 'digit', kind: 'classification', loss: 'crossEntropy' },
      { id: 'group', name: 'Group', target: 'group', kind: 'classification', loss: 'crossEntropy', lambda: 0.25, on: false },
    ],
    layers: [
      { id: 'image', type: 'input', settings: { input: 'image' } },
      { id: 'trunk', type: 'dense', label: 'Trunk', x: 200, y: 40, settings: { units: 10 } },
    ],
    heads: [{ id: 'digit-head', task: 'digit', x: 400, y: 40 }],
    links: [
      ['image', 'trunk'],
      ['trunk', 'digit-head'],
    ],
    training: { optimizer: 'sgd', lr: 0.5, batch: 16, epochs: 3 },
  };

  it('still open, with every field in its new place', () => {
    const result = parseProject(old);
    expect(result.ok && result.value).toMatchObject({
      version: 2,
      name: 'two tasks',
      seed: 5,
      data: { dataset: 'mnist', split: { train: 0.7, validation: 0.15 } },
      tasks: [
        { id: 'digit', weight: 1, enabled: true },
        { id: 'group', weight: 0.25, enabled: false },
      ],
      graph: {
        nodes: [
          { id: 'image', kind: 'input', params: { input: 'image' } },
          { id: 'trunk', kind: 'dense', name: 'Trunk', params: { units: 10 }, position: { x: 200, y: 40 } },
          { id: 'digit-head', kind: 'head', params: { task: 'digit' } },
        ],
        edges: [
          { source: 'image', target: 'trunk', port: 'in' },
          { source: 'trunk', target: 'digit-head', port: 'in' },
        ],
      },
      training: { optimizer: { kind: 'sgd' }, learningRate: 0.5, batchSize: 16, epochs: 3 },
    });
  });

  it('are refused with the old field names where they are damaged', () => {
    expect(refusals({ ...old, links: [['image']] })).toEqual([['file.badField', 'links[0]']]);
  });
});
