import { describe, expect, it } from 'vitest';
import { defaults } from '../../core/project/defaults.ts';
import { pairKey, runKey } from '../../core/runs/columns/types.ts';
import { subjectsOf } from './curve-subjects.ts';

const document = {
  ...defaults.project('mnist'),
  tasks: ['a', 'b', 'c'].map((id) =>
    defaults.task({ id, name: id.toUpperCase(), target: 'digit', kind: 'classification', loss: 'x' }),
  ),
  graph: { nodes: [defaults.node({ id: 'trunk', kind: 'dense', name: 'Trunk' })], edges: [] },
};
const tasks = document.tasks.filter(({ id }) => id !== 'b');
const title = { en: 'Step time', 'zh-CN': '每步用时' };
const named = (per: 'task' | 'pair' | 'node' | 'run', keys: readonly string[]) =>
  subjectsOf({ info: { per, title }, keys, tasks, document, language: 'en' });

describe('whose numbers a column shows', () => {
  it('are tasks that are shown, each with its own identity', () => {
    const [a, c] = named('task', ['c', 'b', 'a']);
    expect([a, c].map((subject) => [subject?.key, subject?.name, subject?.color, subject?.symbol])).toEqual([
      ['a', 'A', 'var(--task-0)', '●'],
      ['c', 'C', 'var(--task-2)', '■'],
    ]);
  });

  it('are pairs of tasks that are both shown, with the symbols of both', () => {
    expect(named('pair', [pairKey('a', 'b'), pairKey('a', 'c')])).toMatchObject([
      { key: 'a|c', name: 'A · C', symbol: '●■', color: 'var(--task-0)' },
    ]);
  });

  it('are nodes by their names, also those that are no longer there, or the run under the title of the column', () => {
    expect(named('node', ['trunk', 'gone']).map(({ name }) => name)).toEqual(['Trunk', 'gone']);
    expect(new Set(named('node', ['trunk', 'gone']).map(({ dash }) => dash)).size).toBe(2);
    expect(named('run', [runKey])).toMatchObject([{ key: runKey, name: 'Step time' }]);
  });
});
