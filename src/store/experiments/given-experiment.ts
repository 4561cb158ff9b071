import { z } from 'zod';
import { balancingMethod } from '../../core/balancing/index.ts';
import { equalCost } from '../../core/experiments/contenders/single.ts';
import { type Experiment, parseExperiment } from '../../core/experiments/experiment.ts';
import type { Project } from '../../core/project/schema.ts';
import { diagnostic, ok, type Result, refused } from '../../core/util/diagnostics.ts';
import type { Playground } from '../playground.ts';
import { shownValue } from '../shown-value.ts';
import { architecturesOf, equalCostSingles, experimentOn, seedsFrom, stepsPerEpochOf } from './experiment-of.ts';

const isMethod = (id: string): boolean => balancingMethod(id) !== undefined;

const givenSchema = z.strictObject({
  contenders: z.array(
    z.union([
      z.enum(['single', equalCost, 'equal', 'tuned', 'asItIs']).transform((kind) => ({ kind, value: '' })),
      z.strictObject({ method: z.string().refine(isMethod) }).transform(({ method }) => ({ kind: 'method', value: method })),
      z
        .strictObject({ architecture: z.string() })
        .transform(({ architecture }) => ({ kind: 'architecture', value: architecture })),
      z.strictObject({ name: z.string().min(1), project: z.unknown() }).transform(({ name, project }) => ({
        kind: 'asItIs',
        value: name,
        document: project,
      })),
    ]),
  ),
  seeds: z.union([z.number().int().min(1).max(20), z.array(z.number())]),
  epochs: z.number().optional(),
  steps: z.number().int().min(1).optional(),
  settings: z.number().default(1),
});

const known =
  "{ contenders: ['single', 'equalCost', 'equal', 'tuned', { method }, { architecture }, { name, project }], seeds, epochs? | steps?, settings? }";

/** The whole epochs that hold so many steps; the best of them counts, so that none ends in the middle. */
const epochsOf = (document: Project, steps: number): number => Math.ceil(steps / (stepsPerEpochOf(document) ?? 1));

/** null where it throws when it is read, as what a script gives may. */
function parsedGiven(given: unknown) {
  try {
    return givenSchema.safeParse(given);
  } catch {
    return null;
  }
}

/** An experiment on the document on the screen as a script describes it; refused in words. */
export function experimentGiven({ project }: Playground, given: unknown): Result<Experiment> {
  const bad = (): Result<Experiment> =>
    refused(diagnostic('page.badArgument', { name: 'experiment', value: shownValue(given), known }, 'page'));
  const parsed = parsedGiven(given);
  if (!parsed?.success) return bad();
  const { project: document } = project.getState();
  const { seeds, epochs, steps, settings } = parsed.data;
  const plan = experimentOn(document, {
    contenders: [],
    seeds: typeof seeds === 'number' ? seedsFrom(document, seeds) : seeds,
    epochs: epochs ?? (steps === undefined ? document.training.epochs : epochsOf(document, steps)),
    settings,
  });
  const offered = parsed.data.contenders.some(({ kind }) => kind === 'architecture') ? architecturesOf(document) : [];
  const contenders = parsed.data.contenders.map((given) => {
    if (given.kind === equalCost) return equalCostSingles(document);
    return given.kind === 'architecture' ? (offered.find(({ id }) => id === given.value)?.contender ?? null) : given;
  });
  const experiment = plan && parseExperiment({ ...plan, contenders });
  return experiment ? ok(experiment) : bad();
}
