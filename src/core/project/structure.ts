import { partThatActs, structuralPart } from '../program/acts.ts';
import { stepKindOf } from './balancing.ts';
import { type Project, projectSchema, trainingSchema } from './schema.ts';

/**
 * Two documents with the same key compile to the same program on the same data. What is left out acts on a run without rebuilding it
 * (weights of tasks and of soft sharing, learning rate, schedule, epochs, early stopping) or not at all (names, positions): the schema
 * marks it. So does a balancing method that takes the same kind of step.
 */
export function structureKey(project: Project): string {
  const { balancing } = project.training;
  return JSON.stringify([structuralPart(projectSchema, project), stepKindOf(balancing) ?? balancing]);
}

/** True where the documents differ in what a running run takes over at once: epochs, schedule, early stopping, balancing. */
export function scheduleDiffers(a: Project, b: Project): boolean {
  const key = ({ training }: Project) => JSON.stringify(partThatActs(trainingSchema, training, 'schedule'));
  return key(a) !== key(b);
}
