import type { FeatureInfo } from '../project/signature.ts';
import type { LocalizedText } from '../util/localized.ts';
import type { TensorPack } from './tensor-pack.ts';

/** A column of a packed table, and how it goes into a network. */
export type TableColumn =
  /** As standard deviations from the mean, both known beforehand so that the page can show and set the value; 0 where it is missing (NaN). */
  | {
      readonly kind: 'number';
      readonly name: string;
      readonly title: LocalizedText;
      readonly unit?: string;
      readonly mean: number;
      readonly deviation: number;
      readonly range: readonly [smallest: number, largest: number];
    }
  /** One number per option, 1 for its own; all 0 where it is missing (a negative index). */
  | {
      readonly kind: 'category';
      readonly name: string;
      readonly title: LocalizedText;
      readonly options: readonly LocalizedText[];
    };

const widthOf = (column: TableColumn): number => (column.kind === 'number' ? 1 : column.options.length);

/** What each number of the network's input stands for. */
export function tableFeatures(columns: readonly TableColumn[]): FeatureInfo[] {
  return columns.flatMap((column): FeatureInfo[] => {
    if (column.kind === 'category') {
      return column.options.map((title) => ({ title, column: column.name, flag: true, choice: column.title }));
    }
    const { name, title, unit, mean, deviation, range } = column;
    const stored = (value: number): number => (value - mean) / deviation;
    return [
      {
        title,
        column: name,
        ...(unit && { unit }),
        scale: deviation,
        offset: mean,
        range: [stored(range[0]), stored(range[1])] as const,
      },
    ];
  });
}

/** The columns of a pack as a network sees them, [rows, features]. */
export function encodeTable(columns: readonly TableColumn[], pack: TensorPack): Float32Array {
  const width = columns.reduce((sum, column) => sum + widthOf(column), 0);
  const encoded = new Float32Array(pack.count * width);
  let offset = 0;
  for (const column of columns) {
    pack.numbers(column.name).forEach((value, row) => {
      const start = row * width + offset;
      if (column.kind === 'category') {
        if (value >= 0 && value < column.options.length) encoded[start + value] = 1;
      } else if (!Number.isNaN(value)) encoded[start] = (value - column.mean) / column.deviation;
    });
    offset += widthOf(column);
  }
  return encoded;
}

/** Small integers of which a negative one is missing → as a yes-or-no label, missing ones NaN. */
export const missingAsNaN = (values: Float32Array): Float32Array => values.map((value) => (value < 0 ? Number.NaN : value));
