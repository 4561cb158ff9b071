import { describe, expect, it } from 'vitest';
import type { Project } from '../../core/project/schema.ts';
import type { TaskEvaluation, WorkerRequest } from '../../core/runs/protocol.ts';
import type { TrialFigures } from '../../core/runs/trial.ts';
import { ok } from '../../core/util/diagnostics.ts';
import { kernelBytes } from '../executors/wasm/testing/kernel-bytes.ts';
import { createWasmExecutor } from '../executors/wasm/wasm-executor.ts';
import { type Bench, benchOn } from './testing/bench.ts';
import { chosen } from './testing/fake-device.ts';
import { toyProject, toyStepsPerEpoch } from './testing/projects.ts';
import { createTrialHost } from './trials.ts';

const executor = await createWasmExecutor(kernelBytes());
const tasks = toyProject().tasks.map(({ id }) => id);
const epochs = 6;

const trialOf = (project: Project, looks = 0): WorkerRequest => ({
  kind: 'trial',
  trial: { project, choice: {}, dataUrl: '', tasks, looks },
});

function trialBench() {
  let started = 0;
  const bench = benchOn(
    () => chosen(executor),
    { ms: 0 },
    {
      createHost: createTrialHost,
      createExecutor: async () => {
        started++;
        return ok(chosen(executor));
      },
    },
  );
  return { bench, started: () => started };
}

async function resultOf(bench: Bench, request: WorkerRequest, runId: string) {
  const answer = await bench.ask(request, runId);
  if (!answer.ok || answer.value.kind !== 'trial') throw new Error('a trial was answered');
  return answer.value.result;
}

const figuresOf = (evaluated: Readonly<Record<string, TaskEvaluation>>): TrialFigures =>
  Object.fromEntries(Object.entries(evaluated).map(([id, { metrics, loss }]) => [id, { ...metrics, loss }]));

/** The page's own run of a document, measured after every epoch as a visitor would. */
async function byHand(project: Project) {
  const bench = benchOn(() => chosen(executor), { ms: 0 });
  await bench.load(project);
  const evaluated = async (split: 'validation' | 'test') => {
    const answer = await bench.ask({ kind: 'evaluate', split });
    if (!answer.ok || answer.value.kind !== 'evaluate') throw new Error('it can be evaluated');
    return answer.value.tasks;
  };
  const all = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    await bench.train(toyStepsPerEpoch);
    const validation = await evaluated('validation');
    const loss = tasks.reduce((sum, id) => sum + (validation[id]?.loss ?? Number.NaN), 0);
    all.push({ loss, figures: { validation: figuresOf(validation), test: figuresOf(await evaluated('test')) } });
  }
  return all.toSorted((a, b) => a.loss - b.loss)[0]?.figures;
}

describe('a trial', () => {
  it("gives the same bits as the page's own run of the document, of its best epoch by validation", async () => {
    const { bench } = trialBench();
    for (const learningRate of [0.01, 0.3]) {
      const project = toyProject({ epochs, learningRate });
      const { figures, failure, steps } = await resultOf(bench, trialOf(project), `rate ${learningRate}`);
      expect({ failure, steps }).toEqual({ failure: null, steps: epochs * toyStepsPerEpoch });
      expect(figures).toEqual(await byHand(project));
    }
  });

  it('tells one thing, however many epochs it has, and keeps executor and data for the next', async () => {
    const { bench, started } = trialBench();
    for (const [i, many] of [1, 3, 9].entries()) {
      const before = bench.events.length;
      await resultOf(bench, trialOf(toyProject({ epochs: many }), 2), `run ${i}`);
      expect(bench.events.slice(before).map(({ type, runId }) => [type, runId])).toEqual([['response', `run ${i}`]]);
    }
    expect(started()).toBe(1);
  });

  it('looks how gradients agree as often as it is asked to, and is the same for it', async () => {
    const { bench } = trialBench();
    const project = toyProject({ epochs });
    const blind = await resultOf(bench, trialOf(project), 'blind');
    const looking = await resultOf(bench, trialOf(project, 3), 'looking');
    expect(blind.reports).toEqual([]);
    expect(looking.reports.map(({ step }) => step / toyStepsPerEpoch)).toEqual([1, 3, 5]);
    expect(looking.figures).toEqual(blind.figures);
  });

  it('ends where nobody waits for it, and gives way to a document of the page', async () => {
    const { bench } = trialBench();
    const long = toyProject({ epochs: 10_000 });
    bench.onTurn = () => {
      bench.onTurn = () => undefined;
      bench.send({ type: 'cancelRequest', runId: 'long', requestId: 1 });
    };
    expect(await bench.ask(trialOf(long), 'long')).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'training.requestCancelled' }],
    });
    const second = bench.ask(trialOf(long), 'longer');
    expect(await bench.load(toyProject(), { from: 'initial' }, 'shown')).toMatchObject({ state: 'idle' });
    expect(await second).toMatchObject({ ok: false, diagnostics: [{ code: 'training.requestCancelled' }] });
    expect(await bench.train(5, 'shown')).toMatchObject({ step: 5 });
  });

  it('says why a document cannot be trained', async () => {
    const { bench } = trialBench();
    const project = toyProject();
    const broken = { ...project, data: { ...project.data, dataset: 'gone' } };
    const { figures, failure } = await resultOf(bench, trialOf(broken), 'broken');
    expect(figures).toBeNull();
    expect(failure).toContain('gone');
  });
});
