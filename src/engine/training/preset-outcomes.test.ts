import { expect, it } from 'vitest';
import { presets } from '../../core/presets/registry.ts';
import { testMetrics } from './testing/on-wasm.ts';

/** The bounds stand in the preset and on its page; the wasm executor gives the same bits everywhere, so that they are either kept or not. */
it.each(presets)(
  '$id reaches what it promises for every task, from its own data',
  async ({ id, project, outcome }) => {
    const reached = await testMetrics(project(), outcome.epochs);
    for (const [task, { metric, reaches }] of Object.entries(outcome.tasks)) {
      expect(reached[task]?.[metric], `${id}: ${metric} of ${task}`).toBeGreaterThanOrEqual(reaches);
    }
  },
  120_000,
);
