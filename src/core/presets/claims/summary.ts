import { at } from '../../util/assert-never.ts';
import { mean, spread } from '../../util/statistics.ts';
import type { Preset } from '../preset.ts';
import { type Claim, type Reading, variantName } from './claim.ts';
import { type Figures, readingsOf, type SeedRun, seedsOf } from './runs.ts';
import { failing, halfWidth, verdictOf } from './statistics.ts';

/** What a task reaches on the test split, over all seeds. */
export interface TaskResult {
  readonly mean: number;
  /** The standard deviation from seed to seed. */
  readonly spread: number;
  /** See `failing`. */
  readonly fails: number | null;
  /** What the best answer gives that looks at no input: the mean over the same seeds. */
  readonly guess: number;
}

/** What a claim's comparison gives. */
export interface ClaimResult {
  /** The mean of the differences of pairs. */
  readonly difference: number;
  /** Half of its 99 % interval. */
  readonly half: number;
  readonly pairs: number;
  /** In how many of them the first number is larger. */
  readonly higher: number;
  /** See `verdictOf`. */
  readonly certain: boolean;
}

export interface ExampleResult {
  readonly seeds: number;
  readonly tasks: Readonly<Record<string, TaskResult>>;
  /** In the order of the example's claims; null where it was not measured on every seed. */
  readonly claims: readonly (ClaimResult | null)[];
}

/** By the example's id; one that was not measured on every seed is left out. */
export type Results = Readonly<Record<string, ExampleResult>>;

type BySeed = readonly SeedRun[];
type RunsOf = (name: string) => BySeed;

const byName = (runs: readonly SeedRun[]): RunsOf => {
  const groups = new Map<string, SeedRun[]>();
  for (const run of runs) groups.set(run.run, [...(groups.get(run.run) ?? []), run]);
  return (name) => [...(groups.get(name) ?? [])].sort((a, b) => a.seed - b.seed);
};

const rounded = (value: number): number => Number(value.toPrecision(4));

/** A metric of a task, or its mean over all tasks; null where it is not there. */
function figureOf(figures: Figures, task: string | null, metric: string): number | null {
  if (task !== null) return figures[task]?.[metric] ?? null;
  const all = Object.values(figures).map((own) => own[metric]);
  return all.every((value) => typeof value === 'number') ? mean(all) : null;
}

/** The same of every run; null where a run does not have it. */
function values(
  runs: BySeed,
  figures: (run: SeedRun) => Figures | undefined,
  task: string | null,
  metric: string,
): number[] | null {
  const all = runs.map((run) => figureOf(figures(run) ?? {}, task, metric));
  return all.every((value) => value !== null) ? all : null;
}

const read = (runsOf: RunsOf, { variant, task, metric, epochs }: Reading): number[] =>
  values(runsOf(variantName(variant)), ({ after }) => after[epochs], task, metric) ?? [];

/** a − b of every pair of runs from the same seed; as many as both have. */
export function differencesOf(runs: readonly SeedRun[], { a, b }: Claim): readonly number[] {
  const runsOf = byName(runs);
  const first = read(runsOf, a);
  if (typeof b === 'number') return first.map((value) => value - b);
  const second = read(runsOf, b);
  return Array.from({ length: Math.min(first.length, second.length) }, (_, i) => at(first, i) - at(second, i));
}

/** What the runs give for a claim; null where it was not measured on every seed. */
function resultOf(presets: readonly Preset[], runs: readonly SeedRun[], claim: Claim): ClaimResult | null {
  const runsOf = byName(runs);
  const complete = readingsOf(claim).every(({ variant }) => runsOf(variantName(variant)).length >= seedsOf(presets, variant));
  if (!complete) return null;
  const differences = differencesOf(runs, claim);
  return {
    difference: rounded(mean(differences)),
    half: rounded(halfWidth(differences)),
    pairs: differences.length,
    higher: differences.filter((value) => value > 0).length,
    certain: verdictOf(differences) !== 'cannot tell',
  };
}

/** A number over all seeds. */
export interface Reached {
  readonly mean: number;
  /** The standard deviation from seed to seed. */
  readonly spread: number;
}

/** A claim's comparison with what both documents reach; `b`: null where it is a fixed number. */
export interface Compared extends ClaimResult {
  readonly a: Reached;
  readonly b: Reached | null;
}

/** What the runs give for claims that stand apart from the examples' sentences, in their order; null where they are incomplete. */
export function summariseClaims(
  presets: readonly Preset[],
  claims: readonly Claim[],
  runs: readonly SeedRun[],
): readonly (Compared | null)[] {
  const runsOf = byName(runs);
  const over = (reading: Reading): Reached => {
    const values = read(runsOf, reading);
    return { mean: rounded(mean(values)), spread: rounded(spread(values)) };
  };
  return claims.map((claim) => {
    const result = resultOf(presets, runs, claim);
    return result && { ...result, a: over(claim.a), b: typeof claim.b === 'number' ? null : over(claim.b) };
  });
}

export const claimsOf = ({ claims }: Preset): readonly Claim[] => (claims.type === 'measured' ? claims.claims : []);

/** Results and comparisons of every example that was measured on all of its seeds. */
export function summarise(presets: readonly Preset[], runs: readonly SeedRun[]): Results {
  const runsOf = byName(runs);
  return Object.fromEntries(
    presets.flatMap((preset): (readonly [string, ExampleResult])[] => {
      const { id, outcome } = preset;
      const own = runsOf(id);
      const seeds = outcome.seeds ?? 8;
      if (own.length < seeds) return [];
      const tasks = Object.entries(outcome.tasks).map(([task, { metric }]): readonly [string, TaskResult] => {
        const reached = values(own, ({ after }) => after[outcome.epochs], task, metric) ?? [];
        const guess = mean(values(own, (run) => run.guess, task, metric) ?? []);
        return [
          task,
          {
            mean: rounded(mean(reached)),
            spread: rounded(spread(reached)),
            fails: failing(reached, guess),
            guess: rounded(guess),
          },
        ];
      });
      const claims = claimsOf(preset).map((claim) => resultOf(presets, runs, claim));
      return [[id, { seeds, tasks: Object.fromEntries(tasks), claims }]];
    }),
  );
}
