import type { Claim, Variant } from '../presets/claims/claim.ts';
import type { Compared } from '../presets/claims/summary.ts';
import { named } from '../presets/known-results.ts';
import type { Preset } from '../presets/preset.ts';
import { presets } from '../presets/registry.ts';
import type { MetricInfo } from '../tasks/types.ts';
import { at, invariant } from '../util/assert-never.ts';
import type { LocalizedText } from '../util/localized.ts';
import { ownValue } from '../util/own-value.ts';
import type { Lesson } from './lesson.ts';
import { lessonResults } from './results.ts';

/** A claim of a lesson in a reader's words, with what was measured. */
export interface ComparedInWords extends Compared {
  /** The task, or what stands for all of them. */
  readonly title: LocalizedText;
  readonly metric: Pick<MetricInfo, 'title' | 'unit'>;
  /** What was trained. */
  readonly one: LocalizedText;
  /** What it was compared with; a number where that was fixed. */
  readonly other: LocalizedText | number;
}

const loss: ComparedInWords['metric'] = { title: { en: 'loss', 'zh-CN': '损失' }, unit: null };

const presetOf = ({ of }: Variant): Preset => {
  const preset = presets.find(({ id }) => id === of);
  invariant(preset, `${of} is an example`);
  return preset;
};

const nameOf = (variant: Variant): LocalizedText => variant.edit?.text ?? presetOf(variant).text.title;

function namesOf({ a, b }: Claim): Pick<ComparedInWords, 'title' | 'metric' | 'one' | 'other'> {
  const preset = presetOf(a.variant);
  const headline = a.task === null ? 'r2' : (ownValue(preset.outcome.tasks, a.task)?.metric ?? '');
  const { title, metric } = named(preset, a.task, a.metric === 'loss' ? headline : a.metric);
  return {
    title,
    metric: a.metric === 'loss' ? loss : metric,
    one: nameOf(a.variant),
    other: typeof b === 'number' ? b : nameOf(b.variant),
  };
}

/** Some claims of a lesson, by their places, with their figures; what was not measured is left out. */
export function comparedIn({ id, claims }: Lesson, places: readonly number[]): readonly ComparedInWords[] {
  const results = ownValue(lessonResults, id) ?? [];
  return places.flatMap((place) => {
    const result = results[place];
    return result ? [{ ...namesOf(at(claims, place)), ...result }] : [];
  });
}
