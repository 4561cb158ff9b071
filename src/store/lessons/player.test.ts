import { afterEach, expect, it } from 'vitest';
import { documentAt } from '../../core/lessons/begin.ts';
import type { Ask, Lesson } from '../../core/lessons/lesson.ts';
import { lessons } from '../../core/lessons/registry.ts';
import { toyRelated } from '../../core/presets/toys.ts';
import { invariant } from '../../core/util/assert-never.ts';
import type { SmallStorage } from '../persistence/safe-storage.ts';
import type { Playground } from '../playground.ts';
import { directPlayground, untilState } from '../testing/direct-playground.ts';
import { keptProgress } from './kept-progress.ts';
import { createLessonPlayer, type LessonPlayer } from './player.ts';

const lessonOf = (id: string): Lesson => {
  const found = lessons.find((one) => one.id === id);
  invariant(found, id);
  return found;
};

const memory = (): SmallStorage => {
  const items = new Map<string, string>();
  return {
    getItem: (name) => items.get(name) ?? null,
    setItem: (name, value) => void items.set(name, value),
    removeItem: (name) => void items.delete(name),
  };
};

const players: LessonPlayer[] = [];
afterEach(() => {
  for (const player of players.splice(0)) player.end();
});

async function playing(playground: Playground, id: string, storage = memory()): Promise<LessonPlayer> {
  const player = createLessonPlayer(playground, { lesson: lessonOf(id), storage, narrow: () => false });
  players.push(player);
  await player.begin();
  return player;
}

const act = (player: LessonPlayer) => {
  const step = player.shown();
  invariant(step?.type === 'act', 'something is to be done');
  return step;
};
const answer = (player: LessonPlayer, given: number): void => {
  const step = player.shown();
  invariant(step?.type === 'ask', 'something is asked');
  player.answer(step satisfies Ask, given);
};

it('plays a lesson on the page: opens its document, one undo away from the visitor’s, and sees what is done', async () => {
  const mine = { ...toyRelated(), seed: 77 };
  const playground = directPlayground(mine);
  playground.actions.load({ from: 'initial' });
  await untilState(playground, 'idle');
  const { project, run } = playground;
  const player = await playing(playground, 'weights');
  expect(project.getState().project.data.options).toMatchObject({ angle: 160 });

  // Before anything is prepared: it waits.
  player.does(act(player));
  await untilState(playground, 'paused');
  expect(run.getState().history.recorded.validation.last()?.epoch).toBe(30);
  expect(player.getState()).toMatchObject({ step: 0, done: true });
  expect(Object.keys(player.getState().notes)).toEqual(['a1', 'b1']);

  player.forward();
  player.forward();
  expect(player.getState().step).toBe(1);
  answer(player, 0);
  player.forward();
  // By hand, not by the card.
  project.edit((document) => ({
    ...document,
    tasks: document.tasks.map((task) => (task.id === 'planeA' ? { ...task, weight: 4 } : task)),
  }));
  expect(player.getState()).toMatchObject({ step: 2, done: true });
  player.forward();
  expect(player.getState().done).toBe(false);
  player.does(act(player));
  await untilState(playground, 'running');
  await untilState(playground, 'paused');
  expect(player.getState()).toMatchObject({ step: 3, done: true });
  const { a3 = 0, b3 = 1 } = player.getState().notes;
  expect([a3 > 0.9, b3 < 0.2]).toEqual([true, true]);

  project.undo();
  project.undo();
  expect(project.getState().project).toEqual(mine);
});

it('is left and resumed: with its document where that is still there, else with one in which the steps before are done', async () => {
  const storage = memory();
  const playground = directPlayground(toyRelated());
  const first = await playing(playground, 'split', storage);
  const { project, view } = playground;
  view.select(['answer']);
  first.forward();
  answer(first, 1);
  first.forward();
  first.does(act(first));
  expect(first.getState().done).toBe(true);
  first.forward();
  first.end();
  const left = project.getState().project;
  expect(keptProgress(storage, lessonOf('split'))).toMatchObject({ step: 3, answers: { last: 1 } });

  await playing(playground, 'split', storage);
  expect(project.getState().project).toBe(left);

  const later = directPlayground(toyRelated());
  const resumed = await playing(later, 'split', storage);
  expect(resumed.getState()).toMatchObject({ step: 3, done: false });
  const nodes = later.project.getState().project.graph.nodes.map(({ id }) => id);
  expect(nodes).toEqual(documentAt(lessonOf('split'), 3)?.graph.nodes.map(({ id }) => id));
});

it('looks at nothing any more once it has ended', async () => {
  const playground = directPlayground(toyRelated());
  const player = await playing(playground, 'conflict');
  player.end();
  playground.view.set({ tab: 'conflict' });
  expect(player.getState().done).toBe(false);
});

it('lets what is to be watched train slowly, unless somebody has set a speed, and gives the speed back', async () => {
  const playground = directPlayground(toyRelated());
  const { view, actions } = playground;
  const player = await playing(playground, 'conflict');
  view.set({ tab: 'conflict' });
  player.forward();
  answer(player, 2);
  player.forward();
  expect(view.getState().speed).toBe(90);
  player.backward();
  expect(view.getState().speed).toBeNull();
  actions.setSpeed(5);
  player.forward();
  expect(view.getState().speed).toBe(5);
  player.end();
  expect(view.getState().speed).toBe(5);
});

it('sees no tab where a phone shows another pane', async () => {
  const playground = directPlayground(toyRelated());
  const player = createLessonPlayer(playground, { lesson: lessonOf('conflict'), storage: memory(), narrow: () => true });
  players.push(player);
  await player.begin();
  playground.view.set({ tab: 'conflict', phonePane: 'data' });
  expect(player.getState().done).toBe(false);
  playground.view.set({ phonePane: 'training' });
  expect(player.getState().done).toBe(true);
});

it('lasts as long as the page where nothing can be kept', async () => {
  const full: SmallStorage = {
    ...memory(),
    setItem() {
      throw new Error('full');
    },
  };
  const playground = directPlayground(toyRelated());
  const player = await playing(playground, 'conflict', full);
  playground.view.set({ tab: 'conflict' });
  expect(player.getState().done).toBe(true);
  expect(keptProgress({ ...full, getItem: () => '{' }, lessonOf('conflict')).step).toBe(0);
});
