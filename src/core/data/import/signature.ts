import type { DataSignature, FeatureInfo, InputInfo } from '../../project/signature.ts';
import type { TargetInfo } from '../../tasks/types.ts';
import type { LocalizedText } from '../../util/localized.ts';
import { bioTags } from './bio-tags.ts';
import type { Described, DescribedColumn, Fit } from './described.ts';

/** The input of everything that is one number, or a few, per row. */
export const rowInput = 'row';

/** The input that carries what was written so far of a text. */
export const soFar = (id: string): string => `${id.slice(0, 56)}-so-far`;

/** What the file says stands in every language as it is. */
const asIs = (text: string): LocalizedText => ({ en: text, 'zh-CN': text });

const missing: LocalizedText = { en: 'missing', 'zh-CN': '缺失' };
const others: LocalizedText = { en: 'others', 'zh-CN': '其他' };

const box: LocalizedText = { en: 'Box', 'zh-CN': '定位框' };

const isMissing = (name: string): FeatureInfo => ({
  title: { en: `${name}: missing`, 'zh-CN': `${name}：缺失` },
  flag: true,
  of: asIs(name),
});

/** How many numbers of a row a column takes. */
export function widthOf(fit: Fit): number {
  switch (fit.as) {
    case 'number':
    case 'yesno':
    case 'rank':
      return fit.indicator ? 2 : 1;
    case 'onehot':
      return fit.levels.length + (fit.others ? 1 : 0) + (fit.indicator ? 1 : 0);
    case 'tags':
      return fit.levels.length;
    case 'embedding':
    case 'words':
    case 'image':
    case 'frames':
    case 'box':
    case 'spans':
    case 'sequence':
    case 'label':
      return 0;
  }
}

function featuresOf({ name }: DescribedColumn, fit: Fit): readonly FeatureInfo[] {
  const title = asIs(name);
  switch (fit.as) {
    case 'number': {
      const { mean, deviation, low, high, unit, indicator } = fit;
      const range = [(low - mean) / deviation, (high - mean) / deviation] as const;
      return [
        { title, ...(unit ? { unit } : {}), scale: deviation, offset: mean, range, of: title },
        ...(indicator ? [isMissing(name)] : []),
      ];
    }
    case 'yesno':
      return [{ title: asIs(`${name}: ${fit.yes}`), flag: true, of: title }, ...(fit.indicator ? [isMissing(name)] : [])];
    case 'rank':
      return [
        { title, scale: fit.levels.length - 1, offset: 1, range: [0, 1], of: title },
        ...(fit.indicator ? [isMissing(name)] : []),
      ];
    case 'onehot': {
      const options = [...fit.levels.map(asIs), ...(fit.others ? [others] : []), ...(fit.indicator ? [missing] : [])];
      return options.map((option) => ({ title: option, flag: true, choice: title }));
    }
    case 'tags':
      return fit.levels.map((tag) => ({ title: asIs(`${name}: ${tag}`), flag: true, of: title }));
    default:
      return [];
  }
}

function targetOf({ id, name, kind }: DescribedColumn, fit: Fit): TargetInfo | null {
  const title = asIs(name);
  switch (fit.as) {
    case 'number':
      return {
        id,
        title,
        format: 'values',
        size: 1,
        scale: fit.deviation,
        offset: fit.mean,
        ...(fit.unit ? { unit: fit.unit } : {}),
      };
    case 'yesno':
      return { id, title: asIs(`${name}: ${fit.yes}`), format: 'binary' };
    case 'label':
      return { id, title, format: 'class', classes: fit.levels, ...(kind === 'ordered' ? { ordered: true } : {}) };
    case 'tags':
      return { id, title, format: 'multiLabel', labels: fit.levels };
    case 'spans':
      return { id, title, format: 'tags', length: fit.length, tags: bioTags(fit.types), scheme: 'bio' };
    case 'sequence':
      return { id, title, format: 'sequence', length: fit.length, vocabulary: fit.vocabulary, previous: soFar(id) };
    default:
      return null;
  }
}

/** What the graph and the compiler must know of a visitor's data, from its description alone. */
export function signatureOfDescribed({ columns, rows, parts }: Described): DataSignature {
  const features = columns.flatMap((column) => (column.role === 'feature' && column.fit ? featuresOf(column, column.fit) : []));
  const own = columns.flatMap(({ id, name, role, fit }): InputInfo[] => {
    if (role === 'target' && fit?.as === 'sequence') {
      const { length, vocabulary: words } = fit;
      const title = { en: `${name} so far`, 'zh-CN': `已写出的${name}` };
      return [{ id: soFar(id), title, shape: [length], dtype: 'i32', vocabulary: words.length, words }];
    }
    if (role !== 'feature' || !fit) return [];
    if (fit.as === 'image') return [{ id, title: asIs(name), shape: [fit.side, fit.side, fit.channels], dtype: 'f32' }];
    if (fit.as === 'frames') return [{ id, title: asIs(name), shape: [fit.length, fit.bands], dtype: 'f32' }];
    if (fit.as === 'embedding') return [{ id, title: asIs(name), shape: [1], dtype: 'i32', vocabulary: fit.size }];
    return fit.as === 'words'
      ? [{ id, title: asIs(name), shape: [fit.length], dtype: 'i32', vocabulary: fit.size, segmented: true }]
      : [];
  });
  const firstBox = columns.findIndex(({ role }) => role === 'box');
  const row: InputInfo = {
    id: rowInput,
    title: { en: 'Row', 'zh-CN': '行' },
    shape: [features.length],
    dtype: 'f32',
    features,
  };
  return {
    inputs: [...(features.length > 0 ? [row] : []), ...own],
    targets: columns.flatMap((column, i) => {
      if (column.role === 'box') return i === firstBox ? [{ id: column.id, title: box, format: 'box' as const }] : [];
      return column.role === 'target' && column.fit ? (targetOf(column, column.fit) ?? []) : [];
    }),
    count: rows,
    parts: { train: parts[0], validation: parts[1], test: parts[2] },
    labelled: Object.fromEntries(columns.flatMap(({ id, labelled }) => (labelled === undefined ? [] : [[id, labelled]]))),
  };
}
