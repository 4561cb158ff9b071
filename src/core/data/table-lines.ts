import type { FeatureInfo, InputInfo } from '../project/signature.ts';
import type { LocalizedText } from '../util/localized.ts';

/** One line of a table: a number, a flag, or a choice among neighbouring features. */
export type TableLine =
  | { readonly kind: 'number'; readonly index: number; readonly feature: FeatureInfo }
  | { readonly kind: 'flag'; readonly index: number; readonly feature: FeatureInfo }
  | {
      readonly kind: 'choice';
      readonly index: number;
      readonly title: LocalizedText;
      readonly options: readonly LocalizedText[];
    };

/** What the numbers of an input [features] stand for, where nothing is said of them just numbers; null for an input of another kind. */
export function featuresOf({
  features,
  shape,
  dtype,
}: Pick<InputInfo, 'features' | 'shape' | 'dtype'>): readonly FeatureInfo[] | null {
  const [size = 0] = shape;
  if (dtype !== 'f32' || shape.length !== 1) return null;
  return features ?? Array.from({ length: size }, (_, i) => ({ title: { en: `x${i + 1}`, 'zh-CN': `x${i + 1}` } }));
}

/** The features of a table, those of one choice together; `index` is the first feature of a line. */
export function tableLines(features: readonly FeatureInfo[]): TableLine[] {
  const lines: TableLine[] = [];
  features.forEach((feature, index) => {
    const { choice } = feature;
    const last = lines.at(-1);
    if (!choice) lines.push({ kind: feature.flag ? 'flag' : 'number', index, feature });
    else if (last?.kind === 'choice' && last.title.en === choice.en) {
      lines.splice(-1, 1, { ...last, options: [...last.options, feature.title] });
    } else lines.push({ kind: 'choice', index, title: choice, options: [feature.title] });
  });
  return lines;
}
