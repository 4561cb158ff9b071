import { describe, expect, it } from 'vitest';
import { digitsShared } from '../presets/digits.ts';
import { at } from '../util/assert-never.ts';
import { randomStream } from '../util/random.ts';
import { mean } from '../util/statistics.ts';
import {
  type Contender,
  contenderId,
  type Experiment,
  type JudgedTask,
  parseExperiment,
  partsOf,
  plannedRun,
} from './experiment.ts';
import { parseOutcome, type RunOutcome } from './outcome.ts';
import { chosenSetting, countRuns, documentOf, openRuns } from './plan.ts';
import { relativeGain, reportOf } from './report.ts';

const document = digitsShared();
const accuracy = (id: string): JudgedTask => ({ id, name: id, metric: 'accuracy', better: 'higher', range: [0, 1] });
const rmse: JudgedTask = { id: 'group', name: 'group', metric: 'rmse', better: 'lower', range: [0, null] };

const [single, equal, tuned, pcgrad]: readonly Contender[] = [
  { kind: 'single', value: '' },
  { kind: 'equal', value: '' },
  { kind: 'tuned', value: '' },
  { kind: 'method', value: 'pcgrad' },
];

const experiment = (given: Partial<Experiment>): Experiment => ({
  document,
  tasks: document.tasks.map(({ id }) => accuracy(id)),
  contenders: [single, equal, pcgrad].flatMap((one) => one ?? []),
  seeds: [1, 2, 3],
  epochs: 1,
  settings: 1,
  ...given,
});

type Value = (contender: string, task: string, seed: number, setting: number, split: 'validation' | 'test') => number | null;

/** Every run that an experiment asks for, with these figures. */
function played(plan: Experiment, value: Value): Map<string, RunOutcome> {
  const outcomes = new Map<string, RunOutcome>();
  for (let open = openRuns(plan, outcomes); open.length > 0; open = openRuns(plan, outcomes)) {
    for (const { id, contender, seed, setting, tasks } of open) {
      const split = (name: 'validation' | 'test') =>
        Object.fromEntries(
          plan.tasks
            .filter((task) => tasks.includes(task.id))
            .map((task) => [task.id, { [task.metric]: value(contender, task.id, seed, setting, name) }]),
        );
      outcomes.set(id, {
        run: id,
        figures: { validation: split('validation'), test: split('test') },
        failure: null,
        steps: 1,
        seconds: 1,
      });
    }
  }
  return outcomes;
}

describe('what is trained', () => {
  it('each task alone has the same network and the other tasks off', () => {
    const parts = partsOf({ document }, at([single], 0) as Contender);
    expect(parts.map(({ tasks }) => tasks)).toEqual([['digit'], ['group']]);
    for (const { project, id } of parts) {
      expect(project.graph).toBe(document.graph);
      expect(project.tasks.filter(({ enabled }) => enabled).map((task) => task.id)).toEqual([id]);
    }
  });

  it('every contender tries the same number of settings, the first as the document is, and all from the same numbers', () => {
    const plan = experiment({ settings: 4, contenders: [equal, tuned, pcgrad].flatMap((one) => one ?? []) });
    const rates = plan.contenders.map((contender) =>
      [0, 1, 2, 3].map((setting) => {
        const run = plannedRun(plan, contender, at(partsOf(plan, contender), 0), setting, 1);
        return run.project.training.learningRate / document.training.learningRate;
      }),
    );
    expect(rates[1]).toEqual(rates[0]);
    expect(rates[2]).toEqual(rates[0]);
    expect(rates[0]?.[0]).toBe(1);
    expect(new Set(rates[0]).size).toBe(4);
    for (const rate of rates[0] ?? []) expect(rate).toBeGreaterThan(1 / 3.001);
    const weights = [0, 1, 2, 3].map((setting) =>
      plannedRun(plan, at(plan.contenders, 1), at(partsOf(plan, at(plan.contenders, 1)), 0), setting, 1).project.tasks.map(
        ({ weight }) => weight,
      ),
    );
    expect(weights[0]).toEqual([1, 1]);
    for (const drawn of weights) expect(mean(drawn)).toBeCloseTo(1, 12);
    expect(new Set(weights.map(String)).size).toBe(4);
  });

  it('goes on with the setting that ranks best by validation, never with one that failed', () => {
    const plan = experiment({ settings: 3, contenders: [equal].flatMap((one) => one ?? []) });
    const by =
      (values: readonly (number | null)[]): Value =>
      (_, task, _seed, setting, split) =>
        split === 'test' ? 1 - setting / 10 : task === 'digit' ? (values[setting] ?? null) : 0.5;
    const chosen = (values: readonly (number | null)[]) =>
      chosenSetting(plan, at(plan.contenders, 0), at(partsOf(plan, at(plan.contenders, 0)), 0), played(plan, by(values)));
    expect(chosen([0.1, 0.3, 0.2])).toBe(1);
    expect(chosen([0.1, null, null])).toBe(0);
    expect(chosen([0.2, 0.2, 0.1])).toBe(0);
    const outcomes = played(plan, by([0.1, 0.3, 0.2]));
    const contender = at(plan.contenders, 0);
    const part = at(partsOf(plan, contender), 0);
    // What opens is what was trained, not what it was drawn from.
    expect(documentOf(plan, contender, outcomes)).toEqual(plannedRun(plan, contender, part, 1, at(plan.seeds, 0)).project);
    expect(documentOf(plan, contender, outcomes)?.training.learningRate).not.toBe(plan.document.training.learningRate);
    expect(documentOf(plan, contender, new Map())).toBeNull();
    expect(countRuns(plan)).toBe(3 + 2);
    expect(played(plan, by([0.1, 0.3, 0.2])).size).toBe(countRuns(plan));
  });

  it('comes back from a file, or not at all', () => {
    const plan = experiment({});
    expect(parseExperiment(JSON.parse(JSON.stringify(plan)))).toEqual(plan);
    expect(parseExperiment({ ...plan, seeds: [] })).toBeNull();
    expect(parseExperiment({ ...plan, contenders: [{ kind: 'constructor' }] })).toBeNull();
    expect(parseExperiment({ ...plan, document: { format: 'nonsense' } })).toBeNull();
  });
});

describe('the report', () => {
  it('agrees with a table by hand, with both directions', () => {
    // Accuracy alone .8 and .6; RMSE alone 2 and 4. Together: .9 and .6; 1 and 5.
    const table: Record<string, Record<string, readonly number[]>> = {
      single: { digit: [0.8, 0.6], group: [2, 4] },
      equal: { digit: [0.9, 0.6], group: [1, 5] },
      'method:pcgrad': { digit: [0.7, 0.6], group: [2, 4] },
    };
    const plan = experiment({ seeds: [1, 2], tasks: [accuracy('digit'), rmse] });
    const { results, conclusive } = reportOf(
      plan,
      played(plan, (contender, task, seed) => table[contender]?.[task]?.[seed - 1] ?? null),
    );
    const [alone, together, method] = results;
    expect(alone?.against).toEqual({});
    expect(alone?.improvement).toBeNull();
    expect(together?.against.digit?.gains.map((gain) => Number(gain.toFixed(12)))).toEqual([0.1, 0]);
    expect(together?.against.group?.gains).toEqual([1, -1]);
    // Seed 1: (12.5 % + 50 %)/2; seed 2: (0 − 25 %)/2.
    expect(together?.improvement?.gains.map((gain) => Number(gain.toFixed(9)))).toEqual([31.25, -12.5]);
    expect(method?.improvement?.gains.map((gain) => Number(gain.toFixed(9)))).toEqual([-6.25, 0]);
    // Means of digit: .7, .75, .65; of group: 3, 3, 3.
    expect(results.map(({ meanRank }) => meanRank)).toEqual([2, 1.5, 2.5]);
    expect(conclusive).toBe(false);
    for (const { against } of results) for (const one of Object.values(against)) expect(one.verdict).toBe('cannot tell');
  });

  it('says helps and hurts where every one of eight seeds says so, with numbers, and how many it would take otherwise', () => {
    const plan = experiment({ seeds: [1, 2, 3, 4, 5, 6, 7, 8] });
    const outcomes = played(plan, (contender, task, seed) => {
      const noise = (seed % 4) / 100;
      if (contender === 'equal') return 0.8 + noise + (task === 'digit' ? 0.05 : -0.05);
      return contender === 'single' ? 0.8 + noise : 0.8 + noise + (seed % 2 ? 0.02 : -0.015);
    });
    const [, together, method] = reportOf(plan, outcomes).results;
    expect(together?.against.digit?.verdict).toBe('helps');
    expect(together?.against.group?.verdict).toBe('hurts');
    expect(together?.against.digit?.p).toBeCloseTo((2 * 2) / 256, 12);
    expect(together?.against.digit?.mean).toBeCloseTo(0.05, 12);
    expect(together?.against.digit?.interval?.[0]).toBeCloseTo(0.05, 9);
    expect(method?.against.digit?.verdict).toBe('cannot tell');
    expect(method?.against.digit?.needed).toBeGreaterThan(8);
    expect(reportOf(plan, outcomes).conclusive).toBe(true);
  });

  it('says that nothing can be told exactly where the interval of the test holds 0, whatever the t interval says', () => {
    const plan = experiment({ seeds: [1, 2, 3, 4, 5, 6, 7, 8] });
    const said = new Set<string>();
    for (let trial = 0; trial < 200; trial++) {
      const random = randomStream(trial, 'agreement');
      const outcomes = played(plan, (contender, task) =>
        contender === 'single' ? 0.5 : 0.5 + (task === 'digit' ? 0.012 : 0.006) + 0.015 * random.normal() ** 3,
      );
      for (const { against, improvement } of reportOf(plan, outcomes).results.slice(1))
        for (const { verdict, interval, mean: centre, half } of [
          ...Object.values(against),
          ...(improvement ? [improvement] : []),
        ]) {
          const [low, high] = interval ?? [Number.NaN, Number.NaN];
          expect(verdict === 'cannot tell').toBe(low <= 0 && high >= 0);
          expect(low).toBeLessThanOrEqual(centre + 1e-12);
          expect(high).toBeGreaterThanOrEqual(centre - 1e-12);
          said.add(`${verdict}, t ${Math.abs(centre) <= (half ?? 0) ? 'holds' : 'excludes'} 0`);
        }
    }
    // The case that made it necessary is among them: the test tells, and the t interval touches 0.
    expect([...said]).toContain('helps, t holds 0');
    expect([...said]).toContain('cannot tell, t excludes 0');
  });

  it('and its files hold tasks whatever they are called', () => {
    const rename = (id: string): string => (id === 'digit' ? 'constructor' : '__proto__');
    const named = {
      ...document,
      tasks: document.tasks.map((task) => ({ ...task, id: rename(task.id) })),
    };
    const plan = experiment({ document: named, tasks: named.tasks.map(({ id }) => accuracy(id)), seeds: [1, 2] });
    const outcomes = played(plan, (contender, _, seed) => (contender === 'single' ? 0.5 : 0.6) + seed / 100);
    const [, together] = reportOf(plan, outcomes).results;
    expect(Object.keys(together?.against ?? {}).sort()).toEqual(['__proto__', 'constructor']);
    expect(together?.improvement?.gains.length).toBe(2);
    const read = [...outcomes.values()].map((outcome) => parseOutcome(JSON.parse(JSON.stringify(outcome))));
    expect(read).toEqual([...outcomes.values()]);
  });

  it('leaves out pairs of which one failed, and counts them', () => {
    const plan = experiment({});
    const outcomes = played(plan, (_, __, seed) => seed / 10);
    for (const [id, outcome] of outcomes)
      if (id === 'equal/all/0/2') outcomes.set(id, { ...outcome, figures: null, failure: 'diverged' });
    const report = reportOf(plan, outcomes);
    expect(report.failed).toBe(1);
    expect(report.results[1]?.values.digit).toEqual([0.1, null, 0.3]);
    expect(report.results[1]?.against.digit?.gains).toEqual([0, 0]);
    expect(report.results[1]?.improvement?.gains.length).toBe(2);
  });

  it('gives no relative improvement over a baseline near zero, and takes what is lacking where a metric can be negative', () => {
    expect(relativeGain(accuracy('a'), 0.5, 1e-6)).toBeNull();
    const r2: JudgedTask = { id: 'a', name: 'a', metric: 'r2', better: 'higher', range: [null, 1] };
    expect(relativeGain(r2, 0.9, 0.8)).toBeCloseTo(0.5, 12);
    expect(relativeGain(r2, 0.5, -0.5)).toBeCloseTo(2 / 3, 12);
    expect(relativeGain(rmse, 1, 2)).toBe(0.5);
    const plan = experiment({ seeds: [1, 2] });
    const { results } = reportOf(
      plan,
      played(plan, (contender) => (contender === 'single' ? 0 : 0.5)),
    );
    expect(results[1]?.improvement).toBeNull();
    expect(results[1]?.against.digit?.mean).toBe(0.5);
  });

  it('declares equal contenders different in no more than 5 % of 200 simulated reports', () => {
    const plan = experiment({ seeds: [1, 2, 3, 4, 5, 6, 7, 8], contenders: [single, equal].flatMap((one) => one ?? []) });
    let different = 0;
    for (let trial = 0; trial < 200; trial++) {
      const random = randomStream(trial, 'simulated');
      const { results } = reportOf(
        plan,
        played(plan, () => 0.8 + 0.02 * random.normal()),
      );
      const verdicts = Object.values(results[1]?.against ?? {}).map(({ verdict }) => verdict);
      expect(verdicts.length).toBe(2);
      if (verdicts.some((verdict) => verdict !== 'cannot tell')) different++;
    }
    // The test is exact: 4 % of all at the most with eight pairs; the bound leaves room for chance (binomial, 99 %).
    expect(different).toBeLessThanOrEqual(17);
    expect(different).toBeGreaterThan(0);
  });

  it('names each contender once', () => {
    expect([single, pcgrad].flatMap((one) => (one ? contenderId(one) : []))).toEqual(['single', 'method:pcgrad']);
  });
});
