import { signatureOf } from '../data/registry.ts';
import { taskKinds } from '../tasks/registry.ts';
import type { MetricInfo } from '../tasks/types.ts';
import { invariant } from '../util/assert-never.ts';
import type { LocalizedText } from '../util/localized.ts';
import type { Preset } from './preset.ts';
import { taskNames } from './task-names.ts';

/** A task's known result with what is needed to say it in words. */
export interface NamedResult {
  readonly task: string;
  /** What the task's card calls it. */
  readonly title: LocalizedText;
  readonly metric: MetricInfo;
  readonly reaches: number;
  readonly blind: number;
}

/** The known results of a preset in the order of its tasks. */
export function knownResults({ id, project, outcome }: Preset): readonly NamedResult[] {
  const document = project();
  const signature = signatureOf(document);
  invariant(signature.ok, id);
  return document.tasks.map((task) => {
    const target = signature.value.targets.find((item) => item.id === task.target);
    const known = outcome.tasks[task.id];
    invariant(target && known, `${id}: ${task.id}`);
    const metric = taskKinds[task.kind].metrics(target).find((info) => info.id === known.metric);
    invariant(metric, `${id}: ${known.metric}`);
    const title = taskNames.find(({ en }) => en === task.name) ?? { ...target.title, en: task.name };
    return { task: task.id, title, metric, reaches: known.reaches, blind: known.blind };
  });
}
