import type { Experiment } from '../../core/experiments/experiment.ts';
import { type Seen, type Since, since } from '../../core/lessons/goals.ts';
import { currentValidation } from '../../core/runs/history.ts';
import type { Playground } from '../playground.ts';

/** The page's experiment: only who asks for a report has a use for it. */
async function reportsOf(playground: Playground, heard: (done: Experiment | null) => void): Promise<() => void> {
  const { experimentsOf } = await import('../experiments/of-playground.ts');
  const { getState, subscribe } = experimentsOf(playground);
  const tell = (): void => {
    const { state, experiment } = getState();
    heard(state === 'done' ? experiment : null);
  };
  tell();
  return subscribe(tell);
}

/** What is seen of the page, for goals. `narrow`: whether a single pane is seen at a time. */
export function createLooking(playground: Playground, narrow: () => boolean) {
  const { conflict, project, run, view } = playground;
  let begun: Since | null = null;
  let finished: Experiment | null = null;
  return {
    seen(): Seen {
      const { history, shown: program } = run.getState();
      const { tab, phonePane, selection, walked } = view.getState();
      const validation = currentValidation(history);
      const now = {
        id: history.runId,
        step: history.status.step,
        epoch: history.recorded.validation.last()?.epoch ?? 0,
        validation,
      };
      begun = since(begun, now);
      const { generation, reports } = conflict.getState();
      return {
        document: project.getState().project,
        run: now,
        since: begun,
        view: { tab: narrow() && phonePane !== 'training' ? null : tab, selected: selection.nodes },
        looks: generation === program?.generation ? reports.length : 0,
        walked,
        reported: finished?.tasks.map(({ id }) => id) ?? null,
      };
    },
    /** A step begins here. */
    begin(): void {
      begun = null;
    },
    /** Calls at every change of what is seen, with finished reports where somebody asks for them; the function that comes back ends it. */
    async watch(look: () => void, reports: boolean): Promise<() => void> {
      const stops = [project, run, view, conflict].map(({ subscribe }) => subscribe(look));
      if (reports) {
        stops.push(
          await reportsOf(playground, (done) => {
            finished = done;
            look();
          }),
        );
      }
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}
