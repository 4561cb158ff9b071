import { describe, expect, it } from 'vitest';
import { type Report, reportOf } from '../src/core/experiments/report.ts';
import { at } from '../src/core/util/assert-never.ts';
import { relatednessExperiment, relatednesses } from '../src/store/experiments/testing/relatedness.ts';
import { measuredRelatedness, relatednessKey } from './measured-relatedness.ts';

/** Trained once by `npm run relatedness`; what the report makes of it is computed here. */
describe('the relatedness toy as a report', () => {
  const experiments = relatednesses.map(relatednessExperiment);
  const { key, outcomes } = measuredRelatedness();

  /** What it says of MMoE from so many seeds, on all tasks together and on each, against another contender. */
  function verdicts(place: number, reference: string, seeds: number) {
    const experiment = at(experiments, place);
    const runs = new Map(at(outcomes, place).map((outcome) => [outcome.run, outcome]));
    const some = { ...experiment, seeds: experiment.seeds.slice(0, seeds) };
    const { results }: Report = reportOf(some, runs, `asItIs:${reference}`);
    const { against = {}, improvement } = results.find(({ id }) => id === 'asItIs:mmoe') ?? {};
    return {
      overall: improvement?.verdict,
      mean: improvement?.mean ?? Number.NaN,
      p: improvement?.p ?? Number.NaN,
      gains: improvement?.gains ?? [],
      each: Object.values(against).map(({ verdict }) => verdict),
    };
  }
  const open = { overall: 'cannot tell', each: ['cannot tell', 'cannot tell'] };

  it('is measured with the documents and the code of today', () => {
    expect(key).toBe(relatednessKey(experiments));
    expect(outcomes.map((runs) => runs.filter(({ figures }) => figures !== null).length)).toEqual([60, 60]);
  });

  it('at 0 and 20 seeds: gates of their own help both tasks against one gate; against a shared bottom with as many parameters it cannot tell', () => {
    const gates = verdicts(0, 'omoe', 20);
    expect(gates).toMatchObject({ overall: 'helps', each: ['helps', 'helps'] });
    expect(gates.mean).toBeGreaterThan(5);
    expect(gates.p).toBeLessThan(0.001);
    expect(verdicts(0, 'bottom', 20)).toMatchObject(open);
  });

  it('at 0 and 6 seeds, which must all agree to tell anything, it claims nothing: that 15 of 20 agree is why', () => {
    expect(verdicts(0, 'omoe', 6)).toMatchObject(open);
    expect(verdicts(0, 'omoe', 6).mean).toBeGreaterThan(5);
    expect(verdicts(0, 'bottom', 6)).toMatchObject(open);
    expect(verdicts(0, 'omoe', 20).gains.filter((gain) => gain > 0)).toHaveLength(15);
  });

  it.each([6, 12, 20])('at 1 and %i seeds it claims nothing of gates', (seeds) => {
    expect(verdicts(1, 'omoe', seeds)).toMatchObject(open);
  });

  it('at 1 it claims nothing against the shared bottom from 6 and 12 seeds, and from 20 that MMoE is no better', () => {
    for (const seeds of [6, 12]) expect(verdicts(1, 'bottom', seeds)).toMatchObject(open);
    const { overall, mean, each } = verdicts(1, 'bottom', 20);
    expect([overall, each]).toEqual(['hurts', ['cannot tell', 'hurts']]);
    expect(mean).toBeGreaterThan(-10);
  });
});
