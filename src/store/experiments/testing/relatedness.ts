import type { Contender, Experiment } from '../../../core/experiments/experiment.ts';
import { mostPairs } from '../../../core/experiments/statistics.ts';
import { mmoe, sharedBottomOf } from '../../../core/presets/regressions.ts';
import type { Project } from '../../../core/project/schema.ts';
import { invariant } from '../../../core/util/assert-never.ts';
import { experimentOn } from '../experiment-of.ts';

/** Four thousand steps of 128 samples, as the benchmark has them. */
const epochs = 74;
/** As many as the exact test takes. */
const seeds = Array.from({ length: mostPairs }, (_, i) => i + 1);

/** One gate for both tasks: the second task reads what the first one's gate makes. */
function oneGate(document: Project): Project {
  const { nodes, edges } = document.graph;
  return {
    ...document,
    graph: {
      nodes: nodes.filter(({ id }) => id !== 'y2-gate'),
      edges: edges
        .filter(({ target }) => target !== 'y2-gate')
        .map((edge) => (edge.source === 'y2-gate' ? { ...edge, source: 'y1-gate' } : edge)),
    },
  };
}

const related = (document: Project, relatedness: number): Project => ({
  ...document,
  data: { ...document.data, options: { ...document.data.options, relatedness } },
});

/** As many parameters in the shared layer and the towers as four experts with two gates have. */
const bottomUnits = 26;

export const relatednesses = [0, 1] as const;

/**
 * The relatedness toy of the MMoE paper (Ma et al., KDD 2018) as an experiment: a gate per task against one gate, and against a shared bottom with as
 * many parameters.
 */
export function relatednessExperiment(relatedness: number): Experiment {
  const documents = { mmoe: mmoe(), omoe: oneGate(mmoe()), bottom: sharedBottomOf(bottomUnits) };
  const contenders = Object.entries(documents).map(
    ([value, document]): Contender => ({ kind: 'asItIs', value, document: related(document, relatedness) }),
  );
  const plan = experimentOn(related(mmoe(), relatedness), { contenders, seeds, epochs, settings: 1 });
  invariant(plan, 'the benchmark can be trained');
  return plan;
}
