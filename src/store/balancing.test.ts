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
