import { describe, expect, it } from 'vitest';
import { presets } from '../core/presets/registry.ts';
import { inWordsOf } from '../core/presets/task-names.ts';
import { parseProject } from '../core/project/parse.ts';
import { parseAddress } from './address.ts';
import { findPreset, loadExamples } from './presets.ts';

/** What a database or a link may make of a document: the same fields, in another order. */
const turned = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(turned);
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, field]) => [name, turned(field)]),
  );
};

describe('findPreset', () => {
  it('gives the preset with an id, and says which ids there are where it is none', async () => {
    expect(await findPreset('toy-related')).toMatchObject({ ok: true, value: { id: 'toy-related' } });
    expect(await findPreset('no such preset')).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'page.unknownParameter', hint: expect.stringContaining('toy-related') }],
    });
  });
});

describe('loadExamples', () => {
  it('knows every preset by its document alone', async () => {
    const exampleOf = await loadExamples();
    expect(presets.map(({ project }) => exampleOf(project())?.id)).toEqual(presets.map(({ id }) => id));
  });

  it('knows every one again in another language, and with its fields in another order', async () => {
    const exampleOf = await loadExamples();
    const again = presets.map((preset) => {
      const back = parseProject(turned(JSON.parse(JSON.stringify(inWordsOf('zh-CN', preset.project())))));
      return back.ok ? exampleOf(back.value)?.id : back.diagnostics;
    });
    expect(again).toEqual(presets.map(({ id }) => id));
  });

  it('knows one whose weights, rates and positions were changed, and none whose network, data or seed was', async () => {
    const exampleOf = await loadExamples();
    const [first] = presets;
    const project = first?.project();
    if (!project) throw new Error('no preset');
    const nodes = project.graph.nodes.map((node) => ({ ...node, position: { x: 0, y: node.position.y } }));
    const tasks = project.tasks.map((task) => ({ ...task, weight: 7 }));
    const training = { ...project.training, learningRate: 0.5, epochs: 1 };
    expect(exampleOf({ ...project, name: 'Mine', graph: { ...project.graph, nodes }, tasks, training })).toBe(first);
    expect(exampleOf({ ...project, seed: project.seed + 1 })).toBeNull();
    expect(exampleOf({ ...project, graph: { nodes: nodes.slice(1), edges: [] } })).toBeNull();
    expect(exampleOf({ ...project, data: { ...project.data, split: { ...project.data.split, train: 0.1 } } })).toBeNull();
  });
});

describe('an address with a preset', () => {
  it('opens it, and says so where there is none such while the rest still counts', async () => {
    const toy = presets.find(({ id }) => id === 'toy-related')?.project();
    expect(await parseAddress('#preset=toy-related&lang=en')).toMatchObject({ project: toy, language: 'en', diagnostics: [] });
    expect(await parseAddress('#speed=30')).toMatchObject({ speed: 30, diagnostics: [] });
    for (const speed of ['0', '-1', '1e3', '10000', 'fast']) {
      const asked = await parseAddress(`#speed=${speed}&lang=en`);
      expect(asked).toMatchObject({ speed: null, language: 'en', diagnostics: [{ code: 'page.unknownParameter' }] });
    }
    expect(await parseAddress('#lesson=weights')).toMatchObject({ project: null, lesson: 'weights', diagnostics: [] });
    expect(await parseAddress('#preset=nothing&theme=dark')).toMatchObject({
      project: null,
      theme: 'dark',
      diagnostics: [{ code: 'page.unknownParameter' }],
    });
  });
});
