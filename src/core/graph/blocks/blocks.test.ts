import { describe, expect, it } from 'vitest';
import { defaults } from '../../project/defaults.ts';
import type { GraphNode, Project } from '../../project/schema.ts';
import { invariant } from '../../util/assert-never.ts';
import type { Language } from '../../util/localized.ts';
import { analyzeGraph } from '../analyze.ts';
import { deepDocument, documentOf, sharedDocument, signature, wiresOf } from '../testing/documents.ts';
import type { BlockPlace } from './block.ts';
import { insertBlock } from './insert-block.ts';
import { type BlockId, blocks } from './registry.ts';

const at = (...nodes: string[]): BlockPlace => ({ nodes, edge: null });

function inserted(id: BlockId, project: Project, place: BlockPlace, sizes: object = {}, language: Language = 'en'): Project {
  const block = blocks[id];
  const context = { project, signature, place, language };
  const result = insertBlock(block, context, { ...block.suggest(context), ...sizes });
  invariant(result.ok, result.ok ? '' : result.diagnostics.map(({ message }) => message).join(' '));
  return result.value;
}

function refusals(id: BlockId, project: Project, place: BlockPlace, sizes: object = {}): string[] {
  const context = { project, signature, place, language: 'en' as const };
  const result = insertBlock(blocks[id], context, { ...blocks[id].suggest(context), ...sizes });
  return result.ok ? [] : result.diagnostics.map(({ code }) => code);
}

const kinds = ({ graph }: Project): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { kind } of graph.nodes) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
};
const names = ({ graph }: Project): string[] => graph.nodes.map(({ name }) => name).filter((name) => name !== '');
const node = ({ graph }: Project, id: string): GraphNode => {
  const found = graph.nodes.find((item) => item.id === id || item.name === id);
  invariant(found, `there is a node ${id}`);
  return found;
};
/** What feeds a node, by port, in the order of the edges. */
const feeds = (project: Project, id: string): string[] =>
  project.graph.edges
    .filter(({ target }) => target === node(project, id).id)
    .map(({ source, port }) => `${port === 'in' ? '' : `${port}=`}${node(project, source).name || source}`);

describe('MMoE', () => {
  it('puts shared experts and a gate per task between a layer and what follows', () => {
    const project = inserted('mmoe', sharedDocument(), at('shared'), { experts: 2 });
    expect(names(project)).toEqual(['Expert 1', 'Expert 2', 'Gate · digit', 'Gate · group']);
    for (const task of ['digit', 'group']) {
      expect(feeds(project, `Gate · ${task}`)).toEqual(['experts=Expert 1', 'experts=Expert 2', 'gate=shared']);
    }
    expect(feeds(project, 'd')).toEqual(['Gate · digit']);
    expect(feeds(project, 'g')).toEqual(['Gate · group']);
    expect(node(project, 'Expert 1').params).toMatchObject({ units: 8, activation: 'relu' });
  });

  it('goes into one wire where one is selected, and names nodes in the visitor’s language', () => {
    const before = sharedDocument();
    const edge = before.graph.edges.find(({ target }) => target === 'd')?.id ?? null;
    const project = inserted('mmoe', before, { nodes: [], edge }, { experts: 1 }, 'zh-CN');
    expect(names(project)).toEqual(['专家 1', '门控 · digit']);
    expect(feeds(project, 'g')).toEqual(['shared']);
  });

  it('goes where the tasks part when nothing is selected, and splits what several tasks share behind its place', () => {
    expect(feeds(inserted('mmoe', sharedDocument(), at()), 'd')).toEqual(['Gate · digit']);
    const project = inserted('mmoe', sharedDocument(), at('in'), { experts: 2 });
    expect([feeds(project, 'shared'), feeds(project, 'shared-1')]).toEqual([['Gate · digit'], ['Gate · group']]);
    expect(kinds(project)).toMatchObject({ dense: 6, mixture: 2 });
    expect(analyzeGraph(project, signature).nodes.get('shared')?.tasks).toEqual(['digit']);
  });

  it('makes convolutions of images, and gives a head that it feeds its logits', () => {
    const image = documentOf(
      { picture: ['input', { input: 'image' }], conv: ['conv2d', { filters: 3 }], pool: ['globalPool'] },
      'picture conv pool digit-head',
      'pool group-head',
    );
    const onImages = inserted('mmoe', image, at('conv'), { experts: 2 });
    expect(kinds(onImages)).toMatchObject({ conv2d: 3, mixture: 2 });
    const intoHead = inserted('mmoe', sharedDocument(), at('d'), { experts: 2, units: 7 });
    const logits = feeds(intoHead, 'digit-head');
    expect(logits).toEqual(['dense-3']);
    expect(node(intoHead, 'dense-3').params).toMatchObject({ units: 10 });
    expect(feeds(intoHead, 'dense-3')).toEqual(['Gate · digit']);
  });

  it('is refused behind a layer that does not work, behind a head, and with sizes out of range', () => {
    const broken = documentOf({ lost: ['dense'] }, 'lost digit-head');
    expect(refusals('mmoe', broken, at('lost'))).toEqual(['block.noShape']);
    expect(refusals('mmoe', sharedDocument(), at('in', 'd'))).toEqual(['block.place']);
    expect(refusals('mmoe', sharedDocument(), at('shared'), { experts: 0 })).toEqual(['file.badField']);
    expect(refusals('mmoe', sharedDocument(), at('digit-head'))).toEqual([]);
  });

  it('names what no longer fits where the new width does not suit what stands behind', () => {
    const cut = documentOf(
      { wide: ['dense', { units: 8 }], part: ['slice', { begin: 6, size: 2 }], d: ['dense', { units: 10 }] },
      'in wide part d digit-head',
    );
    expect(refusals('mmoe', cut, at('wide'), { units: 4 })).toEqual(['layer.slice']);
    expect(refusals('mmoe', cut, at('wide'))).toEqual([]);
  });
});

describe('OMoE', () => {
  it('shares its one gate, and leaves what follows as it is', () => {
    const project = inserted('omoe', sharedDocument(), at('in'), { experts: 3 });
    expect(feeds(project, 'Gate')).toEqual(['experts=Expert 1', 'experts=Expert 2', 'experts=Expert 3', 'gate=in']);
    expect(feeds(project, 'shared')).toEqual(['Gate']);
    expect(analyzeGraph(project, signature).nodes.get('shared')?.shared).toBe(true);
  });
});

describe('CGC and PLE', () => {
  it('let each gate see the own and the shared experts, and nobody else’s', () => {
    const project = inserted('cgc', sharedDocument(), at('shared'), { experts: 2, own: 1 });
    expect(feeds(project, 'Gate · digit')).toEqual([
      'experts=Expert · digit',
      'experts=Shared 1',
      'experts=Shared 2',
      'gate=shared',
    ]);
    expect(analyzeGraph(project, signature).nodes.get(node(project, 'Expert · digit').id)?.tasks).toEqual(['digit']);
    expect(refusals('cgc', sharedDocument(), at('d'))).toEqual(['block.tasks']);
  });

  it('lead a shared path, gated over all experts, from level to level', () => {
    const project = inserted('ple', sharedDocument(), at('shared'), { experts: 1, own: 1, levels: 2 });
    expect(kinds(project)).toMatchObject({ mixture: 5, dense: 9 });
    expect(feeds(project, 'Gate · Shared')).toEqual([
      'experts=Expert · digit',
      'experts=Expert · group',
      'experts=Shared 1',
      'gate=shared',
    ]);
    const gates = project.graph.nodes.filter(({ name }) => name === 'Gate · digit');
    const second = feeds(project, gates[1]?.id ?? '');
    expect(second.at(-1)).toBe('gate=Gate · digit');
    const ownOfSecond = project.graph.nodes.filter(({ name }) => name === 'Expert · digit')[1];
    expect(feeds(project, ownOfSecond?.id ?? '')).toEqual(['Gate · digit']);
    const sharedOfSecond = project.graph.nodes.filter(({ name }) => name === 'Shared 1')[1];
    expect(feeds(project, sharedOfSecond?.id ?? '')).toEqual(['Gate · Shared']);
  });
});

describe('DSelect-k', () => {
  it('chooses per task without a gate, or per sample by the features', () => {
    const perTask = inserted('dselect', sharedDocument(), at('shared'), { experts: 2, selectors: 1 });
    expect(feeds(perTask, 'Gate · digit')).toEqual(['experts=Expert 1', 'experts=Expert 2']);
    expect(node(perTask, 'Gate · digit').params).toMatchObject({ selectors: 1 });
    const perSample = inserted('dselect', sharedDocument(), at('shared'), { experts: 2, choice: 'sample' });
    expect(feeds(perSample, 'Gate · digit')).toContain('gate=shared');
  });
});

describe('cross-stitch and sluice', () => {
  it('give each task a branch whose layers are stitched, the own one first', () => {
    const project = inserted('crossStitch', sharedDocument(), at('shared'), { levels: 2 });
    expect(kinds(project)).toMatchObject({ learnedSum: 4, dense: 7 });
    expect(feeds(project, 'Stitch · group')).toEqual(['Branch · group', 'Branch · digit']);
    expect(feeds(project, 'd')).toEqual(['Stitch · digit']);
  });

  it('stitch the layers that are selected, and take their place', () => {
    const branches = documentOf(
      { a: ['dense', { units: 4 }], b: ['dense', { units: 4 }], d: ['dense', { units: 10 }], g: ['dense', { units: 5 }] },
      'in a d digit-head',
      'in b g group-head',
    );
    const project = inserted('crossStitch', branches, at('a', 'b'));
    expect(wiresOf(project)).toEqual(
      [
        'in>a',
        'in>b',
        'a>learnedSum-1',
        'b>learnedSum-1',
        'b>learnedSum-2',
        'a>learnedSum-2',
        'learnedSum-1>d',
        'learnedSum-2>g',
        'd>digit-head',
        'g>group-head',
      ].sort(),
    );
    expect(refusals('crossStitch', branches, at('a', 'd'))).toEqual(['block.oneBehindOther']);
  });

  it('of a sluice cut layers into subspaces and end in a learned sum over all levels, the last one first', () => {
    const project = inserted('sluice', sharedDocument(), at('shared'), { levels: 2 });
    expect(kinds(project)).toMatchObject({ learnedSum: 6 });
    const last = project.graph.edges.find(({ target }) => target === 'd')?.source ?? '';
    expect(feeds(project, last)).toEqual(['Stitch · digit', 'Stitch · digit']);
    expect(node(project, feeds(project, 'Stitch · digit').length > 0 ? 'Stitch · digit' : '').params).toMatchObject({
      subspaces: 2,
    });
    expect(refusals('sluice', sharedDocument(), at('shared'), { subspaces: 3 })).toEqual(['layer.subspaces', 'layer.subspaces']);
  });
});

describe('MTAN', () => {
  it('picks shared features by a mask per task, which reads the trunk and what was picked before', () => {
    const project = inserted('mtan', sharedDocument(), at('shared'), { levels: 2 });
    expect(kinds(project)).toMatchObject({ multiply: 4, batchNorm: 8, concat: 2 });
    const [first, second] = project.graph.nodes.filter(({ kind }) => kind === 'multiply').filter((_, i) => i % 2 === 0);
    expect(feeds(project, first?.id ?? '')).toEqual(['Mask · digit', 'Shared 1']);
    expect(feeds(project, second?.id ?? '')).toEqual(['Mask · digit', 'Shared 2']);
    expect(feeds(project, 'concat-1')).toEqual(['Shared 1', 'multiply-1']);
    expect(analyzeGraph(project, signature).nodes.get(node(project, 'Shared 2').id)?.shared).toBe(true);
  });
});

describe('task-specific heads', () => {
  it('give tasks without an output one, and otherwise a layer of their own', () => {
    const open = documentOf({ shared: ['dense', { units: 8 }] }, 'in shared');
    const headless = { ...open, graph: { ...open.graph, nodes: open.graph.nodes.filter(({ kind }) => kind !== 'head') } };
    for (const project of [open, headless]) {
      const built = inserted('towers', project, at('shared'), { units: 6 });
      expect(analyzeGraph(built, signature).trainable).toBe(true);
      expect(feeds(built, 'Tower · digit')).toEqual(['shared']);
    }
    const more = inserted('towers', sharedDocument(), at('shared'), { units: 6 });
    expect(feeds(more, 'd')).toEqual(['Tower · digit']);
  });
});

describe('cascade', () => {
  const branch = (): Project =>
    documentOf(
      { shared: ['dense', { units: 8 }], mine: ['dense', { units: 6 }], d: ['dense', { units: 10 }], g: ['dense', { units: 5 }] },
      'in shared d digit-head',
      'shared mine g group-head',
    );

  it('joins one task’s probabilities to the features of the other’s first own layer, behind a stopped gradient', () => {
    const project = inserted('cascade', branch(), at(), { from: 'digit', to: 'group' });
    expect(feeds(project, 'softmax-1')).toEqual(['d']);
    expect(feeds(project, 'stopGradient-1')).toEqual(['softmax-1']);
    expect(feeds(project, 'concat-1')).toEqual(['shared', 'stopGradient-1']);
    expect(feeds(project, 'mine')).toEqual(['concat-1']);
  });

  it('hands on plain logits with their gradient where that is wanted', () => {
    const project = inserted('cascade', branch(), at(), { from: 'group', to: 'digit', feed: 'logits', stop: false });
    expect(feeds(project, 'concat-1')).toEqual(['shared', 'g']);
    expect(kinds(project)).not.toHaveProperty('stopGradient');
  });

  it('begins at the head that is selected, and never makes a cycle or joins a task to itself', () => {
    const context = { project: branch(), signature, place: at('group-head'), language: 'en' as const };
    expect(blocks.cascade.suggest(context)).toMatchObject({ from: 'group', to: 'digit' });
    expect(refusals('cascade', branch(), at(), { from: 'digit', to: 'digit' })).toEqual(['block.sameTask']);
    const there = inserted('cascade', branch(), at(), { from: 'digit', to: 'group' });
    expect(refusals('cascade', there, at(), { from: 'group', to: 'digit' })).toEqual(['block.cascadeNoPlace']);
    const none = documentOf({ d: ['dense', { units: 10 }] }, 'in d digit-head');
    expect(refusals('cascade', none, at(), { from: 'group', to: 'digit' })).toEqual(['block.cascadeNoOutput']);
  });
});

describe('fusion', () => {
  const two = (): Project =>
    documentOf(
      { a: ['dense', { units: 4 }], b: ['dense', { units: 6 }], d: ['dense', { units: 10 }], g: ['dense', { units: 5 }] },
      'in a d digit-head',
      'in b g group-head',
    );

  it('joins the selected layers, and everything that they fed reads the result', () => {
    const project = inserted('fusion', two(), at('a', 'b'), { mode: 'concat' });
    expect(feeds(project, 'Fusion')).toEqual(['a', 'b']);
    expect(feeds(project, 'd')).toEqual(['Fusion']);
    expect(feeds(project, 'g')).toEqual(['Fusion']);
  });

  it('makes equal widths before it adds or blends; the gate reads all parts', () => {
    const added = inserted('fusion', two(), at('a', 'b'), { mode: 'add' });
    expect(feeds(added, 'Fusion')).toEqual(['dense-1', 'dense-2']);
    const gated = inserted('fusion', two(), at('a', 'b'), { mode: 'gated' });
    expect(feeds(gated, 'Fusion')).toEqual(['experts=dense-1', 'experts=dense-2', 'gate=concat-1']);
    expect(feeds(gated, 'concat-1')).toEqual(['a', 'b']);
    expect(refusals('fusion', two(), at('a'))).toEqual(['block.severalNodes']);
  });
});

describe('soft sharing', () => {
  it('splits one shared layer and ties the copies of all that was split with it', () => {
    const project = inserted('softSharing', sharedDocument(), at('shared'), { weight: 0.5 });
    expect(project.ties).toEqual([{ id: 'tie-1', a: 'shared', b: 'shared-1', weight: 0.5 }]);
    expect([feeds(project, 'd'), feeds(project, 'g')]).toEqual([['shared'], ['shared-1']]);
  });

  it('takes the last shared layer with weights where nothing is selected', () => {
    const project = inserted('softSharing', deepDocument(), at());
    expect(project.ties.map(({ a, b }) => [a, b])).toEqual([['second', 'second-1']]);
  });

  it('ties two layers that are selected, once', () => {
    const split = inserted('softSharing', sharedDocument(), at('shared'));
    const untied = { ...split, ties: [] };
    expect(inserted('softSharing', untied, at('shared', 'shared-1')).ties).toHaveLength(1);
    expect(refusals('softSharing', split, at('shared', 'shared-1'))).toEqual(['tie.there']);
    expect(refusals('softSharing', split, at('d', 'g'))).toEqual(['tie.nothingCommon']);
    expect(refusals('softSharing', split, at('in', 'd'))).toEqual(['tie.twoLayers']);
    expect(refusals('softSharing', split, at())).toEqual(['tie.twoLayers']);
  });
});

describe('a Transformer encoder', () => {
  it('is refused where no sequence flows, or heads do not divide the features', () => {
    expect(refusals('transformer', sharedDocument(), at('shared'))).toEqual(['block.sequence']);
    const rows = {
      ...documentOf({ picture: ['input', { input: 'image' }], rows: ['reshape', { shape: [4, 4] }] }, 'picture rows'),
      training: defaults.training(),
    };
    expect(refusals('transformer', rows, at('rows'), { heads: 3 })).toEqual(['block.heads']);
    expect(kinds(inserted('transformer', rows, at('rows'), { blocks: 3 }))).toMatchObject({ transformerBlock: 3 });
  });
});
