import { describe, expect, it } from 'vitest';
import { encodeProject } from '../../core/project/codec.ts';
import { toyProject, toyStepsPerEpoch } from '../../engine/training/testing/projects.ts';
import { directPlayground, untilState } from '../../store/testing/direct-playground.ts';
import type { PlaygroundApi } from './playground-api.ts';
import { createScripting } from './scripting.ts';

async function prepared() {
  const playground = directPlayground(toyProject({ epochs: 100_000 }));
  playground.actions.load({ from: 'initial' });
  await untilState(playground, 'idle');
  return { playground, script: createScripting(playground, '1.2.3') };
}

/** As a script calls it: nothing is typed. */
const untyped = (api: PlaygroundApi): { load(source?: unknown): Promise<unknown> } => Object.assign(Object.create(null), api);

const weightOf = ({ project }: Awaited<ReturnType<typeof prepared>>['playground'], task: string) =>
  project.getState().project.tasks.find(({ id }) => id === task)?.weight;

it('lists version, presets and formats', async () => {
  const { script } = await prepared();
  expect(script.version).toBe('1.2.3');
  const presets = script.presets();
  // Links and notebooks rely on these.
  const stable = [
    'digits-shared',
    'digits-independent',
    'digits-hierarchical',
    'digits-fully-shared',
    'digits-cnn',
    'toy-related',
    'toy-conflicting',
  ];
  expect(presets.map(({ id }) => id)).toEqual(expect.arrayContaining(stable));
  for (const { title } of presets) expect(title).not.toBe('');
  expect(script.formats().map(({ id }) => id)).toEqual(
    expect.arrayContaining(['tfjs', 'safetensors', 'onnx', 'pytorch', 'keras', 'javascript', 'project']),
  );
});

describe('load', () => {
  it('replaces the document by preset, project or link', async () => {
    const { playground, script } = await prepared();
    const toy = script.project();
    expect(await script.load({ preset: 'mmoe' })).toEqual([]);
    expect(script.project()).not.toEqual(toy);
    const link = `http://localhost/#project=${encodeProject(toyProject({ epochs: 100_000 }))}`;
    expect(await script.load({ link })).toEqual([]);
    expect(script.project()).toEqual(toy);
    expect(playground.run.getState().history.status.state).toBe('idle');
    await script.load({ preset: 'mmoe' });
    expect(await script.load({ project: toy })).toEqual([]);
    expect(script.project()).toEqual(toy);
  });

  it('says what is wrong and keeps the document, without ever throwing', async () => {
    const { script } = await prepared();
    const before = script.project();
    const sources: unknown[] = [
      { preset: 'no such preset' },
      { project: { nonsense: true } },
      { project: null },
      { project: 'text' },
      { link: 'https://example.org/#project=broken' },
      { link: 'no link at all' },
      undefined,
      null,
      7,
      {},
      { preset: 3 },
      { link: null },
    ];
    for (const source of sources) {
      const said = await untyped(script).load(source);
      expect(said, JSON.stringify(source)).toEqual(
        expect.arrayContaining([expect.objectContaining({ code: expect.any(String), message: expect.any(String) })]),
      );
    }
    // What is no source at all is one mistake.
    for (const source of sources.slice(6)) expect(await untyped(script).load(source)).toHaveLength(1);
    expect(script.project()).toEqual(before);
  });
});

it('gives a copy of the document: changing it changes nothing', async () => {
  const { script } = await prepared();
  const before = script.project();
  Reflect.set(Object(script.project()), 'tasks', []);
  expect(script.project()).toEqual(before);
});

it('train counts steps and epochs, pause stops, reset goes back; status and history tell', async () => {
  const { script } = await prepared();
  expect(script.status()).toMatchObject({
    state: 'idle',
    step: 0,
    epoch: 0,
    executor: { id: expect.any(String), backend: expect.any(String), device: expect.any(String), reason: expect.any(String) },
  });
  expect(await script.train({ steps: 7 })).toMatchObject({ state: 'paused', step: 7 });
  const rows = script.history();
  expect(rows.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  for (const { loss, weight } of rows) {
    expect(Object.keys(loss)).toEqual(['planeA', 'planeB']);
    expect(weight).toEqual({ planeA: 1, planeB: 1 });
  }
  expect((await script.train({ epochs: 1 })).step).toBe(7 + toyStepsPerEpoch);
  const measured = script.history().filter(({ validation }) => validation);
  expect(measured.map(({ step }) => step)).toEqual([toyStepsPerEpoch]);
  expect(measured[0]?.validation?.planeA).toMatchObject({ loss: expect.any(Number), accuracy: expect.any(Number) });

  const unending = script.train();
  await new Promise<void>((resolve) => {
    const stop = script.on('metrics', () => {
      stop();
      resolve();
    });
  });
  expect((await script.pause()).state).toBe('paused');
  const stopped = await unending;
  expect(stopped.state).toBe('paused');
  expect(stopped.step).toBeGreaterThan(7 + toyStepsPerEpoch);
  expect(await script.reset()).toMatchObject({ state: 'idle', step: 0 });
  expect(script.history()).toEqual([]);
});

describe('setTaskWeight', () => {
  it('acts on the next step and is undone', async () => {
    const { playground, script } = await prepared();
    await script.train({ steps: 2 });
    script.setTaskWeight('planeA', 2.5);
    await script.train({ steps: 2 });
    expect(script.history().map(({ weight }) => weight.planeA)).toEqual([1, 1, 2.5, 2.5]);
    expect(weightOf(playground, 'planeA')).toBe(2.5);
    playground.project.undo();
    expect(weightOf(playground, 'planeA')).toBe(1);
  });

  it.each([
    ['planeA', -1, 'weight'],
    ['planeA', Number.NaN, 'weight'],
    ['planeA', Number.POSITIVE_INFINITY, 'weight'],
    ['no such task', 1, 'task'],
  ])('refuses %s %d in words, and nothing changes', async (task, weight, word) => {
    const { script } = await prepared();
    const before = script.project();
    expect(() => script.setTaskWeight(task, weight)).toThrow(word);
    expect(script.project()).toEqual(before);
  });
});

it('evaluate, predict and exportModel work with the current weights', async () => {
  const { script } = await prepared();
  await script.train({ epochs: 8 });
  for (const split of ['train', 'validation', 'test'] as const)
    expect((await script.evaluate(split)).planeA?.accuracy, split).toBeGreaterThan(0.8);
  const [first = Number.NaN, second = Number.NaN, ...others] = (await script.predict([1, 0, -1, 0], 2)).planeA ?? [];
  expect(others).toEqual([]);
  expect(Math.abs(first - second)).toBeGreaterThan(0.5);
  expect([...((await script.predict(Float32Array.of(1, 0, -1, 0), 2)).planeA ?? [])]).toEqual([first, second]);
  for (const { id } of script.formats()) expect((await script.exportModel(id)).size, id).toBeGreaterThan(100);
  await expect(script.exportModel('no such format')).rejects.toThrow('no such format');
});

it('on tells of status, metrics and diagnostics until it is stopped', async () => {
  const { script } = await prepared();
  const states: unknown[] = [];
  let losses = 0;
  const codes: unknown[] = [];
  const stops = [
    script.on('status', (status) => states.push(Reflect.get(Object(status), 'state'))),
    script.on('metrics', (metrics) => {
      losses += Reflect.get(Object(metrics), 'losses').length;
    }),
    script.on('diagnostics', (items) => {
      if (Array.isArray(items)) codes.push(...items.map((item: unknown) => Reflect.get(Object(item), 'code')));
    }),
  ];
  await script.train({ steps: 6 });
  const project = toyProject();
  await script.load({ project: { ...project, training: { ...project.training, batchSize: 4096 } } });
  for (const stop of stops) stop();
  const told = states.length;
  await script.load({ preset: 'toy-related' });
  expect(states).toEqual(expect.arrayContaining(['running', 'paused']));
  expect(losses).toBe(12);
  expect(codes).toContain('training.batchTooLarge');
  expect(states).toHaveLength(told);
});
