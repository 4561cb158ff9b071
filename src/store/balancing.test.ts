import { expect, it } from 'vitest';
import { defaults } from '../core/project/defaults.ts';
import { historyRows } from '../core/runs/rows.ts';
import { toyProject } from '../engine/training/testing/projects.ts';
import { directPlayground, untilState } from './testing/direct-playground.ts';

async function trained(steps: number) {
  const playground = directPlayground(toyProject());
  const train = async (count: number): Promise<void> => {
    playground.actions.train(count);
    await untilState(playground, 'running');
    await untilState(playground, 'paused');
  };
  playground.actions.load({ from: 'initial' });
  await untilState(playground, 'idle');
  await train(steps);
  return { ...playground, train, rows: () => historyRows(playground.run.getState().history.recorded) };
}

it('takes a method with another kind of step over into the run, which goes on from its weights', async () => {
  const playground = await trained(6);
  playground.actions.setBalancing(defaults.balancing('pcgrad'));
  expect(playground.actions.pending()).toBe('none');
  await untilState(playground, 'idle');
  await playground.train(4);
  expect(playground.rows().map((row) => ['step', 'effective'].map((key) => key in row))).toEqual([
    ...Array.from({ length: 6 }, () => [true, false]),
    ...Array.from({ length: 4 }, () => [true, true]),
  ]);
  // Nothing of the network is another: the flag says which method it is.
  expect(playground.run.getState().history.recorded.markers.toArray()).toEqual([
    { kind: 'balancing', step: 6, method: 'pcgrad' },
  ]);
  const plain = await trained(10);
  // The same weights as far as the methods are the same.
  expect(
    playground
      .rows()
      .slice(0, 7)
      .map(({ loss }) => loss),
  ).toEqual(
    plain
      .rows()
      .slice(0, 7)
      .map(({ loss }) => loss),
  );
});

it('changes a method within a kind of step without another load', async () => {
  const playground = await trained(6);
  const { loaded } = playground.run.getState();
  playground.actions.setBalancing(defaults.balancing('dwa'));
  expect(playground.actions.pending()).toBe('none');
  expect(playground.run.getState().loaded).toBe(loaded);
  await playground.train(4);
  expect(playground.rows().map((row) => 'effective' in row)).toEqual([
    ...Array.from({ length: 6 }, () => false),
    ...Array.from({ length: 4 }, () => true),
  ]);
});

it('leaves a method to «apply» where other edits wait for that', async () => {
  const playground = await trained(3);
  playground.project.edit((document) => ({ ...document, training: { ...document.training, batchSize: 16 } }));
  playground.actions.setBalancing(defaults.balancing('pcgrad'));
  expect(playground.actions.pending()).toBe('structural');
});

it('marks what else is otherwise about a method that stays, also where it asks for another kind of step', async () => {
  const playground = await trained(6);
  const marked = () => playground.run.getState().history.recorded.markers.toArray();
  const pcgrad = defaults.balancing('pcgrad');
  playground.actions.setBalancing({ ...pcgrad, perNode: true });
  await untilState(playground, 'idle');
  await playground.train(2);
  playground.actions.setBalancing({ ...pcgrad, every: 3 });
  await untilState(playground, 'idle');
  await playground.train(2);
  playground.actions.setBalancing({ ...pcgrad, every: 5 });
  await playground.train(2);
  expect(marked()).toEqual([
    { kind: 'balancing', step: 6, method: 'pcgrad', changed: { perNode: true } },
    { kind: 'balancing', step: 8, method: 'pcgrad', changed: { perNode: false, every: 3 } },
    { kind: 'balancing', step: 10, method: 'pcgrad', changed: { every: 5 } },
  ]);
});

it('marks a parameter by its name and new value, and an edit of the network as one', async () => {
  const playground = await trained(3);
  playground.actions.setBalancing(defaults.balancing('dwa'));
  await playground.train(2);
  playground.actions.setBalancing({ ...defaults.balancing('dwa'), parameters: { temperature: 1 } });
  await playground.train(2);
  playground.project.edit((document) => ({ ...document, training: { ...document.training, clipNorm: 2 } }));
  playground.actions.apply();
  await untilState(playground, 'idle');
  expect(playground.run.getState().history.recorded.markers.toArray()).toEqual([
    { kind: 'balancing', step: 3, method: 'dwa' },
    { kind: 'balancing', step: 5, method: 'dwa', changed: { temperature: 1 } },
    { kind: 'applied', step: 7 },
  ]);
});
