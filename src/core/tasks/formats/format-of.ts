import { invariant } from '../../util/assert-never.ts';
import { ownValue } from '../../util/own-value.ts';
import type { FormatKind, Generated } from './format.ts';
import { formats, type LabelReading, type TargetFormat } from './registry.ts';

/** All that there is to know of a target's format. */
export function formatOf({ format }: Pick<TargetFormat, 'format'>): FormatKind<TargetFormat, LabelReading> {
  const found = ownValue(formats, format);
  invariant(found, `${format} is a format of labels`);
  return found;
}

/** How many numbers one sample's label has as the data set stores it; an `input` target's are those of the input. */
export const storedWidth = (target: TargetFormat): number => formatOf(target).storedWidth(target);

/** Whether a stored label says anything; a sample whose label does not counts as unlabelled. */
export const saysSomething = (target: TargetFormat, stored: ArrayLike<number>): boolean =>
  formatOf(target).saysSomething(target, stored);

/** What a target has generated token by token; null where it is given as a whole. */
export const generatedOf = (target: TargetFormat): Generated | null => formatOf(target).generated?.(target) ?? null;

/** The input whose values are themselves the target's labels; null where labels are stored. */
export const inputItself = (target: TargetFormat): string | null => formatOf(target).itself?.(target) ?? null;
