import { describe, expect, it } from 'vitest';
import { type Report, reportOf } from '../src/core/experiments/report.ts';
import { at } from '../src/core/util/assert-never.ts';
import { relatednessExperiment, relatednesses } from '../src/store/experiments/testing/relatedness.ts';
import { measuredRelatedness, relatednessKey } from './measured-relatedness.ts';

/** Trained once by `npm run relatedness`; what the report makes of it is computed here. */
describe('the relatedness toy as a report', () => {
  const experiments = relatednesses.map(relatednessExperiment);
  const { key, outcomes } = measuredRelatedness();

  /** What it says of MMoE, on all tasks together and on each, against another contender. */
  function verdicts(place: number, reference: string, seeds = 12) {
    const experiment = at(experiments, place);
    const runs = new Map(at(outcomes, place).map((outcome) => [outcome.run, outcome]));
    const some = { ...experiment, seeds: experiment.seeds.slice(0, seeds) };
    const { results }: Report = reportOf(some, runs, `asItIs:${reference}`);
    const { against = {}, improvement } = results.find(({ id }) => id === 'asItIs:mmoe') ?? {};
    return {
      overall: improvement?.verdict,
      mean: improvement?.mean ?? Number.NaN,
      each: Object.values(against).map(({ verdict }) => verdict),
    };
  }
  const open = ['cannot tell', 'cannot tell'];

  it('is measured with the documents and the code of today', () => {
    expect(key).toBe(relatednessKey(experiments));
    expect(outcomes.map((runs) => runs.filter(({ figures }) => figures !== null).length)).toEqual([36, 36]);
  });

  it('at 0 and 12 seeds: gates of their own help against one gate; against a shared bottom with as many parameters it cannot tell', () => {
    expect(verdicts(0, 'omoe')).toMatchObject({ overall: 'helps' });
    expect(verdicts(0, 'omoe').mean).toBeGreaterThan(5);
    expect(verdicts(0, 'bottom')).toMatchObject({ overall: 'cannot tell', each: open });
  });

  it('at 0 and 6 seeds, of which too many could have come by chance, it claims nothing', () => {
    expect(verdicts(0, 'omoe', 6)).toMatchObject({ overall: 'cannot tell', each: open });
    expect(verdicts(0, 'omoe', 6).mean).toBeGreaterThan(5);
  });

  it('at 1 it claims nothing', () => {
    for (const reference of ['omoe', 'bottom'])
      expect(verdicts(1, reference)).toMatchObject({ overall: 'cannot tell', each: open });
  });
});
