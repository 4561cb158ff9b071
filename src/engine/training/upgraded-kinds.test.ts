import { describe, expect, it, vi } from 'vitest';
import { analyzeGraph } from '../../core/graph/analyze.ts';
import { parseFragment } from '../../core/graph/fragment.ts';
import type { LayerKind } from '../../core/layers/types.ts';
import { parseProject } from '../../core/project/parse.ts';
import { serializeProject } from '../../core/project/serialize.ts';
import type { TaskKind } from '../../core/tasks/types.ts';
import { at } from '../../core/util/assert-never.ts';

/** Dense, had its `units` been called `width` before. */
vi.mock(import('../../core/layers/registry.ts'), async (original) => {
  const { layers, ...rest } = await original();
  const dense: LayerKind = {
    ...layers.dense,
    upgrade: ({ width, ...params }) => (width === undefined ? params : { units: width, ...params }),
  };
  return { ...rest, layers: { ...layers, dense } };
});

/** Binary, had its loss another name before, and the focal γ too. */
vi.mock(import('../../core/tasks/registry.ts'), async (original) => {
  const { taskKinds, ...rest } = await original();
  const binary: TaskKind<'binary'> = {
    ...taskKinds.binary,
    kind: 'binary',
    upgrade: ({ gamma, ...task }) => ({
      ...task,
      ...(gamma === undefined ? {} : { focalGamma: gamma }),
      ...(task.loss === 'logistic' ? { loss: 'crossEntropy' } : {}),
    }),
  };
  return { ...rest, taskKinds: { ...taskKinds, binary } };
});

const node = (params: unknown) => ({ id: 'a', kind: 'dense', params });
const document = (params: unknown, task: object = {}) => ({
  format: 'mtl-playground',
  version: 1,
  data: { dataset: 'rings' },
  tasks: [{ id: 't', name: 'T', target: 'ring', kind: 'binary', loss: 'crossEntropy', ...task }],
  graph: {
    nodes: [{ id: 'x', kind: 'input', params: { input: 'x' } }, node(params)],
    edges: [{ id: 'e', source: 'x', target: 'a' }],
  },
  training: {},
});

const parsed = (json: unknown) => {
  const result = parseProject(json);
  if (!result.ok) throw new Error(JSON.stringify(result.diagnostics));
  return result.value;
};
const paramsOf = (json: unknown) => at(parsed(json).graph.nodes, 1).params;
const signature = { inputs: [{ id: 'x', shape: [2], dtype: 'f32' as const }], targets: [], count: 10 };
const problemsAt = (json: unknown) =>
  analyzeGraph(parsed(json), signature)
    .diagnostics.filter(({ where }) => where === 'node:a')
    .map(({ code }) => code);

describe('a parameter of a layer kind that got another name', () => {
  it('is read under its old name and written under its new one, in a document of the same version', () => {
    expect(paramsOf(document({ width: 7, bias: false }))).toEqual({ units: 7, bias: false });
    const again = serializeProject(parsed(document({ width: 7 })));
    expect(again).not.toContain('width');
    expect(paramsOf(JSON.parse(again))).toEqual({ units: 7 });
    expect(problemsAt(document({ width: 7 }))).not.toContain('graph.badParameter');
  });

  it('changes nothing where the name is new already', () => {
    expect(paramsOf(document({ units: 7 }))).toEqual({ units: 7 });
    expect(paramsOf(document({}))).toEqual({});
  });

  it('is read out of the clipboard too', () => {
    const text = JSON.stringify({ format: 'mtl-playground/fragment', nodes: [node({ width: 7 })], edges: [] });
    expect(parseFragment(text)?.nodes.map(({ params }) => params)).toEqual([{ units: 7 }]);
  });

  it('leaves every other fault of the file to whom it concerned before', () => {
    expect(parseProject(document('none'))).toMatchObject({ ok: false, diagnostics: [{ code: 'file.badField' }] });
    expect(parseProject({ ...document({}), graph: { nodes: 'none', edges: [] } })).toMatchObject({ ok: false });
    expect(parseProject({ ...document({}), tasks: null })).toMatchObject({ ok: false });
    expect(parseProject({ ...document({}), graph: { nodes: [null, { id: 'a', kind: 'constructor' }], edges: [] } }).ok).toBe(
      false,
    );
    // A field that no one knows opens, and its node says so on the canvas.
    expect(paramsOf(document({ height: 3 }))).toEqual({ height: 3 });
    expect(problemsAt(document({ height: 3 }))).toContain('graph.badParameter');
  });
});

describe('a field of a task kind that got another name', () => {
  it('is read under its old name', () => {
    expect(at(parsed(document({}, { loss: 'logistic', gamma: 2 })).tasks, 0)).toMatchObject({
      loss: 'crossEntropy',
      focalGamma: 2,
    });
    expect(at(parsed(document({}, { focalGamma: 3 })).tasks, 0)).toMatchObject({ loss: 'crossEntropy', focalGamma: 3 });
  });

  it('leaves fields that no one knows out, as ever, and other kinds alone', () => {
    expect(at(parsed(document({}, { delta: 1 })).tasks, 0)).not.toHaveProperty('delta');
    expect(at(parsed(document({}, { kind: 'regression', loss: 'logistic', gamma: 2 })).tasks, 0)).toMatchObject({
      loss: 'logistic',
      focalGamma: 0,
    });
  });
});
