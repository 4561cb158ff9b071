import { invariant } from '../../core/util/assert-never.ts';
import { introduceDatasets } from '../datasets.ts';
import { openTable } from '../persistence/database.ts';
import type { Playground } from '../playground.ts';
import { createExperiments, type Experiments } from './experiments.ts';
import { poolMeans } from './pool-means.ts';

/** What trains before the page has said what it runs on. */
const ours = { id: 'wasm', backend: 'wasm' } as const;

const made = new WeakMap<Playground, Experiments>();

/** The experiments of a page, made when they are first asked for; what an earlier page left comes back then. */
export function experimentsOf(playground: Playground): Experiments {
  const known = made.get(playground);
  if (known) return known;
  const { createTrainer, dataUrl, run } = playground;
  invariant(createTrainer, 'the page makes further trainers');
  const experiments = createExperiments({
    createTrainer() {
      const trainer = createTrainer();
      introduceDatasets((command) => trainer.send(command));
      return trainer;
    },
    dataUrl,
    table: openTable('work'),
    now: () => performance.now(),
    means: () => poolMeans(run.getState().history.status.executor ?? ours, globalThis.navigator?.hardwareConcurrency || 1),
  });
  made.set(playground, experiments);
  void experiments.restore();
  return experiments;
}
