import { expect, test } from 'vitest';
import { structureKey } from '../project/structure.ts';
import { at } from '../util/assert-never.ts';
import { inOtherWords } from './in-other-words.ts';
import { presets } from './registry.ts';
import { inWordsOf } from './task-names.ts';

test.each(presets.map((preset) => [preset.id, preset.project(), preset.text.title] as const))(
  'the document and the tasks of %s are called in the reader’s language, and the document is the same',
  (_, project, title) => {
    const english = inWordsOf('en', project);
    expect({ ...english, graph: { ...english.graph, nodes: project.graph.nodes } }).toEqual(project);
    const chinese = inWordsOf('zh-CN', project);
    expect(chinese.name).toBe(title['zh-CN']);
    for (const { name } of chinese.tasks) expect(name).toMatch(/\p{Script=Han}/u);
    expect(new Set(chinese.tasks.map(({ name }) => name)).size).toBe(chinese.tasks.length);
    expect(structureKey(chinese)).toBe(structureKey(project));
    // Whoever changes the language reads what whoever opens it in that language reads.
    expect(inOtherWords(english, 'en', 'zh-CN')).toEqual(chinese);
    expect(inOtherWords(chinese, 'zh-CN', 'en')).toEqual(english);
    const own = { ...chinese, name: '我的', tasks: chinese.tasks.map((task) => ({ ...task, name: `我的${task.id}` })) };
    expect(inOtherWords(own, 'zh-CN', 'en')).toMatchObject({ name: own.name, tasks: own.tasks });
    expect(chinese.tasks.map(({ id, weight }) => [id, weight])).toEqual(project.tasks.map(({ id, weight }) => [id, weight]));
  },
);

test('layers of architectures are called by the parts that they play, each by a name of its own', () => {
  const named = (id: string, language = 'en') => {
    const project = inWordsOf(
      language,
      at(
        presets.filter((preset) => preset.id === id),
        0,
      ).project(),
    );
    return project.graph.nodes.flatMap(({ name }) => (name === '' ? [] : [name]));
  };
  expect(named('mmoe').slice(0, 6)).toEqual(['Expert 1', 'Expert 2', 'Expert 3', 'Expert 4', 'Gate · First', 'Gate · Second']);
  expect(named('ple')).toEqual(
    expect.arrayContaining(['Shared 1', 'Expert 1 · First', 'Gate 1 · First', 'Gate · Shared', 'Tower · Second']),
  );
  expect(named('mmoe', 'zh-CN').slice(0, 1)).toEqual(['专家 1']);
  expect(named('digits-shared')).toEqual([]);
  for (const { id, group } of presets) {
    if (group === 'architectures') expect([id, new Set(named(id)).size]).toEqual([id, named(id).length]);
  }
});
