import { describe, expect, it } from 'vitest';
import { head, input, layer, wires } from '../../core/presets/sketch.ts';
import { everyFormat, everyKind } from '../../core/presets/testing/every-kind.ts';
import type { Project } from '../../core/project/schema.ts';
import { at, invariant } from '../../core/util/assert-never.ts';
import type { Session } from '../executors/executor.ts';
import { createReferenceExecutor } from '../executors/reference/reference-executor.ts';
import { initialCheckpoint } from './checkpoints.ts';
import { carriedAfter, decodeRows, shifted } from './decoding.ts';
import { takeNumbers } from './evaluate.ts';
import { createLiveSettings } from './live-settings.ts';
import { BatchLook } from './looks/batch-look.ts';
import { PictureLook } from './pictures.ts';
import type { PreparedRun } from './prepare.ts';
import { answer } from './requests.ts';
import { trained } from './testing/trained.ts';

const dataset = everyFormat(300);
const env = { now: () => 0, defer: () => Promise.resolve() };

/** A network that reads the numbers of a sample and, place by place, what it has written so far. */
function writer(): Project {
  const project = everyKind([{ kind: 'generation' }]);
  const nodes = [
    input('x', 0, 0),
    input('so-far', 0, 1),
    layer('embedding', 'words', 1, 1, { units: 6 }),
    layer('gru', 'memory', 2, 1, { units: 16, returns: 'all' }),
    layer('repeat', 'everywhere', 2, 0),
    layer('concat', 'both', 3, 0, { axis: -1 }),
    layer('dense', 'mix', 4, 0, { units: 24, activation: 'tanh' }),
    layer('dense', 'logits', 5, 0, { units: 5 }),
    head('generation-0', 6, 0),
  ];
  const edges = wires(
    ['x', 'everywhere', 'both', 'mix', 'logits', 'generation-0-head'],
    ['so-far', 'words', 'memory', 'both'],
    ['memory', 'everywhere:like'],
  );
  return { ...project, graph: { nodes, edges } };
}

/** How often a session was asked to predict. */
function counted(session: Session): { readonly session: Session; calls: number } {
  const counter = {
    calls: 0,
    session: {
      ...session,
      predict: (...given: Parameters<Session['predict']>) => {
        counter.calls++;
        return session.predict(...given);
      },
    },
  };
  return counter;
}

const rowsOf = (run: PreparedRun, count: number) => {
  const rows = run.split.test.slice(0, count);
  return { x: takeNumbers(dataset.inputs.x ?? new Float32Array(0), 300, rows) };
};

describe('sequences that are written freely', () => {
  it('are the true ones after some training, whether the network reads what it wrote or not', async () => {
    for (const project of [writer(), everyKind([{ kind: 'generation' }])]) {
      const { run, session } = await trained(project, dataset, 250);
      const decoded = await decodeRows({ run, session, given: rowsOf(run, 30), count: 30, beam: 1, env });
      const truth = takeNumbers(at(run.tasks, 0).targets, 300, run.split.test.slice(0, 30));
      const tokens = decoded?.['generation-0'] ?? new Int32Array(0);
      expect(tokens).toHaveLength(truth.length);
      expect([...tokens].filter((token, i) => token === truth[i]).length).toBeGreaterThan(0.9 * truth.length);
    }
  });

  it('take a prediction per place where the network reads what it wrote, and one in all where it does not', async () => {
    const of = async (project: Project): Promise<number> => {
      const { run, session } = await trained(project, dataset, 250);
      const counter = counted(session);
      await decodeRows({ run, session: counter.session, given: rowsOf(run, 4), count: 4, beam: 3, env });
      return counter.calls;
    };
    expect(await of(writer())).toBe(3);
    expect(await of(everyKind([{ kind: 'generation' }]))).toBe(1);
  });

  it('of many samples are the same in calls of a batch or a few, with a turn for the run after each', async () => {
    const { run, session } = await trained(writer(), dataset, 20);
    const sizes: number[] = [];
    let [ms, turns] = [0, 0];
    const slow: Session = {
      ...session,
      predict(feeds, count) {
        sizes.push(count);
        ms += count;
        return session.predict(feeds, count);
      },
    };
    const given = { x: dataset.inputs.x ?? new Float32Array(0) };
    const asked = { run, given, count: 300, beam: 1 };
    const busy = { now: () => ms, defer: async () => void turns++ };
    expect(await decodeRows({ ...asked, session: slow, env: busy })).toEqual(await decodeRows({ ...asked, session, env }));
    expect(Math.max(...sizes)).toBeLessThan(64 + run.program.predictBatchSize);
    expect(turns).toBe(sizes.length);
  });

  it('are not wanted any more: null, and nothing more is asked', async () => {
    const { run, session } = await trained(writer(), dataset, 0);
    const counter = counted(session);
    const aborted = () => counter.calls === 1;
    expect(
      await decodeRows({ run, session: counter.session, given: rowsOf(run, 2), count: 2, beam: 1, env, aborted }),
    ).toBeNull();
    expect(counter.calls).toBe(1);
  });

  it('stand one place later, behind the start token, where the network reads them', async () => {
    expect([...shifted(Int32Array.of(3, 4, 2, 3, 2, 0), 3)]).toEqual([1, 3, 4, 1, 3, 2]);
    const { run } = await trained(writer(), dataset, 0);
    expect(carriedAfter(run, { 'generation-0': Int32Array.of(3, 2, 0) })).toEqual({ 'so-far': Int32Array.of(1, 3, 2) });
  });
});

async function answering(project: Project, steps: number) {
  const { run, session } = await trained(project, dataset, steps);
  const live = createLiveSettings(project);
  const executor = createReferenceExecutor();
  const look = new PictureLook(run, executor);
  const batches = new BatchLook(run, executor, () => 1);
  const files = { write: () => Promise.reject(new Error('unused')), read: () => Promise.reject(new Error('unused')) };
  const weights = async () => initialCheckpoint(run.program, project.seed);
  const env = { now: () => 0, files, emit: () => undefined };
  const slices = { pause: () => Promise.resolve(), apart: <T>(other: Promise<T>) => other };
  const alone = { take: () => Promise.resolve(), takeBack: () => Promise.resolve(false) };
  return {
    run,
    ask: (request: Parameters<typeof answer>[1]) =>
      answer(
        { load: { runId: 'r' }, run, session, live, look, batches, env, slices, alone, step: () => steps, weights },
        request,
      ),
  };
}

describe('a request', () => {
  it('for predictions decodes what the network would read of its own, and says what it wrote', async () => {
    const { run, ask } = await answering(writer(), 100);
    const given = rowsOf(run, 2);
    const free = await ask({ kind: 'predict', inputs: given, count: 2 });
    invariant(free.ok && free.value.kind === 'predict', 'predicted');
    const decoded = free.value.decoded?.['generation-0'] ?? new Int32Array(0);
    const forced = await ask({ kind: 'predict', inputs: { ...given, 'so-far': shifted(decoded, 3) }, count: 2 });
    invariant(forced.ok && forced.value.kind === 'predict', 'predicted');
    expect(free.value.outputs['generation-0']).toEqual(forced.value.outputs['generation-0']);
  });

  it('for samples has freely written sequences where it asks for them', async () => {
    const { ask } = await answering(writer(), 0);
    const plain = await ask({ kind: 'samples', split: 'test', start: 0, count: 3 });
    const written = await ask({ kind: 'samples', split: 'test', start: 0, count: 3, beam: 2 });
    expect(plain.ok && plain.value.kind === 'samples' && plain.value.samples.decoded).toBeUndefined();
    expect(written.ok && written.value.kind === 'samples' && written.value.samples.decoded?.['generation-0']?.length).toBe(9);
  });

  it('for neighbours of a sample gives others of the split, the most similar first, of its class once that is learned', async () => {
    const { run, ask } = await answering(everyKind([{ kind: 'retrieval' }]), 200);
    const row = at(run.split.test, 4);
    const found = await ask({ kind: 'neighbours', task: 'retrieval-0', split: 'test', query: { row }, count: 5 });
    invariant(found.ok && found.value.kind === 'neighbours', 'neighbours');
    const { rows, similarity, truth, inputs } = found.value.neighbours;
    expect([...rows].every((other) => other !== row && run.split.test.includes(other))).toBe(true);
    expect([...similarity]).toEqual([...similarity].sort((a, b) => b - a));
    expect([...rows].map((other) => dataset.targets.class?.[other])).toEqual([...truth]);
    expect(truth[0]).toBe(dataset.targets.class?.[row]);
    expect(inputs.x?.length).toBe(5 * 6);
    const raw = { x: takeNumbers(dataset.inputs.x ?? new Float32Array(0), 300, Int32Array.of(row)) };
    const again = await ask({ kind: 'neighbours', task: 'retrieval-0', split: 'test', query: { inputs: raw }, count: 6 });
    expect(again.ok && again.value.kind === 'neighbours' && [...again.value.neighbours.rows]).toEqual([row, ...rows]);
  });

  it('for neighbours of a task without an embedding is refused with those that have one', async () => {
    const { ask } = await answering(everyKind([{ kind: 'binary' }, { kind: 'retrieval' }]), 0);
    const refused = await ask({ kind: 'neighbours', task: 'binary-0', split: 'test', query: { row: 0 }, count: 5 });
    expect(refused).toMatchObject({ ok: false, diagnostics: [{ values: { value: 'binary-0', known: 'retrieval-1' } }] });
  });
});
