import { expect, it } from 'vitest';
import { testMetrics } from './testing/on-wasm.ts';
import { partOfPresets } from './testing/preset-parts.ts';

/** The bounds stand in the preset and on its page; the wasm executor gives the same bits everywhere, so that they are either kept or not. */
it.each(partOfPresets(2, 3))(
  '$id reaches what it promises for every task, from its own data',
  async ({ project, outcome }) => {
    const reached = await testMetrics(project(), outcome.epochs);
    for (const [task, { metric, reaches }] of Object.entries(outcome.tasks))
      expect(reached[task]?.[metric], `${metric} of ${task}`).toBeGreaterThanOrEqual(reaches);
  },
  120_000,
);
