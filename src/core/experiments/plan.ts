import type { Project } from '../project/schema.ts';
import { ownValue } from '../util/own-value.ts';
import type { Part } from './contenders/contender.ts';
import { type Contender, type Experiment, type PlannedRun, partsOf, plannedRun } from './experiment.ts';
import { countHalving, openHalving } from './halving.ts';
import type { RunOutcome } from './outcome.ts';
import { ranks } from './statistics.ts';

export type Outcomes = ReadonlyMap<string, RunOutcome>;

/** The first seed is that of the search. */
const searchSeed = ({ seeds }: Experiment): number => seeds[0] ?? 0;

/**
 * Which setting a part goes on with: the one whose headline metrics on the validation split rank best, on the mean over its tasks; the first of
 * several. Null as long as some are not tried; one that failed is never chosen.
 */
export function chosenSetting(experiment: Experiment, contender: Contender, part: Part, outcomes: Outcomes): number | null {
  if (experiment.settings === 1) return 0;
  const tried = Array.from({ length: experiment.settings }, (_, setting) =>
    outcomes.get(plannedRun(experiment, contender, part, setting, searchSeed(experiment)).id),
  );
  if (tried.includes(undefined)) return null;
  const sums = tried.map(() => 0);
  for (const { id: task, metric, better } of experiment.tasks.filter(({ id }) => part.tasks.includes(id))) {
    const worst = better === 'higher' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    const values = tried.map((outcome) => ownValue(outcome?.figures?.validation ?? {}, task)?.[metric] ?? worst);
    for (const [i, rank] of ranks(values, better).entries()) sums[i] = (sums[i] ?? 0) + rank;
  }
  return sums.indexOf(Math.min(...sums));
}

/**
 * The runs that can begin by now, in their order: those of the search first, then every seed with what it chose. What has an outcome is not
 * among them, so that an experiment goes on from wherever it was left.
 */
export function openRuns(experiment: Experiment, outcomes: Outcomes): readonly PlannedRun[] {
  if (experiment.halving) return openHalving(experiment, outcomes);
  const runs: PlannedRun[] = [];
  for (const contender of experiment.contenders) {
    for (const part of partsOf(experiment, contender)) {
      const run = (setting: number, seed: number): number => runs.push(plannedRun(experiment, contender, part, setting, seed));
      const chosen = chosenSetting(experiment, contender, part, outcomes);
      if (chosen === null) for (let setting = 0; setting < experiment.settings; setting++) run(setting, searchSeed(experiment));
      else for (const seed of experiment.seeds) run(chosen, seed);
    }
  }
  // Seed by seed, so that what is cut short has as many seeds of one contender as of another.
  const turn = ({ seed }: PlannedRun): number => experiment.seeds.indexOf(seed);
  return runs.filter(({ id }) => !outcomes.has(id)).sort((a, b) => turn(a) - turn(b));
}

/** How many runs an experiment has in all. */
export const countRuns = (experiment: Experiment): number =>
  experiment.halving ? countHalving(experiment) : countCompared(experiment);

const countCompared = (experiment: Experiment): number =>
  experiment.contenders.reduce((sum, contender) => sum + partsOf(experiment, contender).length, 0) *
  (experiment.seeds.length + experiment.settings - 1);

/** The run of a contender that answers for a task from a seed; null as long as it is not known which that is. */
export function answeringRun(
  experiment: Experiment,
  contender: Contender,
  task: string,
  seed: number,
  outcomes: Outcomes,
): RunOutcome | null {
  const part = partsOf(experiment, contender).find(({ tasks }) => tasks.includes(task));
  if (!part) return null;
  const setting = chosenSetting(experiment, contender, part, outcomes);
  if (setting === null) return null;
  return outcomes.get(plannedRun(experiment, contender, part, setting, seed).id) ?? null;
}

/**
 * The document that a contender was trained with: of the setting that it goes on with, and of its first seed; of several models, the first. Null
 * as long as its setting is not known.
 */
export function documentOf(experiment: Experiment, contender: Contender, outcomes: Outcomes): Project | null {
  const [part] = partsOf(experiment, contender);
  const setting = part ? chosenSetting(experiment, contender, part, outcomes) : null;
  if (!part || setting === null) return null;
  return plannedRun(experiment, contender, part, setting, searchSeed(experiment)).project;
}
