import { type Compiled, compileProject } from '../../core/compile/compile.ts';
import { wantsBalance } from '../../core/compile/tasks.ts';
import { signatureOf } from '../../core/data/registry.ts';
import type { Project, Task } from '../../core/project/schema.ts';
import type { DataSignature } from '../../core/project/signature.ts';
import { taskKinds } from '../../core/tasks/registry.ts';
import { ok, type Result } from '../../core/util/diagnostics.ts';

/** A document compiled before its data is there. */
export interface Precompiled {
  readonly signature: DataSignature;
  readonly compiled: Compiled;
}

/** Weights as many as there will be: what they are needs the labels, and changes nothing of the program's size. */
function placeholders({ target, kind }: Task, { targets }: DataSignature): readonly number[] | null {
  const found = targets.find(({ id }) => id === target);
  return (found && taskKinds[kind].balance?.(found, [])) ?? null;
}

/** Compiles a document from what is known of its data without loading it. Refused with what is wrong with the document. */
export function precompile(project: Project): Result<Precompiled> {
  const signature = signatureOf(project);
  if (!signature.ok) return signature;
  const balance = (task: Task): readonly number[] | null => placeholders(task, signature.value);
  const compiled = compileProject(project, signature.value, { balance });
  return compiled.ok ? ok({ signature: signature.value, compiled: compiled.value }) : compiled;
}

/** What was compiled before the data, where the loaded data changes nothing of it. */
export function reusable(precompiled: Precompiled | undefined, project: Project, signature: DataSignature): Compiled | null {
  if (!precompiled || project.tasks.some((task) => task.enabled && wantsBalance(task))) return null;
  return JSON.stringify(precompiled.signature) === JSON.stringify(signature) ? precompiled.compiled : null;
}
