import { expect, it } from 'vitest';
import { variantOf } from '../balancing/contract.ts';
import { balancingMethods } from '../balancing/registry.ts';
import { settingsOf } from '../balancing/testing/settings.ts';
import { madeOf } from '../balancing/testing/taken.ts';
import { resolveBalancing, stepFollowsWeights, stepKindOf } from './balancing.ts';
import { defaults } from './defaults.ts';
import { parseProject } from './parse.ts';
import type { Balancing } from './schema.ts';
import { serializeProject } from './serialize.ts';
import { scheduleDiffers, structureKey } from './structure.ts';
import { switchFields } from './switch-fields.ts';
import { switchesOf, switchNames } from './switches.ts';

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
  expect(resolveBalancing(balancing)).toMatchObject({ ok: true, value: { method: balancingMethods.equal, parameters: {} } });
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
  const [equal, dwa, uw, pcgrad, magic] = ['equal', 'dwa', 'uw', 'pcgrad', 'magic'].map((method) => project({ method }));
  if (!equal || !dwa || !uw || !pcgrad || !magic) throw new Error('five documents');
  expect([equal, dwa, uw, pcgrad, magic].map(({ training }) => stepKindOf(training.balancing))).toEqual([
    'plain',
    'plain',
    'weighed',
    'balanced',
    null,
  ]);
  expect(structureKey(dwa)).toBe(structureKey(equal));
  expect(scheduleDiffers(dwa, equal)).toBe(true);
  expect(new Set([equal, uw, pcgrad, magic].map(structureKey)).size).toBe(4);
});

it('takes steps of its own where a method says them, and others where a parameter decides what they compute', () => {
  const kindOf = (method: string, parameters = {}) => stepKindOf({ method, parameters });
  expect([kindOf('famo'), kindOf('moco'), kindOf('forum')]).toEqual(['famo', 'moco', 'forum 1']);
  expect(kindOf('forum', { innerSteps: 3 })).not.toBe(kindOf('forum'));
  expect(kindOf('forum', { phi: 0.5 })).toBe(kindOf('forum'));
});

it('takes over what else is said of weights where the method offers it, and asks for another program where that computes something else', () => {
  const kindOf = (balancing: Partial<Balancing>) => stepKindOf(project(balancing).training.balancing);
  const all = { perNode: true, perSet: true, representation: true, heads: 'weights', every: 3 } as const;
  expect(kindOf({ method: 'mgda', ...all })).toBe('balanced perNode perSet representation weights now and then');
  expect(kindOf({ method: 'upgrad', ...all })).toBe('balanced perNode perSet weights now and then');
  expect(kindOf({ method: 'uw', ...all })).toBe('weighed now and then');
  expect(kindOf({ method: 'rlw', ...all, heads: 'sliders' })).toBe('plain sliders');
  expect(kindOf({ method: 'moco', ...all })).toBe('moco perNode perSet weights');
  expect(kindOf({ method: 'graddrop', ...all })).toBe('graddrop representation');
  expect(kindOf({ method: 'forum', ...all })).toBe('forum 1');
  expect(kindOf({ method: 'moml', ...all, heads: 'sliders' })).toBe('moml sliders now and then');
  expect(kindOf({ method: 'gradnorm', parameters: { on: 'last' } })).toBe('gradnorm last');
  expect(kindOf({ method: 'equal', ...all })).toBe('plain');
  const [rarely, never] = [2, 500].map((every) => project({ method: 'mgda', every }));
  if (!rarely || !never) throw new Error('two documents');
  expect(structureKey(rarely)).toBe(structureKey(never));
  expect(scheduleDiffers(rarely, never)).toBe(true);
  expect(structureKey(rarely)).not.toBe(structureKey(project({ method: 'mgda' })));
  // What is published is said by saying nothing.
  expect(structureKey(project({ method: 'mgda', heads: 'sliders', every: 1, perNode: false }))).toBe(
    structureKey(project({ method: 'mgda' })),
  );
});

it('is, smoothed, what the smoothed method is', () => {
  const smoothed = (of: string, more: Partial<Balancing> = {}) => {
    const balancing = { method: 'cr-mogm', parameters: { of }, ...more };
    const resolved = resolveBalancing(balancing);
    if (!resolved.ok) throw new Error(`${of} can be smoothed`);
    return { kind: stepKindOf(balancing), switches: [...switchesOf(resolved.value.method)], method: resolved.value.method };
  };
  const all = ['equal', 'si', 'rlw', 'dwa', 'stch', 'cosmos', 'pbi', 'famo', 'db-mtl', 'excess-mtl', 'moco', 'modo', 'sdmgrad'];
  const others = [...all, 'auto-lambda', 'moml', 'forum', 'uw', 'gradnorm', 'upgrad'].map((of) => [of, smoothed(of)] as const);
  for (const [of, { method }] of others) {
    const inner = balancingMethods[of];
    expect([of, method.honours]).toEqual([of, inner?.honours]);
    expect([of, method.needs]).toEqual([
      of,
      inner?.needs === 'nothing' || inner?.needs === 'pastLosses' ? 'losses' : inner?.needs,
    ]);
  }
  // What makes a direction without weights has nothing to smooth.
  const possible = balancingMethods['cr-mogm']?.fields.find(({ name }) => name === 'of');
  expect(possible && 'options' in possible && possible.options.map(({ value }) => value)).toEqual(
    Object.keys(balancingMethods).filter((id) => !['graddrop', 'trimmed-mean', 'cr-mogm'].includes(id)),
  );
  expect(others.filter(([of]) => ['rlw', 'uw', 'pbi'].includes(of)).map(([, { kind }]) => kind)).toEqual(
    Array(3).fill('weighed'),
  );
  expect([smoothed('upgrad').kind, smoothed('moco').kind, smoothed('forum').kind]).toEqual([
    'balanced',
    'cr-mogm moco',
    'cr-mogm forum',
  ]);
  expect(smoothed('mgda', { representation: true }).kind).toBe('balanced representation');
  // Dynamic weight average follows from every step of an epoch.
  expect(smoothed('uw').switches).toContain('every');
  expect(smoothed('dwa').switches).not.toContain('every');
});

it('keeps it in a document, and refuses what it cannot be', () => {
  const said = project({ method: 'mgda', perNode: true, every: 3 });
  expect(parseProject(JSON.parse(serializeProject(said)))).toEqual({ ok: true, value: said });
  const wrong = { ...said, training: { ...said.training, balancing: { method: 'mgda', parameters: {}, every: 0 } } };
  expect(parseProject(wrong)).toMatchObject({ ok: false, diagnostics: [{ where: 'training.balancing.every' }] });
});

it('offers switches that are shown, each with a sentence', () => {
  expect(switchFields.map(({ name }) => name).sort()).toEqual([...switchNames].sort());
  for (const method of Object.values(balancingMethods))
    for (const name of switchesOf(method)) expect(switchNames).toContain(name);
  const withRepresentation = Object.values(balancingMethods).filter((method) => switchesOf(method).has('representation'));
  expect(withRepresentation.map(({ id }) => id)).toEqual(['gradnorm', 'mgda', 'imtl-g', 'aligned-mtl', 'graddrop']);
});

it.each(Object.values(balancingMethods))(
  '$id says where a step goes by its weights where these weigh the gradients of its own batch',
  (method) => {
    for (const parameters of settingsOf(method)) {
      const chosen = { method: method.id, parameters };
      expect([parameters, stepFollowsWeights(chosen)]).toEqual([parameters, madeOf(method, parameters).weighsOwn]);
      // Here and there the weights are others.
      expect(stepFollowsWeights({ ...chosen, perNode: true })).toBe(
        stepFollowsWeights(chosen) && !switchesOf(variantOf(method, parameters)).has('perNode'),
      );
    }
  },
);
