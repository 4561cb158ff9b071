import { enabledTasks, servedTasks } from '../graph/serving.ts';
import type { GraphNode, Project } from '../project/schema.ts';

/** What a node's learning rate is multiplied by in every stage of the training, or all through: one number. 0: it holds still. */
export type RateFactors = (node: GraphNode) => readonly number[];

const noStages = [null] as const;

/** The rates of a document's nodes: their own ones, and 0 in stages that freeze a node or train no task that it serves. */
export function rateFactors(project: Project): RateFactors {
  const enabled = enabledTasks(project);
  const served = servedTasks(project.graph, enabled);
  const stages = (project.training.stages ?? noStages).map((stage) =>
    stage ? { frozen: new Set(stage.frozen), tasks: new Set(stage.tasks ?? enabled) } : null,
  );
  return ({ id, rate = 1 }) =>
    stages.map((stage) => {
      const rests = stage?.frozen.has(id) || (stage && !served.get(id)?.some((task) => stage.tasks.has(task)));
      return rests ? 0 : rate;
    });
}

/** Whether a node learns like all others. */
export const isOrdinary = (factors: readonly number[]): boolean => factors.every((factor) => factor === 1);
