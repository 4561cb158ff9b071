import { readRunsText } from '../../core/runs/runs-file.ts';
import { readExperimentText } from '../../store/experiments/experiments.ts';
import { experimentsOf } from '../../store/experiments/of-playground.ts';
import type { Playground } from '../../store/playground.ts';
import { pageRunsOf } from '../../store/runs/page-runs.ts';

/** Takes in a comparison or runs; which tab shows them, null where the text is neither. */
export async function openResultsFile(playground: Playground, text: string): Promise<string | null> {
  const experiment = readExperimentText(text);
  if (experiment) {
    experimentsOf(playground).show(experiment);
    return 'compare';
  }
  const runs = readRunsText(text);
  if (!runs) return null;
  await pageRunsOf(playground).take(runs.entries);
  playground.run.notify(runs.diagnostics);
  return 'runs';
}
