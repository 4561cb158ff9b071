import { ownValue } from '../util/own-value.ts';
import { type Contender, contenderId, type Experiment, type PlannedRun, partsOf, plannedRun } from './experiment.ts';
import type { RunOutcome } from './outcome.ts';
import { ranks } from './statistics.ts';

type Outcomes = ReadonlyMap<string, RunOutcome>;

/** A round of successive halving: so many configurations, each trained anew for so many epochs. */
export interface Rung {
  readonly epochs: number;
  readonly count: number;
}

/** Of how many configurations one goes on. */
const eta = 3;

/**
 * Successive halving (Jamieson and Talwalkar, 2016) with η = 3: every configuration gets the smallest budget, the best third three times as much, and
 * so on, until one is left or the last has the experiment's epochs.
 */
export function rungsOf({ contenders, epochs }: Pick<Experiment, 'contenders' | 'epochs'>): readonly Rung[] {
  const counts = [contenders.length];
  for (let count = contenders.length; count >= eta; ) {
    count = Math.floor(count / eta);
    counts.push(count);
  }
  const rungs = counts.map((count, r) => ({ count, epochs: Math.max(1, Math.round(epochs / eta ** (counts.length - 1 - r))) }));
  // With few epochs the first rounds would have the same budget: only the last of those is worth its time.
  return rungs.filter(({ epochs: own }, r) => r === 0 || own > (rungs[r - 1]?.epochs ?? 0));
}

/** The run of a configuration in a round. */
function runIn(experiment: Experiment, contender: Contender, rung: number): PlannedRun | null {
  const [part] = partsOf(experiment, contender);
  const [seed] = experiment.seeds;
  const at = rungsOf(experiment)[rung];
  if (!part || seed === undefined || !at) return null;
  const run = plannedRun({ ...experiment, epochs: at.epochs }, contender, part, 0, seed);
  return { ...run, id: `${contenderId(contender)}/round ${rung + 1}` };
}

/** A configuration with what came of it in the last round that it reached. */
export interface Searched {
  readonly id: string;
  readonly contender: Contender;
  /** Counted from 1; 0 before it was trained. */
  readonly rounds: number;
  readonly epochs: number;
  readonly outcome: RunOutcome | null;
}

/**
 * By the validation split: the mean over the tasks of the ranks of their headline metrics, or the rank of one task's alone (`by`); 1 is best. A run that
 * failed is last.
 */
function scores(experiment: Experiment, outcomes: readonly (RunOutcome | null)[]): readonly number[] {
  const by = experiment.halving?.by ?? 'mean';
  const judged = experiment.tasks.filter(({ id }) => by === 'mean' || by === id);
  const sums = outcomes.map(() => 0);
  for (const { id, metric, better } of judged) {
    const worst = better === 'higher' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    const values = outcomes.map((outcome) => ownValue(outcome?.figures?.validation ?? {}, id)?.[metric] ?? worst);
    for (const [i, rank] of ranks(values, better).entries()) sums[i] = (sums[i] ?? 0) + rank / judged.length;
  }
  return sums;
}

/** Configurations from the best by their outcomes; the first of equal ones first. */
function ranked(experiment: Experiment, entries: readonly Searched[]): readonly Searched[] {
  const score = scores(
    experiment,
    entries.map(({ outcome }) => outcome),
  );
  return entries
    .map((entry, i) => ({ entry, score: score[i] ?? Number.POSITIVE_INFINITY }))
    .toSorted((a, b) => a.score - b.score)
    .map(({ entry }) => entry);
}

/** Who is in each round as far as that is decided, and what came of it. */
function roundsOf(experiment: Experiment, outcomes: Outcomes): readonly (readonly Searched[])[] {
  const rungs = rungsOf(experiment);
  const rounds: (readonly Searched[])[] = [];
  let going = experiment.contenders;
  for (const [r, { epochs }] of rungs.entries()) {
    const entries = going.map((contender): Searched => {
      const outcome = outcomes.get(runIn(experiment, contender, r)?.id ?? '') ?? null;
      return { id: contenderId(contender), contender, rounds: outcome ? r + 1 : r, epochs, outcome };
    });
    rounds.push(entries);
    const next = rungs[r + 1];
    if (!next || entries.some(({ outcome }) => outcome === null)) break;
    going = ranked(experiment, entries)
      .slice(0, next.count)
      .map(({ contender }) => contender);
  }
  return rounds;
}

/** The runs of the round that is under way which are still to be trained. */
export function openHalving(experiment: Experiment, outcomes: Outcomes): readonly PlannedRun[] {
  const rounds = roundsOf(experiment, outcomes);
  const last = rounds.length - 1;
  return (rounds[last] ?? []).flatMap(({ contender, outcome }) =>
    outcome === null ? (runIn(experiment, contender, last) ?? []) : [],
  );
}

export const countHalving = (experiment: Experiment): number => rungsOf(experiment).reduce((sum, { count }) => sum + count, 0);

/** Every configuration by how far it came, and among those of a round by what came of it: the first is the best. */
export function searchedOf(experiment: Experiment, outcomes: Outcomes): readonly Searched[] {
  const rounds = roundsOf(experiment, outcomes);
  const known = new Set<string>();
  return rounds.toReversed().flatMap((entries) => {
    const done = ranked(
      experiment,
      entries.filter(({ outcome }) => outcome !== null),
    );
    const open = entries.filter(({ outcome }) => outcome === null && rounds.length === 1);
    return [...done, ...open].filter(({ id }) => {
      if (known.has(id)) return false;
      known.add(id);
      return true;
    });
  });
}
