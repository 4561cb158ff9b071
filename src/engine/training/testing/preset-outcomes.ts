import { expect, it } from 'vitest';
import { testMetrics } from './on-wasm.ts';
import { partOfPresets } from './preset-parts.ts';

/**
 * One of `parts` parts of the presets reaches its bounds, which stand in the preset and on its page. The wasm executor gives the same bits everywhere, so that they are either kept or not.
 */
export function presetsReachTheirOutcomes(part: number, parts: number): void {
  it.each(partOfPresets(part, parts))(
    '$id reaches what it promises for every task, from its own data',
    async ({ project, outcome }) => {
      const reached = await testMetrics(project(), outcome.epochs);
      for (const [task, { metric, reaches }] of Object.entries(outcome.tasks))
        expect(reached[task]?.[metric], `${metric} of ${task}`).toBeGreaterThanOrEqual(reaches);
    },
    120_000,
  );
}
