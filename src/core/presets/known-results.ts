import { signatureOf } from '../data/registry.ts';
import { taskKinds } from '../tasks/registry.ts';
import type { MetricInfo } from '../tasks/types.ts';
import { invariant } from '../util/assert-never.ts';
import type { LocalizedText } from '../util/localized.ts';
import { type Variant, variantName } from './claims/claim.ts';
import { results } from './claims/results.ts';
import { type ClaimResult, claimsOf, type Results, type TaskResult } from './claims/summary.ts';
import type { Preset } from './preset.ts';
import { taskNames } from './task-names.ts';

/** A task's metric with the names that a reader knows. */
interface Named {
  /** What the task's card calls it. */
  readonly title: LocalizedText;
  readonly metric: MetricInfo;
}

/** A task's known result with what is needed to say it in words. */
export interface NamedResult extends Named, TaskResult {
  readonly task: string;
}

export interface KnownResults {
  readonly seeds: number;
  /** In the order of the tasks. */
  readonly tasks: readonly NamedResult[];
}

const allTasks: LocalizedText = { en: 'mean of the tasks', 'zh-CN': '各任务平均' };

/** How a task of a preset and its metric are called; `task` null: all of them. */
export function named(preset: Preset, task: string | null, metric: string): Named {
  const { id, project } = preset;
  const document = project();
  const [first] = document.tasks;
  if (task === null && first) return { ...named(preset, first.id, metric), title: allTasks };
  const signature = signatureOf(document);
  const found = document.tasks.find((item) => item.id === task);
  invariant(signature.ok && found, `${id}: ${task}`);
  const target = signature.value.targets.find((item) => item.id === found.target);
  invariant(target, `${id}: ${task}`);
  const info = taskKinds[found.kind].metrics(target).find((item) => item.id === metric);
  invariant(info, `${id}: ${metric}`);
  return { title: taskNames.find(({ en }) => en === found.name) ?? { ...target.title, en: found.name }, metric: info };
}

/** What a preset is known to reach; null where nobody measured it. */
export function knownResults(preset: Preset, measured: Results = results): KnownResults | null {
  const result = measured[preset.id];
  if (!result) return null;
  const tasks = preset.project().tasks.map(({ id }): NamedResult => {
    const [known, own] = [preset.outcome.tasks[id], result.tasks[id]];
    invariant(known && own, `${preset.id}: ${id}`);
    return { task: id, ...named(preset, id, known.metric), ...own };
  });
  return { seeds: result.seeds, tasks };
}

/** Whether the runs of a task are told from guessing: by more than their own spread. */
export const beatsGuessing = ({ metric, mean, spread, guess }: NamedResult): boolean =>
  metric.better === 'higher' ? mean - spread > guess : mean + spread < guess;

/** What one document was measured to reach more, or less, than another. */
export interface Effect extends Named, ClaimResult {
  /** What was changed; null for the example as it is. */
  readonly change: LocalizedText | null;
  /** What it was compared with; null for the example as it is. */
  readonly against: LocalizedText | null;
}

/** What a variant is called beside an example; null where it is that example. */
function nameBeside(id: string, { of, edit }: Variant, presets: readonly Preset[]): LocalizedText | null {
  if (of === id || edit?.whole) return edit?.text ?? null;
  const title = presets.find((preset) => preset.id === of)?.text.title;
  invariant(title, of);
  return edit ? { en: `${title.en}, ${edit.text.en}`, 'zh-CN': `${title['zh-CN']}，${edit.text['zh-CN']}` } : title;
}

/**
 * What was measured of the documents that the sentence of an example compares, where they differ in more than the time of training.
 * `presets`: all of them, for their names.
 */
export function measuredEffects(preset: Preset, presets: readonly Preset[], measured: Results = results): readonly Effect[] {
  const result = measured[preset.id];
  if (!result) return [];
  return claimsOf(preset).flatMap(({ a, b }, i) => {
    const found = result.claims[i];
    if (!found || typeof b === 'number' || a.metric === 'loss' || variantName(a.variant) === variantName(b.variant)) return [];
    const [change, against] = [nameBeside(preset.id, a.variant, presets), nameBeside(preset.id, b.variant, presets)];
    return [{ ...named(preset, a.task, a.metric), change, against, ...found }];
  });
}
