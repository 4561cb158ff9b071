import type { PlainCommand } from '../client/trainer.ts';
import type { Project } from '../core/project/schema.ts';
import { scheduleDiffers } from '../core/project/structure.ts';

/** What a run is told of an edit that acts on it at once: weights of tasks and of soft sharing that both documents know, rate, schedule. */
export function liveChanges(runId: string, before: Project, after: Project): readonly PlainCommand[] {
  const commands: PlainCommand[] = [];
  const weights = new Map(before.tasks.map(({ id, weight }) => [id, weight]));
  for (const { id, weight } of after.tasks) {
    if (weights.has(id) && weights.get(id) !== weight) commands.push({ type: 'setTaskWeight', runId, task: id, weight });
  }
  const tieWeights = new Map(before.ties.map(({ id, weight }) => [id, weight]));
  for (const { id, weight } of after.ties) {
    if (tieWeights.has(id) && tieWeights.get(id) !== weight) commands.push({ type: 'setTieWeight', runId, tie: id, weight });
  }
  const { learningRate } = after.training;
  if (before.training.learningRate !== learningRate) commands.push({ type: 'setLearningRate', runId, learningRate });
  if (scheduleDiffers(before, after)) commands.push({ type: 'setSchedule', runId, project: after });
  return commands;
}
