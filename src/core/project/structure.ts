import { partThatActs, structuralPart } from '../program/acts.ts';
import { stepKindOf } from './balancing.ts';
import { type Project, projectSchema, trainingSchema } from './schema.ts';

/** Documents are immutable, so that each is read once, however many ask. */
const keys = new WeakMap<Project, string>();

/**
 * Two documents with the same key compile to the same program on the same data. What is left out acts on a run without rebuilding it
 * (weights of tasks and of soft sharing, learning rate, schedule, epochs, early stopping) or not at all (names, positions): the schema
 * marks it. So does a balancing method that takes the same kind of step.
 */
export function structureKey(project: Project): string {
  const found = keys.get(project);
  if (found !== undefined) return found;
  const { balancing } = project.training;
  const key = JSON.stringify([structuralPart(projectSchema, project), stepKindOf(balancing) ?? balancing]);
  keys.set(project, key);
  return key;
}

/** True where documents compile to the same program but for how tasks are balanced. */
export function sameButBalancing(a: Project, b: Project): boolean {
  const key = (project: Project) => JSON.stringify(structuralPart(projectSchema, project));
  return key(a) === key(b);
}

/** True where the documents differ in what a running run takes over at once: epochs, schedule, early stopping, balancing. */
export function scheduleDiffers(a: Project, b: Project): boolean {
  const key = ({ training }: Project) => JSON.stringify(partThatActs(trainingSchema, training, 'schedule'));
  return key(a) !== key(b);
}
