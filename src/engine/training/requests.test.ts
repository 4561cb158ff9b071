import { describe, expect, it } from 'vitest';
import type { Project } from '../../core/project/schema.ts';
import { ok, refused } from '../../core/util/diagnostics.ts';
import type { TrainingEnvironment } from './environment.ts';
import { fake } from './testing/fake-bench.ts';
import { toyProject } from './testing/projects.ts';

describe('a request', () => {
  it('is refused before anything is loaded', async () => {
    const { bench } = fake();
    expect(await bench.ask({ kind: 'evaluate', split: 'test' })).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'training.notLoaded' }],
    });
  });

  it('with too few numbers is refused with the numbers', async () => {
    const { bench } = fake();
    await bench.load(toyProject());
    expect(await bench.ask({ kind: 'predict', inputs: { point: new Float32Array(5) }, count: 3 })).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'training.badInput', values: { count: 3, size: 2, got: 5 } }],
    });
  });

  it('without numbers for what the model reads is refused with the name', async () => {
    const { bench } = fake();
    await bench.load(toyProject());
    expect(await bench.ask({ kind: 'predict', inputs: { place: new Float32Array(6) }, count: 3 })).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'training.missingInput', values: { missing: 'point', needed: 'point' } }],
    });
  });

  it('for the data set is answered with its size and the balance of its targets', async () => {
    const { bench } = fake();
    await bench.load(toyProject());
    const answer = await bench.ask({ kind: 'describe' });
    expect(answer).toMatchObject({ ok: true, value: { kind: 'describe', dataset: 'toys' } });
    const summary = answer.ok && answer.value.kind === 'describe' ? answer.value.summary : null;
    const [first] = summary?.targets ?? [];
    expect(first?.counts?.reduce((sum, { count }) => sum + count, 0)).toBe(summary?.count);
  });

  it('that waits when its run is replaced is refused', async () => {
    const { bench } = fake();
    bench.load(toyProject());
    const asked = bench.ask({ kind: 'checkpoint' });
    const loaded = bench.load(toyProject(), { from: 'initial' }, 'next');
    expect(await asked).toMatchObject({ ok: false, diagnostics: [{ code: 'training.otherRun' }] });
    expect(await loaded).toMatchObject({ state: 'idle' });
  });

  it('for a file is answered without a run', async () => {
    const { bench } = fake(
      {},
      {
        files: {
          write: async () => ({ ok: false, diagnostics: [] }),
          read: async () => ({ ok: true, value: { project: toyProject(), weights: null } }),
        },
      },
    );
    const read = await bench.ask({ kind: 'read', fileName: 'a.json', bytes: new Uint8Array(2) }, 'none');
    expect(read).toMatchObject({ ok: true, value: { kind: 'read', weights: null } });
  });

  it('is answered while the run trains', async () => {
    const { bench } = fake();
    await bench.load(toyProject({ epochs: 1000 }));
    bench.send({ type: 'train', runId: 'r', steps: null });
    await bench.next((event) => event.type === 'metrics');
    const samples = await bench.ask({ kind: 'samples', split: 'test', start: 10, count: 4 });
    expect(samples.ok && samples.value.kind === 'samples' && samples.value.samples).toMatchObject({ count: 4 });
    const predicted = await bench.ask({ kind: 'predict', inputs: { point: new Float32Array(6) }, count: 3 });
    expect(predicted.ok && predicted.value.kind === 'predict' && predicted.value.outputs.planeA?.length).toBe(3);
    expect(bench.of('status').at(-1)?.status.state).toBe('running');
  });
});

describe('the figures in an exported file', () => {
  it('are what validation measures of these weights: of steps that it has not seen it is asked', async () => {
    const written: unknown[] = [];
    const files: TrainingEnvironment['files'] = {
      write: async (_format, { metrics, checkpoint }) => {
        written.push([checkpoint.step, metrics]);
        return ok({ fileName: 'model', mime: 'application/json', bytes: new Uint8Array(1) });
      },
      read: async () => refused(),
    };
    const { bench } = fake({}, { files });
    await bench.load(toyProject({ epochs: 2 }));
    const asked = async () => {
      const evaluated = await bench.ask({ kind: 'evaluate', split: 'validation' });
      await bench.ask({ kind: 'export', format: 'any', weights: 'current' });
      return evaluated.ok && evaluated.value.kind === 'evaluate' ? [evaluated.value.step, evaluated.value.tasks] : null;
    };
    const expected = [await asked()];
    for (const steps of [5, null]) {
      bench.send({ type: 'train', runId: 'r', steps });
      await bench.next(
        (event) => event.type === 'status' && (event.status.state === 'paused' || event.status.state === 'finished'),
      );
      expected.push(await asked());
    }
    expect(written).toEqual(expected);
    expect(expected.map((one) => one?.[0])).toEqual([0, 5, 42]);
  });
});

describe('the document in an exported file', () => {
  async function exported(change: (project: Project) => Project): Promise<Project | undefined> {
    let written: Project | undefined;
    const files: TrainingEnvironment['files'] = {
      write: async (_format, { project }) => {
        written = project;
        return ok({ fileName: 'model', mime: 'application/json', bytes: new Uint8Array(1) });
      },
      read: async () => refused(),
    };
    const { bench } = fake({}, { files });
    await bench.load(toyProject());
    bench.send({ type: 'setTaskWeight', runId: 'r', task: 'planeB', weight: 0.5 });
    bench.send({ type: 'setLearningRate', runId: 'r', learningRate: 0.25 });
    await bench.ask({ kind: 'export', format: 'any', weights: 'current', project: change(toyProject()) });
    return written;
  }

  it("is the page's, with its names, where it has the same structure", async () => {
    expect(await exported((project) => ({ ...project, name: 'Renamed' }))).toMatchObject({ name: 'Renamed' });
  });

  it('is the one that was trained, with the weights that act now, where the page has another', async () => {
    const written = await exported((project) => ({ ...project, seed: 99, name: 'Edited' }));
    expect(written?.seed).toBe(toyProject().seed);
    expect(written?.tasks.map((task) => task.weight)).toEqual([1, 0.5]);
    expect(written?.training.learningRate).toBe(0.25);
  });
});
