import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type Experiment, partsOf, plannedRun } from '../src/core/experiments/experiment.ts';
import { parseOutcome, type RunOutcome } from '../src/core/experiments/outcome.ts';
import { hashString } from '../src/core/util/random.ts';

const file = new URL('../src/store/experiments/testing/relatedness.json', import.meta.url);
const ledger = new URL('../src/engine/training/testing/outcomes/ledger.json', import.meta.url);

/** Where `npm run relatedness` writes what it measured. */
export const relatednessFile = file;

/**
 * Equal as long as the same documents are trained by the same code: the ledger of outcomes has another key for the example MMoE as soon as its
 * program, its data, or what trains it is another.
 */
export function relatednessKey(experiments: readonly Experiment[]): string {
  const documents = experiments.flatMap((experiment) =>
    experiment.contenders.flatMap((contender) =>
      partsOf(experiment, contender).map((part) => plannedRun(experiment, contender, part, 0, 0).project),
    ),
  );
  const known = z.record(z.string(), z.object({ key: z.string() })).parse(JSON.parse(readFileSync(ledger, 'utf8')));
  return `${hashString(JSON.stringify(documents)).toString(36)} ${known.mmoe?.key ?? ''}`;
}

const fileSchema = z.object({ key: z.string(), outcomes: z.array(z.array(z.unknown())) });

/** What was measured: by relatedness, in their order, the outcomes of the experiment's runs. */
export function measuredRelatedness(): { readonly key: string; readonly outcomes: readonly (readonly RunOutcome[])[] } {
  const { key, outcomes } = fileSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  return { key, outcomes: outcomes.map((runs) => runs.flatMap((run) => parseOutcome(run) ?? [])) };
}
