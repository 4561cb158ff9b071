import type { Project } from '../../project/schema.ts';
import type { LocalizedText } from '../../util/localized.ts';
import type { Random } from '../../util/random.ts';

/** A document that is trained by itself, and the tasks that it is judged by. */
export interface Part {
  /** Tells the parts of a contender apart. */
  readonly id: string;
  readonly tasks: readonly string[];
  readonly project: Project;
}

/** A way to train the tasks of a document, to be compared with others. One file each, and a line in the registry. */
export interface ContenderKind {
  readonly id: string;
  readonly title: LocalizedText;
  readonly summary: LocalizedText;
  /** What is trained of a document, alone or together. `value`: what was chosen beside the kind, e.g. a balancing method; '' where nothing is. */
  parts(document: Project, value: string): readonly Part[];
  /** Its runs look now and then how the gradients of the tasks agree: it is the shared network that others are derived from. */
  readonly looks?: true;
  /** Something else of it to be tried, beside the learning rate that all contenders try. */
  vary?(project: Project, random: Random): Project;
}

/** Every task counts the same, and nothing weighs them. */
export const unweighted = (project: Project): Project => ({
  ...project,
  tasks: project.tasks.map((task) => ({ ...task, weight: 1 })),
  training: { ...project.training, balancing: { method: 'equal', parameters: {} } },
});

export const enabledIds = ({ tasks }: Project): readonly string[] => tasks.filter(({ enabled }) => enabled).map(({ id }) => id);

/** All tasks in one network. */
export const together = (project: Project): readonly Part[] => [{ id: 'all', tasks: enabledIds(project), project }];
