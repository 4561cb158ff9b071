import { expect, test } from 'vitest';
import { structureKey } from '../project/structure.ts';
import { presets } from './registry.ts';
import { inWordsOf } from './task-names.ts';

test.each(presets.map((preset) => [preset.id, preset.project()] as const))(
  'the tasks of %s are called in the reader’s language, and the document is the same',
  (_, project) => {
    expect(inWordsOf('en', project)).toEqual(project);
    const chinese = inWordsOf('zh-CN', project);
    for (const { name } of chinese.tasks) expect(name).toMatch(/\p{Script=Han}/u);
    expect(new Set(chinese.tasks.map(({ name }) => name)).size).toBe(chinese.tasks.length);
    expect(structureKey(chinese)).toBe(structureKey(project));
    expect(chinese.tasks.map(({ id, weight }) => [id, weight])).toEqual(project.tasks.map(({ id, weight }) => [id, weight]));
  },
);
