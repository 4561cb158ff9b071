import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileProject } from '../../compile/compile.ts';
import { fillControls } from '../../program/controls.ts';
import { initialOptimizer, initialParameters, initialState } from '../../program/initialize.ts';
import { ReferenceTrainer } from '../../program/reference/trainer.ts';
import { sizeOf } from '../../program/shapes.ts';
import { parseProject } from '../../project/parse.ts';
import { headKind, inputKind, type Project } from '../../project/schema.ts';
import { at, invariant } from '../../util/assert-never.ts';
import { languages } from '../../util/localized.ts';
import { randomStream } from '../../util/random.ts';
import { analyzeGraph } from '../analyze.ts';
import { overlaps, picturedIn } from '../place.ts';
import { servedTasks } from '../serving.ts';
import { documentOf, frozen, type NodeSketch, signature } from '../testing/documents.ts';
import { topologicalOrder } from '../topology.ts';
import type { Block, BlockContext, BlockPlace } from './block.ts';
import { insertBlock } from './insert-block.ts';
import { blocks } from './registry.ts';

const entries = Object.entries(blocks);

/** Rows of 4 in up to six layers, images in up to two, sequences in one: what blocks meet. Each task reads one of the rows. */
const documents = fc
  .record({
    rows: fc.array(fc.record({ kind: fc.nat(2), reads: fc.uniqueArray(fc.nat(20), { minLength: 1, maxLength: 2 }) }), {
      maxLength: 6,
    }),
    digit: fc.nat(20),
    group: fc.nat(20),
    image: fc.boolean(),
    own: fc.boolean(),
  })
  .map(({ rows, digit, group, image, own }): Project => {
    const kinds: readonly NodeSketch[] = [['dense', { units: 4, activation: 'tanh' }], ['activation'], ['add']];
    const nodes: Record<string, NodeSketch> = { base: ['dense', { units: 4, activation: 'tanh' }] };
    const wires = ['in base'];
    const earlier = ['base'];
    const read = (number: number): string => earlier[number % earlier.length] ?? 'base';
    rows.forEach(({ kind, reads }, index) => {
      nodes[`n${index}`] = kinds[kind] ?? ['add'];
      for (const source of [...new Set(reads.map(read))].slice(0, kind < 2 ? 1 : 2)) wires.push(`${source} n${index}`);
      earlier.push(`n${index}`);
    });
    if (image) {
      nodes.picture = [inputKind, { input: 'image' }];
      nodes.conv = ['conv2d', { filters: 2 }];
      nodes.flat = ['flatten'];
      nodes.pixels = ['dense', { units: 4 }];
      wires.push('picture conv flat pixels');
      earlier.push('pixels', 'pixels');
    }
    if (own) {
      nodes.mine = ['dense', { units: 6 }];
      wires.push(`${read(group)} mine`);
    }
    nodes.d = ['dense', { units: 10 }];
    nodes.g = ['dense', { units: 5 }];
    return frozen(documentOf(nodes, ...wires, `${read(digit)} d digit-head`, `${own ? 'mine' : read(group)} g group-head`));
  });

/** Nothing, a wire, or some nodes. */
const place = (project: Project, way: number, picks: readonly number[]): BlockPlace => {
  const { nodes, edges } = project.graph;
  if (way === 0) return { nodes: [], edge: null };
  if (way === 1) return { nodes: [], edge: at(edges, at(picks, 0) % edges.length).id };
  const chosen = picks.slice(0, way - 1).map((pick) => at(nodes, pick % nodes.length).id);
  return { nodes: [...new Set(chosen)], edge: null };
};

const places = fc.record({
  project: documents,
  way: fc.integer({ min: 0, max: 3 }),
  picks: fc.array(fc.nat(100), { minLength: 3, maxLength: 3 }),
  language: fc.constantFrom(...languages),
});

const covered = (project: Project): number => {
  const { nodes } = project.graph;
  const pictured = picturedIn(analyzeGraph(project, signature));
  return nodes.flatMap((node, i) => nodes.slice(i + 1).filter((other) => overlaps(node, other, pictured))).length;
};

const errorsOf = (project: Project) =>
  analyzeGraph(project, signature).diagnostics.filter(({ severity }) => severity === 'error');

describe.each(entries)('the block %s, anywhere in any graph', (_, block) => {
  it('is refused with a reason, or leaves a document that opens, has no new error, and covers no card', () => {
    fc.assert(
      fc.property(places, ({ project, way, picks, language }) => {
        const context: BlockContext = { project, signature, place: place(project, way, picks), language };
        const result = insertBlock(block, context, block.suggest(context));
        if (!result.ok) {
          expect(result.diagnostics.length).toBeGreaterThan(0);
          return;
        }
        const built = result.value;
        expect(parseProject(JSON.parse(JSON.stringify(built)))).toEqual({ ok: true, value: built });
        expect(topologicalOrder(built.graph).blocked).toEqual([]);
        expect(errorsOf(built).length).toBeLessThanOrEqual(errorsOf(project).length);
        expect(covered(built)).toBeLessThanOrEqual(covered(project));
        // Every task is still served by the data.
        const served = (document: Project) => servedTasks(document.graph, ['digit', 'group']).get('in');
        expect(served(built)).toEqual(expect.arrayContaining(served(project) ?? []));
      }),
      { numRuns: 60 },
    );
  });

  it('has a title and an explanation in every language, and fields for its sizes', () => {
    for (const text of Object.values(block.text)) for (const language of languages) expect(text[language].trim()).not.toBe('');
    const context: BlockContext = { project: toy(), signature, place: { nodes: [], edge: null }, language: 'en' };
    const sizes = block.suggest(context);
    expect(block.schema.parse(sizes)).toEqual(sizes);
    expect(Object.keys(sizes).sort()).toEqual(
      block
        .fields(context)
        .map(({ name }) => name)
        .sort(),
    );
  });
});

/** in → two shared layers, one of which is a branch of its own, → both tasks. */
const toy = (): Project =>
  documentOf(
    {
      shared: ['dense', { units: 8, activation: 'tanh' }],
      other: ['dense', { units: 8, activation: 'tanh' }],
      mine: ['dense', { units: 6, activation: 'tanh' }],
      d: ['dense', { units: 10 }],
      g: ['dense', { units: 5 }],
    },
    'in shared d digit-head',
    'in other mine g group-head',
    'shared mine',
  );

/** The same with one trunk. */
const trunk = (): Project =>
  documentOf(
    {
      shared: ['dense', { units: 8, activation: 'tanh' }],
      mine: ['dense', { units: 6 }],
      d: ['dense', { units: 10 }],
      g: ['dense', { units: 5 }],
    },
    'in shared d digit-head',
    'shared mine g group-head',
  );

/** The sequences that a Transformer needs: 4 positions of 4 pixels. */
const sequence = (): Project => {
  const project = documentOf(
    {
      picture: [inputKind, { input: 'image' }],
      rows: ['reshape', { shape: [4, 4] }],
      pooled: ['flatten'],
      d: ['dense', { units: 10 }],
      g: ['dense', { units: 5 }],
    },
    'picture rows pooled d digit-head',
    'pooled g group-head',
  );
  return { ...project, graph: { ...project.graph, nodes: project.graph.nodes.filter(({ id }) => id !== 'in') } };
};

/** Where each block is tried in training. */
const trials: Readonly<Record<string, { readonly project: () => Project; readonly nodes: readonly string[] }>> = {
  fusion: { project: () => withBranches(), nodes: ['shared', 'other'] },
  transformer: { project: sequence, nodes: ['rows'] },
};

const withBranches = (): Project =>
  documentOf(
    {
      shared: ['dense', { units: 8, activation: 'tanh' }],
      other: ['dense', { units: 6, activation: 'tanh' }],
      d: ['dense', { units: 10 }],
      g: ['dense', { units: 5 }],
    },
    'in shared d digit-head',
    'in other g group-head',
  );

/** The mean losses of the first and the last steps of so many, on random samples that a network can learn by heart. */
function trained(project: Project, steps: number): { readonly first: number; readonly last: number } {
  const samples = 12;
  const settings = { ...project, training: { ...project.training, batchSize: samples, learningRate: 0.02 } };
  const compiled = compileProject(settings, signature);
  invariant(compiled.ok, compiled.ok ? '' : compiled.diagnostics.map(({ message }) => message).join(' '));
  const { program } = compiled.value;
  const random = randomStream(5, 'toy');
  const data = Object.fromEntries(
    program.data.map(({ name, shape, dtype }) => {
      if (name.startsWith('mask:')) return [name, new Float32Array(sizeOf(shape)).fill(1)];
      if (dtype === 'i32') return [name, Int32Array.from({ length: sizeOf(shape) }, () => random.int(5))];
      return [name, Float32Array.from({ length: sizeOf(shape) }, () => random.normal())];
    }),
  );
  const trainer = new ReferenceTrainer(program, data);
  trainer.parameters.set(initialParameters(program, 3));
  trainer.state.set(initialState(program));
  trainer.optimizer.set(initialOptimizer(program));
  const rows = Int32Array.from({ length: samples }, (_, i) => i);
  const controls = new Float32Array(program.controls.size);
  const losses = Array.from({ length: steps }, (_, i) => {
    fillControls(program, { step: i + 1, learningRate: 0.02, taskWeights: program.tasks.map(() => 1), seed: 3 }, controls, 0);
    return trainer.step(controls, rows).reduce((sum, loss) => sum + loss, 0);
  });
  return { first: at(losses, 0), last: at(losses, steps - 1) };
}

describe.each(entries)('the block %s in training', (id, block: Block) => {
  it('learns a small sample by heart', () => {
    const { project, nodes } = trials[id] ?? { project: trunk, nodes: ['shared'] };
    const context: BlockContext = { project: project(), signature, place: { nodes, edge: null }, language: 'en' };
    const result = insertBlock(block, context, block.suggest(context));
    invariant(result.ok, result.ok ? '' : result.diagnostics.map(({ message }) => message).join(' '));
    const { first, last } = trained(result.value, 40);
    expect(first).toBeGreaterThan(2);
    expect(last).toBeLessThan(0.7 * first);
    expect(result.value.graph.nodes.filter(({ kind }) => kind === headKind)).toHaveLength(2);
  });
});
