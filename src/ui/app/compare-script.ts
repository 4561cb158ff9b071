import { countRuns } from '../../core/experiments/plan.ts';
import { type Report, reportOf } from '../../core/experiments/report.ts';
import { diagnostic, ok, type Result, refused } from '../../core/util/diagnostics.ts';
import type { ExperimentFile } from '../../store/experiments/experiments.ts';
import { experimentGiven } from '../../store/experiments/given-experiment.ts';
import { experimentsOf } from '../../store/experiments/of-playground.ts';
import type { Playground } from '../../store/playground.ts';

/** Trains it in the pool, as the tab does; resolves with the file and its report once every run is there. */
export async function compare(
  playground: Playground,
  given: unknown,
  onProgress: (progress: { done: number; total: number; secondsLeft: number | null }) => void = () => undefined,
): Promise<Result<ExperimentFile & { report: Report }>> {
  const experiment = experimentGiven(playground, given);
  if (!experiment.ok) return experiment;
  const experiments = experimentsOf(playground);
  const total = countRuns(experiment.value);
  const unsubscribe = experiments.subscribe(({ outcomes, secondsLeft }) =>
    onProgress({ done: outcomes.size, total, secondsLeft }),
  );
  await experiments.start(experiment.value).finally(unsubscribe);
  const file = experiments.file();
  if (!file || file.experiment !== experiment.value || experiments.getState().state !== 'done')
    return refused(diagnostic('training.requestCancelled', {}, 'page'));
  const outcomes = new Map(file.outcomes.map((outcome) => [outcome.run, outcome]));
  return ok({ ...file, report: reportOf(file.experiment, outcomes) });
}
