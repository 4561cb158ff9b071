import { formatOf } from '../../core/tasks/formats/format-of.ts';
import type { TargetInfo } from '../../core/tasks/types.ts';
import { at } from '../../core/util/assert-never.ts';
import type { LocalizedText } from '../../core/util/localized.ts';

/** What a sample's label is for the eye: a class, or a place on a scale from 0 to 1; null where it has none. */
export type Shade =
  | { readonly kind: 'class'; readonly index: number; readonly name: LocalizedText | string }
  | { readonly kind: 'scale'; readonly place: number; readonly value: number };

/** Colours and signs repeat after so many classes; the sign goes on changing, so that eighty can be told apart. */
const colours = 8;
const signs = ['●', '▲', '■', '◆', '✚', '★', '⬟', '✖', '○', '△'] as const;

/** How a class is drawn: never by its colour alone. A name of one letter or digit is its own sign; a Chinese character could not be read in that size. */
export function signOf(index: number, name: string): { readonly color: string; readonly sign: string } {
  const sign = /^[\p{Script=Latin}\p{Nd}]$/u.test(name) ? name : at(signs, index % signs.length);
  return { color: `var(--task-${index % colours})`, sign };
}

/** The labels of one task, sample by sample; null for formats that have no single class or number per sample. */
export function shadesOf(
  target: TargetInfo,
  values: Float32Array | Int32Array,
  labelled: Float32Array,
): readonly (Shade | null)[] | null {
  const names = formatOf(target).classNames?.(target);
  const { length: count } = labelled;
  const width = values.length / count;
  if (width === 1 && (names || target.format === 'binary')) {
    return Array.from(labelled, (has, i) => {
      const index = Math.round(at(values, i));
      return has === 1 ? { kind: 'class', index, name: names?.[index] ?? String(index) } : null;
    });
  }
  if (target.format !== 'values') return null;
  const firsts = Array.from(labelled, (_, i) => at(values, i * width));
  const known = firsts.filter((value, i) => at(labelled, i) === 1 && Number.isFinite(value));
  const [low, high] = [Math.min(...known), Math.max(...known)];
  return firsts.map((value, i) =>
    at(labelled, i) === 1 && Number.isFinite(value)
      ? { kind: 'scale', place: high > low ? (value - low) / (high - low) : 0.5, value }
      : null,
  );
}
