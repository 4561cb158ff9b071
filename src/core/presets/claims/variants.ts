import { defaults } from '../../project/defaults.ts';
import type { Project, Task } from '../../project/schema.ts';
import type { LocalizedText } from '../../util/localized.ts';
import type { Claim, Claims, Reading, Variant } from './claim.ts';

/** An example as it is. */
export const shipped = (of: string): Variant => ({ of, edit: null });

/** An example with one thing changed; `text` says what. */
export const edited = (of: string, id: string, text: LocalizedText, apply: (project: Project) => Project): Variant => ({
  of,
  edit: { id, text, apply },
});

/** Another document in place of an example's. */
export const replaced = (of: string, id: string, text: LocalizedText, document: () => Project): Variant => ({
  of,
  edit: { id, text, apply: document, whole: true },
});

export const withTask =
  (id: string, change: Partial<Task>) =>
  (project: Project): Project => ({
    ...project,
    tasks: project.tasks.map((task) => (task.id === id ? { ...task, ...change } : task)),
  });

export const withOption =
  (name: string, value: unknown) =>
  (project: Project): Project => ({
    ...project,
    data: { ...project.data, options: { ...project.data.options, [name]: value } },
  });

/** Balanced by another method, with its published settings. */
export const withBalancing =
  (method: string) =>
  (project: Project): Project => ({
    ...project,
    training: { ...project.training, balancing: defaults.balancing(method) },
  });

export const both =
  (...edits: readonly ((project: Project) => Project)[]) =>
  (project: Project): Project =>
    edits.reduce((document, edit) => edit(document), project);

export const reading = (variant: Variant, task: string | null, metric: string, epochs: number): Reading => ({
  variant,
  task,
  metric,
  epochs,
});

export const claim = (a: Reading, is: Claim['is'], b: Claim['b']): Claim => ({ a, is, b });

export const look: Claims = { type: 'look' };
export const measured = (...claims: readonly Claim[]): Claims => ({ type: 'measured', claims });
