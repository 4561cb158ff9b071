import fc from 'fast-check';
import { deflateSync, strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { fromBase64Url, toBase64Url } from './base64url.ts';
import { decodeProject, encodeProject } from './codec.ts';
import { defaults, optimizerKinds, scheduleKinds } from './defaults.ts';
import type { Project } from './schema.ts';
import { serializeProject } from './serialize.ts';

const json = fc.dictionary(
  fc.string({ unit: 'grapheme', minLength: 1 }).filter((key) => key !== '__proto__'),
  fc.oneof(fc.integer(), fc.boolean(), fc.string(), fc.array(fc.integer())),
);
const number = (min: number, max: number) => fc.double({ min, max, noNaN: true }).map((value) => value + 0);

const projects: fc.Arbitrary<Project> = fc
  .record({
    name: fc.string({ unit: 'grapheme', maxLength: 30 }),
    seed: fc.integer({ min: 0, max: 0xffffffff }),
    nodeCount: fc.integer({ min: 0, max: 8 }),
    taskCount: fc.integer({ min: 0, max: 4 }),
    params: json,
    options: json,
    optimizer: fc.constantFrom(...optimizerKinds),
    schedule: fc.constantFrom(...scheduleKinds),
    weight: number(0, 1000),
    x: number(-1e6, 1e6),
    frozen: fc.boolean(),
  })
  .map((it) => {
    const nodes = Array.from({ length: it.nodeCount }, (_, i) =>
      defaults.node({ id: `n${i}`, kind: 'dense', params: it.params, position: { x: it.x, y: i }, frozen: it.frozen }),
    );
    return {
      ...defaults.project('mnist', it.options),
      name: it.name,
      seed: it.seed,
      tasks: Array.from({ length: it.taskCount }, (_, i) =>
        defaults.task({ id: `t${i}`, name: it.name, target: 'digit', kind: 'binary', loss: 'x', weight: it.weight }),
      ),
      graph: {
        nodes,
        edges: nodes.slice(1).map((node, i) => defaults.edge({ id: `e${i}`, source: `n${i}`, target: node.id })),
      },
      training: {
        ...defaults.training(),
        optimizer: defaults.optimizer(it.optimizer),
        schedule: defaults.schedule(it.schedule),
      },
    };
  });

describe('the link codec', () => {
  it('returns any document unchanged, in letters that a URL keeps as they are', () => {
    fc.assert(
      fc.property(projects, (project) => {
        const text = encodeProject(project);
        expect(encodeURIComponent(text)).toBe(text);
        expect(decodeProject(text)).toEqual({ ok: true, value: project });
      }),
    );
  });

  it('answers any text with a diagnostic', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string().map((text) => `1.${text}`),
      fc.uint8Array().map((bytes) => `1.${toBase64Url(bytes)}`),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const result = decodeProject(text);
        expect(result.ok).toBe(false);
      }),
    );
  });

  it('notices a link that was cut off, wherever', () => {
    const text = encodeProject({ ...defaults.project('mnist'), name: 'a name that is long enough to matter' });
    for (let length = 0; length < text.length; length++) {
      expect(decodeProject(text.slice(0, length))).toMatchObject({ ok: false, diagnostics: [{ where: 'link' }] });
    }
  });

  it('refuses a link that unfolds beyond all measure', () => {
    const bomb = `1.${toBase64Url(deflateSync(new Uint8Array(64 << 20), { level: 9 }))}`;
    expect(decodeProject(bomb)).toMatchObject({ ok: false, diagnostics: [{ code: 'file.tooMuchMemory', where: 'link' }] });
  });

  it('tells a newer packing and a newer document from a broken link', () => {
    expect(decodeProject('2.abcd')).toMatchObject({ ok: false, diagnostics: [{ code: 'file.futureLink' }] });
    const newer = `1.${toBase64Url(deflateSync(strToU8('{"version":99}')))}`;
    expect(decodeProject(newer)).toMatchObject({ ok: false, diagnostics: [{ code: 'file.futureVersion' }] });
  });
});

describe('base64url', () => {
  it('agrees with the platform', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const text = Buffer.from(bytes).toString('base64url');
        expect(toBase64Url(bytes)).toBe(text);
        expect(fromBase64Url(text)).toEqual(bytes);
      }),
    );
  });
});

describe('serializeProject', () => {
  it('gives the same text however the keys were put in', () => {
    const project = defaults.project('mnist', { b: 1, a: 2 });
    const reversed = Object.fromEntries(Object.entries(project).reverse());
    expect(serializeProject({ ...project, ...reversed })).toBe(serializeProject(project));
    const shuffled: Project = { ...project, data: { split: project.data.split, options: { a: 2, b: 1 }, dataset: 'mnist' } };
    expect(serializeProject(shuffled)).toBe(serializeProject(project));
  });

  it('begins with what a reader looks for first', () => {
    expect(serializeProject(defaults.project('mnist'))).toMatch(/^\{\n {2}"format": "mtl-playground",\n {2}"version": 2,/);
  });
});
