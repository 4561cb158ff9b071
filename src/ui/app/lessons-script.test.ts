import { beforeEach, expect, it, vi } from 'vitest';
import { lessons } from '../../core/lessons/registry.ts';
import { toyRelated } from '../../core/presets/toys.ts';
import { stillPlayground } from '../../store/testing/still-playground.ts';
import { createScripting } from './scripting.ts';

const items = new Map<string, string>();
beforeEach(() => {
  items.clear();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => items.set(key, value),
  });
  return () => vi.unstubAllGlobals();
});

it('a script lists the lessons with how far this browser has come, plays one and ends it', async () => {
  const playground = stillPlayground(toyRelated());
  const script = createScripting(playground, '1');
  expect((await script.lessons()).map(({ id }) => id)).toEqual(lessons.map(({ id }) => id));
  items.set('mtl-playground.lessons', JSON.stringify({ weights: { step: 2, answers: { ratio: 0 } } }));
  expect(await script.playLesson('weights')).toEqual([]);
  expect(playground.view.getState().lesson).toBe('weights');
  const listed = await script.lessons();
  expect(listed.filter(({ playing }) => playing)).toMatchObject([{ id: 'weights', steps: expect.any(Number), finished: false }]);
  expect(listed.find(({ id }) => id === 'weights')?.title).not.toBe('');
  await script.playLesson(null);
  expect((await script.lessons()).some(({ playing }) => playing)).toBe(false);
});

it('says what is wrong with an id, and goes on as it was', async () => {
  const playground = stillPlayground(toyRelated());
  const script = createScripting(playground, '1');
  await script.playLesson('conflict');
  for (const id of ['nonsense', 7, undefined, { toString: null }]) {
    const [problem] = await Reflect.apply(script.playLesson, script, [id]);
    expect(problem).toMatchObject({ code: 'page.badArgument', hint: expect.stringContaining('two-tasks') });
  }
  expect(playground.view.getState().lesson).toBe('conflict');
});
