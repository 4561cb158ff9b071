import { deflateSync, strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { analyzeGraph } from '../core/graph/analyze.ts';
import { presets } from '../core/presets/registry.ts';
import { toBase64Url } from '../core/project/base64url.ts';
import { decodeProject, encodeProject } from '../core/project/codec.ts';
import { defaults } from '../core/project/defaults.ts';
import { parseProject, parseProjectText } from '../core/project/parse.ts';
import type { GraphEdge, GraphNode, Project } from '../core/project/schema.ts';
import { serializeProject } from '../core/project/serialize.ts';
import { structureKey } from '../core/project/structure.ts';
import { at, invariant } from '../core/util/assert-never.ts';
import { Budget, linkLimits } from '../core/util/budget.ts';
import { type Diagnostic, diagnosticText } from '../core/util/diagnostics.ts';
import { type Random, randomStream } from '../core/util/random.ts';
import { toyProject } from '../engine/training/testing/projects.ts';
import { derive } from './derived.ts';

/** A sentence in both languages, of a length that a page can show, with a value in every place. */
function expectWords(diagnostics: readonly Diagnostic[]): void {
  for (const item of diagnostics) {
    for (const language of ['en', 'zh-CN']) {
      const { message, hint = '' } = diagnosticText(item, language);
      expect(message).not.toBe('');
      expect(message.length + hint.length).toBeLessThan(4000);
      expect(message + hint).not.toMatch(/\{\{|undefined/);
    }
  }
}

const codesOf = (result: ReturnType<typeof parseProject>): string[] => {
  if (result.ok) return [];
  expectWords(result.diagnostics);
  return result.diagnostics.map(({ code }) => code);
};

const nested = (depth: number): unknown => {
  let value: unknown = 0;
  for (let i = 0; i < depth; i++) value = i % 2 ? [value] : { a: value };
  return value;
};

const names = ['constructor', '__proto__', 'toString', 'hasOwnProperty', '', ' ', 'n'.repeat(100_000), '‮𝒳', 'a.b[0]', 'point'];
const numbers = [NaN, Infinity, -Infinity, 1e308, -1e308, 5e-324, 2 ** 53, -1, 0.5, -0, 1e15];
const others = [null, true, {}, [], nested(30), [nested(5)], { toString: 1 }, { length: 1e9 }, { __proto__: 1, constructor: 2 }];
const hostile: readonly unknown[] = [...names, ...numbers, ...others];

/** The document as JSON with something else in a few of its places. */
function mutated(project: Project, random: Random): unknown {
  const document: unknown = structuredClone(project);
  for (let left = 1 + random.int(3); left > 0; left--) mutate(document, random);
  return document;
}

function mutate(value: unknown, random: Random): void {
  if (typeof value !== 'object' || value === null) return;
  const keys = Object.keys(value);
  const key = keys[random.int(keys.length)];
  if (key === undefined) return;
  const inner: unknown = Reflect.get(value, key);
  if (typeof inner === 'object' && inner !== null && random.next() < 0.85) {
    mutate(inner, random);
    return;
  }
  switch (random.int(5)) {
    case 0:
      Reflect.deleteProperty(value, key);
      return;
    case 1:
      Object.defineProperty(value, hostile[random.int(names.length)] as string, {
        value: inner,
        enumerable: true,
        writable: true,
        configurable: true,
      });
      return;
    case 2:
      if (Array.isArray(value)) value.push(inner, inner);
      else Reflect.set(value, key, [inner]);
      return;
    default:
      Reflect.set(value, key, hostile[random.int(hostile.length)]);
  }
}

describe('documents with something else in any of their places', () => {
  const kinds = ['toy-related', 'scenes-cascade', 'words-gru', 'mtan'].map((id) => {
    const preset = presets.find((item) => item.id === id);
    invariant(preset, id);
    return preset.project();
  });

  it('are analysed, compared and written, or refused in words', () => {
    const random = randomStream(2026, 'documents');
    let opened = 0;
    for (let i = 0; i < 400; i++) {
      const result = parseProject(mutated(at(kinds, i % kinds.length), random));
      expectWords(result.ok ? [] : result.diagnostics);
      if (!result.ok) continue;
      opened++;
      expectWords(derive(result.value).diagnostics);
      structureKey(result.value);
      expect(parseProjectText(serializeProject(result.value))).toEqual(result);
    }
    expect(opened).toBeGreaterThan(70);
    expect(opened).toBeLessThan(330);
  });

  it('are links that open, or are refused in words; so are links with damage', () => {
    const random = randomStream(2026, 'links');
    const text = encodeProject(at(kinds, 0));
    for (let i = 0; i < 400; i++) {
      const letters = [...text];
      for (let left = random.int(4); left >= 0; left--) letters[random.int(letters.length)] = 'Az09-_=%'.charAt(random.int(8));
      const budget = new Budget(linkLimits, 'link');
      codesOf(
        decodeProject(letters.slice(0, random.int(9) === 0 ? random.int(letters.length) : letters.length).join(''), budget),
      );
      expect(budget.spent.bytes).toBeLessThanOrEqual(linkLimits.bytes);
    }
  });
});

describe('a document', () => {
  const toy = toyProject();
  const first = at(toy.graph.nodes, 0);
  const withNode = (fields: object): unknown => ({ ...toy, graph: { ...toy.graph, nodes: [{ ...first, ...fields }] } });

  it.each([
    ['a layer with 5,000 lists within one another', withNode({ params: { x: nested(5000) } }), 'file.tooDeep'],
    ['a list with a million places', withNode({ params: { x: new Array(1e9) } }), 'file.tooManyValues'],
    ['a kind of 100,000 letters', withNode({ kind: 'k'.repeat(100_000) }), 'file.badField'],
    ['a data set of 100,000 letters', { ...toy, data: { ...toy.data, dataset: 'd'.repeat(100_000) } }, 'file.badField'],
    ['2,001 nodes', { ...toy, graph: { nodes: Array.from({ length: 2001 }, () => first), edges: [] } }, 'file.badField'],
    ['100,000 edges', { ...toy, graph: { nodes: [], edges: Array.from({ length: 100_000 }, () => ({})) } }, 'file.badField'],
    ['65 tasks', { ...toy, tasks: Array.from({ length: 65 }, () => toy.tasks[0]) }, 'file.badField'],
  ])('with %s is refused in words', (_, document, code) => {
    expect(codesOf(parseProject(document))).toContain(code);
  });

  it('that says a key twice is refused: it cannot be told which is meant', () => {
    const text = serializeProject(toy);
    expect(codesOf(parseProjectText(text.replace('"seed": 1', '"seed": 1, "seed": 2')))).toEqual(['file.repeatedKey']);
    expect(codesOf(parseProjectText(text.replace('"seed": 1', '"seed": 1, "\\u0073eed": 2')))).toEqual(['file.repeatedKey']);
    expect(codesOf(parseProjectText(text))).toEqual([]);
  });

  it('of a link that unfolds to a gigabyte is refused long before', () => {
    // What a megabyte of zeros becomes, over and over, is what a gigabyte of them becomes.
    const piece = deflateSync(new Uint8Array(1 << 24), { level: 9 });
    const budget = new Budget(linkLimits, 'link');
    expect(codesOf(decodeProject(`1.${toBase64Url(piece)}`, budget))).toEqual(['file.tooMuchMemory']);
    expect(budget.spent.bytes).toBeLessThanOrEqual(8 << 20);
    const deep = deflateSync(strToU8('['.repeat(7_000_000)), { level: 9 });
    expect(deep.length).toBeLessThan(10_000);
    const counted = new Budget(linkLimits, 'link');
    expect(codesOf(decodeProject(`1.${toBase64Url(deep)}`, counted))).toEqual(['file.tooDeep']);
    expect(counted.spent.values).toBeLessThan(100);
  });
});

/** How often the ends of edges are read while a graph is analysed: its cost, whatever the machine. */
function edgeReads(nodes: readonly GraphNode[], ends: readonly (readonly [string, string])[]): number {
  let reads = 0;
  const edges = ends.map(([source, target], index): GraphEdge => {
    const edge = defaults.edge({ id: `e${index}`, source, target });
    const counted = (value: string) => ({
      enumerable: true,
      get() {
        reads++;
        return value;
      },
    });
    return Object.defineProperties(edge, { source: counted(source), target: counted(target) });
  });
  const toy = toyProject();
  const { signature } = derive(toy);
  invariant(signature, 'toys have a signature');
  const { diagnostics } = analyzeGraph({ ...toy, graph: { nodes: [...nodes], edges } }, signature);
  expectWords(diagnostics);
  return reads;
}

describe('the analysis of a graph', () => {
  const node = (id: string, kind = 'add', params = {}): GraphNode => defaults.node({ id, kind, params });
  const input = node('in', 'input', { input: 'point' });
  const chain = (length: number, from: string): [string, string][] =>
    Array.from({ length }, (_, i) => [i === 0 ? from : `n${i - 1}`, `n${i}`]);
  const many = (length: number, prefix: string, kind = 'add'): GraphNode[] =>
    Array.from({ length }, (_, i) => node(`${prefix}${i}`, kind, kind === 'head' ? { task: `${prefix}${i}` } : {}));

  const graphs: Readonly<Record<string, (n: number) => [GraphNode[], [string, string][]]>> = {
    'a cycle with a long tail': (n) => [
      [input, node('a'), node('b'), ...many(n, 'n')],
      [['a', 'b'], ['b', 'a'], ...chain(n, 'b')],
    ],
    'one large cycle': (n) => [[input, ...many(n, 'n')], [...chain(n, `n${n - 1}`)]],
    'many small cycles in a row': (n) => [
      [input, ...many(n, 'n'), ...many(n, 'm')],
      [
        ...chain(n, 'in'),
        ...Array.from({ length: n }, (_, i): [string, string][] => [
          [`n${i}`, `m${i}`],
          [`m${i}`, `n${i}`],
        ]).flat(),
      ],
    ],
    'heads of many tasks that do not exist': (n) => [
      [input, ...many(n, 'n', 'activation'), ...many(n, 'h', 'head')],
      [...chain(n, 'in'), ...Array.from({ length: n }, (_, i): [string, string] => [`n${n - 1}`, `h${i}`])],
    ],
    'all edges into one node': (n) => [[input, node('sum')], Array.from({ length: n }, (): [string, string] => ['in', 'sum'])],
    'as many paths as can be': (n) => [
      [input, ...many(n, 'n')],
      Array.from({ length: n }, (_, i): [string, string][] => [
        [i === 0 ? 'in' : `n${i - 1}`, `n${i}`],
        [i === 0 ? 'in' : `n${i - 1}`, `n${i}`],
      ]).flat(),
    ],
  };
  it.each(Object.entries(graphs))('reads each edge a few times, with %s', (_, graph) => {
    const reads = (n: number): number => edgeReads(...graph(n));
    const edges = (n: number): number => graph(n)[1].length;
    expect(reads(300) / edges(300)).toBeLessThan(40);
    expect(reads(600) / edges(600)).toBeLessThan(1.2 * (reads(300) / edges(300)) + 1);
  });

  const documentOf = (layers: readonly GraphNode[], toHead = at(layers, layers.length - 1).id): Project => {
    const toy = toyProject();
    const heads = toy.graph.nodes.filter(({ kind }) => kind === 'head');
    const ids = ['in', ...layers.map(({ id }) => id)];
    return {
      ...toy,
      graph: {
        nodes: [input, ...layers, ...heads],
        edges: [
          ...layers.map(({ id }, i) => defaults.edge({ id: `e${i}`, source: at(ids, i), target: id })),
          ...heads.map(({ id }, i) => defaults.edge({ id: `h${i}`, source: toHead, target: id })),
        ],
      },
    };
  };

  it.each([
    [
      'recurrent layers over thousands of steps',
      [
        node('r', 'repeat', { length: 4096 }),
        ...Array.from({ length: 10 }, (_, i) => node(`g${i}`, 'gru', { units: 2, returns: 'all', bidirectional: true })),
      ],
      'shape.tooManyOperations',
    ],
    [
      'a table of millions of waves',
      [
        node('d', 'dense', { units: 16_384 }),
        node('r', 'repeat', { length: 4096 }),
        node('p', 'positionEmbedding', { positions: 'sinusoidal' }),
      ],
      'shape.tableTooLarge',
    ],
  ])('gives up beside the layer that asks for %s', (_, layers, code) => {
    const { diagnostics, trainable } = derive(documentOf(layers));
    const found = diagnostics.find((item) => item.code === code);
    expect(found?.where).toMatch(/^node:/);
    expect(trainable).toBe(false);
    expectWords(diagnostics);
  });

  it('names a dozen nodes of a cycle, however many there are', () => {
    const toy = toyProject();
    const nodes = [input, ...many(500, 'n')];
    const edges = chain(500, 'n499').map(([source, target], i) => defaults.edge({ id: `e${i}`, source, target }));
    const { diagnostics } = derive({ ...toy, graph: { nodes, edges } });
    const cycle = diagnostics.find(({ code }) => code === 'graph.cycleFound');
    expect(cycle?.message).toMatch(/… \(500\)/);
    expectWords(diagnostics);
  });
});
