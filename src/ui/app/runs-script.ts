import { runJson } from '../../core/runs/run-file.ts';
import { diagnostic, ok, type Result, refused } from '../../core/util/diagnostics.ts';
import type { Playground } from '../../store/playground.ts';
import { pageRunsOf } from '../../store/runs/page-runs.ts';
import { shownValue } from '../../store/shown-value.ts';

/** A run of this visit or of an earlier one, as it is exported. */
export async function runOf(playground: Playground, id: string): Promise<Result<ReturnType<typeof runJson>>> {
  const here = playground.actions.allRuns();
  const found = here.find((run) => run.id === id) ?? (await keptRun(playground, id));
  if (found) return ok(runJson(found));
  const known = [...new Set([...playground.runs.getState().listed, ...here].map((run) => run.id))].join(', ');
  return refused(diagnostic('page.badArgument', { name: 'run', value: shownValue(id), known }, 'page'));
}

async function keptRun(playground: Playground, id: string) {
  // Without a database there are no others.
  if (playground.runs.getState().listed.length === 0) return null;
  return pageRunsOf(playground).library.record(id);
}
