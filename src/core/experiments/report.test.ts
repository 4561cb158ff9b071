import { describe, expect, it } from 'vitest';
import { digitsShared } from '../presets/digits.ts';
import { at } from '../util/assert-never.ts';
import { randomStream } from '../util/random.ts';
import { mean } from '../util/statistics.ts';
import { equalCost } from './contenders/single.ts';
import { dotGroups } from './dots.ts';
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
    const report = reportOf(
      plan,
      played(plan, (contender, task, seed) => table[contender]?.[task]?.[seed - 1] ?? null),
    );
    const { results, conclusive } = report;
    const [alone, together, method] = results;
    expect(alone?.against).toEqual({});
    expect(alone?.improvement).toBeNull();
    expect(together?.against.digit?.gains.map((gain) => Number(gain.toFixed(12)))).toEqual([0.1, 0]);
    expect(together?.against.group?.gains).toEqual([1, -1]);
    // By the mean baselines .7 and 3: seed 1 gains .1/.7 and 1/3, seed 2 nothing and −1/3; the mean over tasks of each.
    const rounded = (gains: readonly number[] = []): number[] => gains.map((gain) => Number(gain.toFixed(4)) || 0);
    expect(rounded(together?.improvement?.gains)).toEqual([23.8095, -16.6667]);
    expect(rounded(method?.improvement?.gains)).toEqual([-7.1429, 0]);
    // Which is what the means of the table give: (.75 − .7)/.7 and 0.
    expect(together?.improvement?.mean).toBeCloseTo((100 * (0.05 / 0.7)) / 2, 9);
    // The dots of the report: all tasks together first, each group on a scale of its own.
    const groups = dotGroups(report);
    expect(groups.map(({ task, rows }) => [task?.id, rows.map(({ result }) => result.id)])).toEqual(
      [undefined, 'digit', 'group'].map((id) => [id, ['equal', 'method:pcgrad']]),
    );
    expect(groups.map(({ reach }) => Number(reach.toFixed(2)))).toEqual([26.19, 0.11, 1.1]);
    expect(groups.map(({ rows }) => rows[0]?.paired.gains.length)).toEqual([2, 2, 2]);
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

  it('gives Δm from the seeds from which every task has both, and none where a task never has', () => {
    const plan = experiment({});
    const missing = (left: (contender: string, task: string, seed: number) => boolean) =>
      reportOf(
        plan,
        played(plan, (contender, task, seed) =>
          left(contender, task, seed) ? null : contender === 'single' ? 0.5 : 0.5 + seed / 20,
        ),
      ).results;
    // Of the second seed one task's baseline is not there: it counts for the other task alone.
    const [, some] = missing((contender, task, seed) => contender === 'single' && task === 'group' && seed === 2);
    expect(some?.improvement?.gains.map((gain) => Number(gain.toFixed(6)))).toEqual([10, 30]);
    expect(some?.against.digit?.gains.length).toBe(3);
    expect(some?.against.group?.gains.length).toBe(2);
    const [, never] = missing((contender, task) => contender === 'equal' && task === 'group');
    expect(never?.improvement).toBeNull();
    expect(Object.keys(never?.against ?? {})).toEqual(['digit']);
    expect(never?.summary.group).toBeNull();
    // And without one of the contenders' values nobody has a rank.
    expect(never?.meanRank).toBeNull();
  });

  it('holds both baselines beside each other: alone on the same trunk, and at equal total cost', () => {
    const narrow: Contender = { kind: 'single', value: equalCost, document };
    const plan = experiment({ contenders: [single, narrow, equal].flatMap((one) => one ?? []), seeds: [1, 2] });
    const { results, reference } = reportOf(
      plan,
      played(plan, (contender) => ({ single: 0.8, 'single:equalCost': 0.7, equal: 0.75 })[contender] ?? null),
    );
    expect(reference).toBe('single');
    expect(results.map(({ id }) => id)).toEqual(['single', 'single:equalCost', 'equal']);
    expect(results.map(({ against }) => against.digit && Number(against.digit.mean.toFixed(9)))).toEqual([
      undefined,
      -0.1,
      -0.05,
    ]);
    const cheaper = reportOf(
      plan,
      played(plan, (contender) => ({ single: 0.8, 'single:equalCost': 0.7, equal: 0.75 })[contender] ?? null),
      'single:equalCost',
    );
    expect(cheaper.results[2]?.against.digit?.mean).toBeCloseTo(0.05, 12);
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

  describe('of equal contenders', () => {
    const pair = [single, equal].flatMap((one) => one ?? []);
    const seeds = [1, 2, 3, 4, 5, 6, 7, 8];
    const plan = experiment({ seeds, contenders: pair, tasks: [{ ...rmse, id: 'digit' }, rmse] });

    /** Which of the two questions, the tasks and Δm, a report claims to have answered. */
    function claims(values: Value) {
      const [, result] = reportOf(plan, played(plan, values)).results;
      const verdicts = Object.values(result?.against ?? {}).map(({ verdict }) => verdict);
      expect([verdicts.length, result?.improvement?.gains.length]).toEqual([2, 8]);
      return {
        tasks: verdicts.some((verdict) => verdict !== 'cannot tell') ? 1 : 0,
        overall: result?.improvement?.verdict === 'cannot tell' ? 0 : 1,
      };
    }
    /** An error that varies by more than a half of itself, as that of a network does that sometimes fails. */
    const drawnFrom =
      (random: { readonly normal: () => number }): Value =>
      () =>
        Math.exp(0.6 * random.normal());

    it('declares different, of any task or by Δm, about 5 % of 200 simulated reports each at the most', () => {
      const different = { tasks: 0, overall: 0 };
      for (let trial = 0; trial < 200; trial++) {
        const { tasks, overall } = claims(drawnFrom(randomStream(trial, 'simulated')));
        different.tasks += tasks;
        different.overall += overall;
      }
      // Of a rate of 5 % no more than 15 of 200 come in 95 % of all cases (binomial); what is exact is said below.
      expect(different.tasks).toBeLessThanOrEqual(15);
      expect(different.overall).toBeLessThanOrEqual(15);
      // A test that never told anything would not be one.
      expect(different.tasks + different.overall).toBeGreaterThan(4);
    });

    it('declares different, of any task or by Δm, no more than 5 % of all ways to exchange them seed by seed, which is no matter of chance', () => {
      const random = randomStream(1, 'exchanged');
      const values = new Map(
        pair.flatMap(({ kind }) =>
          ['digit', 'group'].flatMap((task) => seeds.map((seed) => [`${kind} ${task} ${seed}`, random.normal() ** 3] as const)),
        ),
      );
      const different = { tasks: 0, overall: 0 };
      for (let ways = 0; ways < 256; ways++) {
        const exchanged: Value = (contender, task, seed) => {
          const [one, other] = (ways >> (seed - 1)) & 1 ? ['equal', 'single'] : ['single', 'equal'];
          return 5 + (values.get(`${contender === 'single' ? one : other} ${task} ${seed}`) ?? 0);
        };
        const { tasks, overall } = claims(exchanged);
        different.tasks += tasks;
        different.overall += overall;
      }
      expect(different.tasks).toBeLessThanOrEqual(0.05 * 256);
      expect(different.overall).toBeLessThanOrEqual(0.05 * 256);
      expect(different.tasks).toBeGreaterThan(0);
      expect(different.overall).toBeGreaterThan(0);
    });
  });

  it('names each contender once', () => {
    expect([single, pcgrad].flatMap((one) => (one ? contenderId(one) : []))).toEqual(['single', 'method:pcgrad']);
  });
});
