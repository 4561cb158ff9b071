import { expect, it } from 'vitest';
import { balancingMethods } from '../balancing/registry.ts';
import { resolveBalancing, stepKindOf } from './balancing.ts';
import { defaults } from './defaults.ts';
import { parseProject } from './parse.ts';
import type { Balancing } from './schema.ts';
import { serializeProject } from './serialize.ts';
import { scheduleDiffers, structureKey } from './structure.ts';

const project = (balancing: Partial<Balancing>) => {
  const blank = defaults.project('mnist');
  return { ...blank, training: { ...blank.training, balancing: { method: 'equal', parameters: {}, ...balancing } } };
};
const refusals = (balancing: Partial<Balancing>) => {
  const result = resolveBalancing(project(balancing).training.balancing);
  return result.ok ? [] : result.diagnostics.map(({ code, where, message }) => [code, where, message]);
};

it('weighs tasks as the visitor says where nothing else is chosen', () => {
  const { balancing } = defaults.project('mnist').training;
  expect(balancing).toEqual({ method: 'equal', parameters: {} });
  expect(resolveBalancing(balancing)).toEqual({ ok: true, value: { method: balancingMethods.equal, parameters: {} } });
});

it('opens a document of version 1 with the weights that it had, and refuses damaged settings in their own words', () => {
  const old = project({});
  const { balancing: _, ...training } = old.training;
  expect(parseProject({ ...old, version: 1, training })).toEqual({ ok: true, value: project({}) });
  // The name meant nothing then.
  expect(parseProject({ ...old, version: 1, training: { ...training, balancing: 7 } })).toEqual({ ok: true, value: project({}) });
  expect(parseProject({ ...old, version: 1, training: 7 })).toMatchObject({
    ok: false,
    diagnostics: [{ code: 'file.badField', where: 'training' }],
  });
});

it('opens a document whose method it does not know, and says so beside the choice', () => {
  const unknown = { method: 'magic', parameters: { wand: 1 } };
  expect(parseProject(JSON.parse(serializeProject(project(unknown))))).toEqual({ ok: true, value: project(unknown) });
  expect(refusals(unknown)).toEqual([
    ['balancing.unknownMethod', 'training.balancing', 'There is no balancing method called magic.'],
  ]);
});

it('fills parameters that are left out, and names those that cannot be', () => {
  expect(resolveBalancing({ method: 'dwa', parameters: {} })).toMatchObject({ value: { parameters: { temperature: 2 } } });
  expect(refusals({ method: 'dwa', parameters: { temperature: -1 } })).toEqual([
    [
      'balancing.badParameter',
      'training.balancing.temperature',
      'Dynamic weight average (DWA): the value -1 of temperature is not possible (expected: ≥ 0.05).',
    ],
  ]);
  expect(refusals({ method: 'equal', parameters: { wand: 1 } })).toMatchObject([
    ['balancing.badParameter', expect.anything(), expect.anything()],
  ]);
});

it('acts on a run at once where the kind of step stays, and is a matter of structure where it changes', () => {
  const [equal, dwa, pcgrad, magic] = ['equal', 'dwa', 'pcgrad', 'magic'].map((method) => project({ method }));
  if (!equal || !dwa || !pcgrad || !magic) throw new Error('four documents');
  expect([equal, dwa, pcgrad, magic].map(({ training }) => stepKindOf(training.balancing))).toEqual([
    'plain',
    'plain',
    'balanced',
    null,
  ]);
  expect(structureKey(dwa)).toBe(structureKey(equal));
  expect(scheduleDiffers(dwa, equal)).toBe(true);
  expect(new Set([equal, pcgrad, magic].map(structureKey)).size).toBe(3);
});
