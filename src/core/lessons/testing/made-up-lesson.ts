import type { Lesson } from '../lesson.ts';

const text = (en: string) => ({ en, 'zh-CN': en });

/** A lesson that nobody has. */
export const madeUpLesson: Lesson = {
  id: 'made-up',
  text: { title: text('A lesson'), about: text('Is it there?'), remember: text('It is.'), next: text('Another one.') },
  example: 'digits-shared',
  steps: [{ type: 'outcome', id: 'end', asked: 'nothing', text: text('There.'), at: { of: 'train' }, claims: [] }],
  claims: [],
  papers: [],
  examples: [],
};
