import { expect, it } from 'vitest';
import { builtInDatasets } from '../data/registry.ts';
import { path, questions } from './questions.ts';
import { presets } from './registry.ts';

it('every example answers one question, easy ones before hard ones; what is asked of real data is asked of real data', () => {
  const listed = questions.flatMap((question) => path[question].map(([id]) => id));
  expect(listed.toSorted()).toEqual(presets.map(({ id }) => id).toSorted());
  for (const question of questions) {
    const levels = path[question].map(([, level]) => level);
    expect(levels, question).toEqual(levels.toSorted());
  }
  for (const [id] of path.real) {
    const preset = presets.find((item) => item.id === id);
    expect(builtInDatasets.find(preset?.project().data.dataset ?? '')?.synthetic, id).toBe(false);
  }
});
