import { partThatActs, structuralPart } from '../program/acts.ts';
import { type Project, projectSchema, trainingSchema } from './schema.ts';

/**
 * Two documents with the same key compile to the same program on the same data. What is left out acts on a run without rebuilding it
 * (weights of tasks and of soft sharing, learning rate, schedule, epochs, early stopping) or not at all (names, positions): the schema
 * marks it.
 */
export const structureKey = (project: Project): string => JSON.stringify(structuralPart(projectSchema, project));

/** True where the documents differ in what a running run takes over at once: epochs, schedule, early stopping. */
export function scheduleDiffers(a: Project, b: Project): boolean {
  const key = ({ training }: Project) => JSON.stringify(partThatActs(trainingSchema, training, 'schedule'));
  return key(a) !== key(b);
}
