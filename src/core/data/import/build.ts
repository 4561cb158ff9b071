import { ok, type Result } from '../../util/diagnostics.ts';
import { ownValue } from '../../util/own-value.ts';
import type { Tensors } from '../types.ts';
import type { ColumnChoice, Division } from './choices.ts';
import type { Described, DescribedColumn } from './described.ts';
import { divide, partSizes } from './divide.ts';
import { encodeTable } from './encode.ts';
import { type Fitted, fitColumns } from './fit.ts';
import { hashText } from './hash.ts';
import type { Table } from './table.ts';

/** A visitor's data, ready to be learned from: as a document describes it, and what is loaded of it. */
export interface Built {
  readonly id: string;
  readonly described: Described;
  readonly tensors: Tensors;
}

export interface Origin {
  readonly name: string;
  readonly file: { readonly name: string; readonly bytes: number; readonly hash: string };
}

/** The id of data that is described so: other bytes, another reading, another use of a column or another split is another data set. */
const idOfDescribed = ({ file, division, columns }: Described): string => {
  const { name: _name, ...reading } = file;
  return `own-${hashText(JSON.stringify([reading, division, columns])).slice(0, 32)}`;
};

function described({ words: _words, fit, ...column }: Fitted, labelled: number | undefined): DescribedColumn {
  return { ...column, ...(fit ? { fit } : {}), ...(labelled === undefined ? {} : { labelled }) };
}

/** Rows that have a label: of whole numbers, whose first is `least` or more. */
function labelledIn(labels: Float32Array | Int32Array | undefined, rows: number, least: number): number | undefined {
  if (!labels) return undefined;
  const width = labels.length / rows;
  let count = 0;
  for (let row = 0; row < rows; row++) {
    const first = labels[row * width] ?? Number.NaN;
    if (labels instanceof Int32Array ? first >= least : !Number.isNaN(first)) count++;
  }
  return count;
}

/**
 * Divides, fits and encodes a table. The same table, choices and division give the same bits. Refused with everything that stands against it: no target, no
 * feature, a target without labels or with a single class.
 */
export function buildData(
  table: Table,
  choices: readonly ColumnChoice[],
  division: Division,
  { name, file }: Origin,
): Result<Built> {
  const parts = divide(table, choices, division);
  if (!parts.ok) return parts;
  const fitted = fitColumns(table, choices, parts.value);
  if (!fitted.ok) return fitted;
  const tensors = encodeTable(table, fitted.value, parts.value);
  const sizes = partSizes(parts.value);
  const whole: Described = {
    name,
    file: { ...file, ...table.reading },
    rows: table.count,
    parts: [...sizes],
    division,
    columns: fitted.value.map((one) =>
      described(
        one,
        one.role === 'target' || one.role === 'box'
          ? labelledIn(ownValue(tensors.targets, one.id), table.count, one.fit?.as === 'sequence' ? 1 : 0)
          : undefined,
      ),
    ),
  };
  return ok({ id: idOfDescribed(whole), described: whole, tensors });
}
