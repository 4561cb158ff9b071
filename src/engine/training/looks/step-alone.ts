import type { WorkerResponse } from '../../../core/runs/protocol.ts';
import { diagnostic, ok, type Result, refused } from '../../../core/util/diagnostics.ts';
import type { Answering } from '../requests.ts';

/**
 * Takes a step of one task alone and tells what it does to every task's loss, or (null) goes back to the weights before. Refused for a task that does not train,
 * where the step leaves the range of numbers, and where there is nothing to go back to.
 */
export async function stepAlone(
  a: Pick<Answering, 'run' | 'session' | 'live' | 'batches' | 'slices' | 'step' | 'alone'>,
  task: string | null,
): Promise<Result<WorkerResponse>> {
  if (task === null) {
    const back = await a.alone.takeBack();
    return back
      ? ok({ kind: 'stepAlone', step: a.step(), stepped: null })
      : refused(diagnostic('training.noWayBack', {}, 'page'));
  }
  const { tasks } = a.run.program;
  const index = tasks.findIndex(({ id }) => id === task);
  if (index < 0) {
    const known = tasks.map(({ id }) => id).join(', ');
    return refused(diagnostic('page.badArgument', { name: 'task', value: task, known }, 'page'));
  }
  const { from, to, ...stepped } = await a.batches.stepAlone(a, index);
  const { losses, after, rate } = stepped;
  if (![...losses, ...after].every(Number.isFinite) || !to.every(Number.isFinite))
    return refused(diagnostic('training.stepTooFar', { rate: `${rate}` }, 'page'));
  await a.alone.take(task, from, to);
  return ok({ kind: 'stepAlone', step: a.step(), stepped });
}
