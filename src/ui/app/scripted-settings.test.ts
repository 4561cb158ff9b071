import { expect, it } from 'vitest';
import { toyConflicting, toyRelated } from '../../core/presets/toys.ts';
import type { Project, Task } from '../../core/project/schema.ts';
import { toyProject } from '../../engine/training/testing/projects.ts';
import { directPlayground, untilState } from '../../store/testing/direct-playground.ts';
import { createScripting } from './scripting.ts';

/** The page with a document that is prepared. */
async function opened(project: Project) {
  const playground = directPlayground(project);
  playground.actions.load({ from: 'initial' });
  await untilState(playground, 'idle');
  const script = createScripting(playground, '0');
  const train = async (steps: number) => {
    const { error } = await script.train({ steps });
    expect(error).toBeUndefined();
    return script.history().map(({ loss }) => loss);
  };
  return { playground, script, train };
}

/** The losses of the first steps of a toy whose document was edited before the first of them. */
async function losses(steps: number, edit: (project: Project) => Project): Promise<Readonly<Record<string, number>>[]> {
  const { playground, train } = await opened(toyProject());
  playground.project.edit(edit);
  return train(steps);
}
const withTask = (id: string, change: Partial<Task>) => (project: Project) => ({
  ...project,
  tasks: project.tasks.map((task) => (task.id === id ? { ...task, ...change } : task)),
});
const withTraining = (change: Partial<Project['training']>) => (project: Project) => ({
  ...project,
  training: { ...project.training, ...change },
});
const unchanged = (project: Project): Project => project;

it('a task that is switched off is not trained', async () => {
  const rows = await losses(5, withTask('planeB', { enabled: false }));
  expect(rows.map(Object.keys)).toEqual(Array.from({ length: 5 }, () => ['planeA']));
});

it('labels that are not kept are masked out, and noise changes what is learned, of that task alone', async () => {
  const [clean, kept, noisy] = [
    await losses(1, unchanged),
    await losses(1, withTask('planeA', { labelsKept: 0.1 })),
    await losses(1, withTask('planeA', { labelNoise: 0.2 })),
  ];
  for (const [other] of [kept, noisy]) {
    expect(other?.planeA).not.toBe(clean[0]?.planeA);
    expect(other?.planeB).toBe(clean[0]?.planeB);
  }
});

it('the schedule acts: a long warm-up hardly moves the loss; and the optimiser does, from the second step on', async () => {
  const of = async (edit: (project: Project) => Project) => (await losses(12, edit)).map(({ planeA }) => planeA ?? Number.NaN);
  const plain = await of(unchanged);
  const warming = await of(withTraining({ schedule: { kind: 'cosine', warmupSteps: 100_000, floor: 0 } }));
  expect(warming[0]).toBe(plain[0]);
  expect(warming[11]).toBeGreaterThan((plain[11] ?? 0) * 1.05);
  const descended = await of((project) => withTraining({ optimizer: { ...project.training.optimizer, kind: 'sgd' } })(project));
  expect(descended[0]).toBe(plain[0]);
  expect(descended[1]).not.toBe(plain[1]);
});

it('a new seed gives other losses; a reset gives the same', async () => {
  const { playground, script, train } = await opened(toyProject());
  const first = await train(3);
  await script.reset();
  expect(await train(3)).toEqual(first);
  await script.reset();
  playground.actions.newSeed(11);
  const other = await train(3);
  expect(other[0]?.planeA).not.toBe(first[0]?.planeA);
});

const meanLoss = (row: Readonly<Record<string, Readonly<Record<string, number | null>>>>): number => {
  const all = Object.values(row).map(({ loss }) => loss ?? Number.NaN);
  return all.reduce((sum, loss) => sum + loss, 0) / all.length;
};

it('stopping early ends a run that no longer improves, and brings back its best weights', async () => {
  const { playground, script } = await opened(
    withTraining({
      learningRate: 0.1,
      epochs: 500,
      earlyStopping: { enabled: true, watch: 'mean', patienceEpochs: 2, restoreBest: true },
    })(toyConflicting()),
  );
  const status = await script.train();
  expect(status.state).toBe('finished');
  expect(status.epoch).toBeLessThan(400);
  const measured = script.history().flatMap(({ validation }) => (validation ? [meanLoss(validation)] : []));
  expect(meanLoss(await script.evaluate('validation'))).toBeCloseTo(Math.min(...measured), 5);
  const { markers } = playground.run.getState().history.recorded;
  expect(markers.toArray().filter(({ kind }) => kind === 'best')).toHaveLength(1);
});

it('the best weights come back where the epochs run out before the patience does', async () => {
  const noisy = toyRelated();
  const { script } = await opened({
    ...noisy,
    data: { ...noisy.data, options: { samples: 120, noise: 0.3, positives: 0.5, angle: 20 } },
    tasks: noisy.tasks.map((task) => ({ ...task, labelNoise: 0.4 })),
    training: {
      ...noisy.training,
      epochs: 40,
      batchSize: 10,
      learningRate: 0.3,
      earlyStopping: { enabled: true, watch: 'mean', patienceEpochs: 50, restoreBest: true },
    },
  });
  expect(await script.train()).toMatchObject({ state: 'finished', epoch: 40 });
  const measured = script.history().flatMap(({ validation }) => (validation ? [meanLoss(validation)] : []));
  const best = Math.min(...measured);
  expect(measured.at(-1)).toBeGreaterThan(best + 1e-3);
  expect(meanLoss(await script.evaluate('validation'))).toBeCloseTo(best, 6);
});
