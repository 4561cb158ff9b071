import { runEntryJson } from '../../core/runs/runs-file.ts';
import { diagnostic, ok, type Result, refused } from '../../core/util/diagnostics.ts';
import type { Playground } from '../../store/playground.ts';
import { pageRunsOf } from '../../store/runs/page-runs.ts';
import { shownValue } from '../../store/shown-value.ts';

/** A run of this visit or of an earlier one, as it is exported. */
export async function runOf(playground: Playground, id: string): Promise<Result<ReturnType<typeof runEntryJson>>> {
  const found = await pageRunsOf(playground).entry(id);
  if (found) return ok(runEntryJson(found));
  const here = playground.actions.allRuns();
  const known = [...new Set([...playground.runs.getState().listed, ...here].map((run) => run.id))].join(', ');
  return refused(diagnostic('page.badArgument', { name: 'run', value: shownValue(id), known }, 'page'));
}
