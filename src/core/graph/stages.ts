import { mostStages, type Project, type Stage } from '../project/schema.ts';
import { enabledTasks } from './serving.ts';

/** A fine-tuning's usual rate. */
const laterRate = 0.1;

/** A document that is trained in these stages, with all their epochs as its goal; without any it is trained as one. */
export function withStages(project: Project, stages: readonly Stage[]): Project {
  const { stages: _, ...training } = project.training;
  if (stages.length === 0) return { ...project, training };
  const epochs = stages.reduce((sum, stage) => sum + stage.epochs, 0);
  return { ...project, training: { ...training, epochs, stages: [...stages] } };
}

/**
 * One stage more. The first time there are two, which share the document's epochs: all tasks but the last are trained first, then that one alone;
 * a single task is trained on more slowly.
 */
export function withFurtherStage(project: Project): Project {
  const { stages = [], epochs } = project.training;
  const tasks = enabledTasks(project);
  const last = stages.at(-1);
  if (last) return stages.length < mostStages ? withStages(project, [...stages, { ...last }]) : project;
  const first = Math.max(1, Math.ceil(epochs / 2));
  const rest = { epochs: Math.max(1, epochs - first), frozen: [] };
  const stage = { epochs: first, rate: 1, frozen: [] };
  return tasks.length > 1
    ? withStages(project, [
        { ...stage, tasks: tasks.slice(0, -1) },
        { ...rest, rate: 1, tasks: tasks.slice(-1) },
      ])
    : withStages(project, [stage, { ...rest, rate: laterRate }]);
}

/** Changes one stage. */
export const withStage = (project: Project, index: number, change: Partial<Stage>): Project =>
  withStages(
    project,
    (project.training.stages ?? []).map((stage, i) => (i === index ? { ...stage, ...change } : stage)),
  );

export const withoutStage = (project: Project, index: number): Project =>
  withStages(
    project,
    (project.training.stages ?? []).filter((_, i) => i !== index),
  );
