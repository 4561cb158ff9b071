import { describe, expect, it } from 'vitest';
import { projectSchema, projectVersion } from '../core/project/schema.ts';
import { createProjectStore } from './project-store.ts';

const blank = projectSchema.parse({
  format: 'mtl-playground',
  version: projectVersion,
  data: { dataset: 'mnist' },
  tasks: [],
  graph: { nodes: [], edges: [] },
  training: {},
});
const named = (name: string) => (project: typeof blank) => ({ ...project, name });

describe('the project store', () => {
  it('makes one undo step of one gesture, however many edits it has', () => {
    const store = createProjectStore(blank);
    for (const name of ['a', 'ab', 'abc']) store.edit(named(name), { gesture: 'name' });
    store.undo();
    expect(store.getState().project).toBe(blank);
    store.redo();
    expect(store.getState().project.name).toBe('abc');
  });

  it('begins a new step when the gesture ended or another one begins', () => {
    const store = createProjectStore(blank);
    store.edit(named('a'), { gesture: 'name' });
    store.endGesture();
    store.edit(named('b'), { gesture: 'name' });
    store.edit(named('c'), { gesture: 'other' });
    store.edit(named('d'));
    store.edit(named('e'));
    const seen: string[] = [];
    while (store.temporal.getState().pastStates.length > 0) {
      store.undo();
      seen.push(store.getState().project.name);
    }
    expect(seen).toEqual(['d', 'c', 'b', 'a', '']);
  });

  it('puts cards elsewhere without a step to undo, and says so while it is heard', () => {
    const store = createProjectStore(blank);
    const heard: boolean[] = [];
    store.subscribe(() => heard.push(store.isPlacing()));
    store.edit(named('a'), { gesture: 'name' });
    store.place((project) => ({ ...project, seed: project.seed + 1 }));
    store.edit(named('ab'), { gesture: 'name' });
    expect(heard).toEqual([false, true, false]);
    store.undo();
    expect(store.getState().project).toBe(blank);
  });

  it('lets a gesture go on when the end of an earlier one is heard late', () => {
    const store = createProjectStore(blank);
    store.edit(named('moved'), { gesture: 'arrows' });
    store.edit(named('2'), { gesture: 'units' });
    store.endGestureOf('arrows');
    store.edit(named('24'), { gesture: 'units' });
    store.undo();
    expect(store.getState().project.name).toBe('moved');
    store.redo();
    store.edit(named('a'), { gesture: 'arrows' });
    store.endGestureOf('arrows');
    store.edit(named('b'), { gesture: 'arrows' });
    store.undo();
    expect(store.getState().project.name).toBe('a');
  });

  it('records nothing for an edit that changes nothing', () => {
    const store = createProjectStore(blank);
    store.edit((project) => project);
    expect(store.temporal.getState().pastStates).toHaveLength(0);
  });

  it('makes a step of a gesture that began without a change, as a slider does that is only touched', () => {
    const store = createProjectStore(blank);
    store.edit(named('before'));
    store.edit((project) => project, { gesture: 'slider' });
    store.edit(named('drawn'), { gesture: 'slider' });
    store.edit(named('drawn on'), { gesture: 'slider' });
    store.undo();
    expect(store.getState().project.name).toBe('before');
  });

  it('keeps the previous document one undo away when another is opened', () => {
    const store = createProjectStore(blank);
    store.replace({ ...blank, name: 'opened' });
    store.undo();
    expect(store.getState().project).toBe(blank);
  });

  it('knows which project each document is, through undo and redo; another key alone is no edit', () => {
    const store = createProjectStore(blank, 'first');
    store.edit(named('a'));
    store.replace({ ...blank, name: 'opened' }, 'second');
    expect(store.getState().key).toBe('second');
    store.undo();
    expect(store.getState()).toMatchObject({ key: 'first', project: { name: 'a' } });
    store.redo();
    store.keepAs('third');
    expect(store.temporal.getState().pastStates).toHaveLength(2);
    store.replace(blank);
    expect(['first', 'second', 'third']).not.toContain(store.getState().key);
    store.undo();
    expect(store.getState()).toMatchObject({ key: 'third', project: { name: 'opened' } });
  });

  it('forgets what was undone as soon as something new is done', () => {
    const store = createProjectStore(blank);
    store.edit(named('a'));
    store.undo();
    store.edit(named('b'));
    expect(store.temporal.getState().futureStates).toHaveLength(0);
  });
});
