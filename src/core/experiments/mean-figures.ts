import { ownValue } from '../util/own-value.ts';
import { type Contender, contenderId, type Experiment } from './experiment.ts';
import { searchedOf } from './halving.ts';
import { answeringRun, type Outcomes } from './plan.ts';

type Figures = Readonly<Record<string, Readonly<Record<string, number | null>>>>;

/** A contender with its figures on the test split. */
export interface ContenderFigures {
  readonly id: string;
  readonly contender: Contender;
  /** By task and metric. */
  readonly figures: Figures;
}

/** The mean of figures of several runs: what one of them lacks, all do. */
function meanOf(all: readonly Readonly<Record<string, number | null>>[]): Readonly<Record<string, number | null>> {
  const [first = {}] = all;
  return Object.fromEntries(
    Object.keys(first).map((metric) => {
      const values = all.map((one) => ownValue(one, metric) ?? null);
      const known = values.filter((value) => value !== null);
      return [metric, known.length === values.length ? known.reduce((sum, value) => sum + value, 0) / known.length : null];
    }),
  );
}

/** Every contender by the mean over its finished seeds; of a search, by the last round that each configuration reached. */
export function meanFigures(experiment: Experiment, outcomes: Outcomes): readonly ContenderFigures[] {
  if (experiment.halving)
    return searchedOf(experiment, outcomes).map(({ id, contender, outcome }) => ({
      id,
      contender,
      figures: outcome?.figures?.test ?? {},
    }));
  return experiment.contenders.map((contender) => ({
    id: contenderId(contender),
    contender,
    figures: Object.fromEntries(
      experiment.tasks.map(({ id }) => [
        id,
        meanOf(
          experiment.seeds.flatMap((seed) => {
            const run = answeringRun(experiment, contender, id, seed, outcomes);
            const measured = ownValue(run?.figures?.test ?? {}, id);
            return measured ? [measured] : [];
          }),
        ),
      ]),
    ),
  }));
}
