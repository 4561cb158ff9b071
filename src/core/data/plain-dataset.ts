import { z } from 'zod';
import { sizeOf } from '../program/shapes.ts';
import type { DataSignature } from '../project/signature.ts';
import { storedWidth } from '../tasks/formats/format-of.ts';
import { type Diagnostic, diagnostic, ok, type Result, refused } from '../util/diagnostics.ts';
import { ownValue } from '../util/own-value.ts';
import type { DatasetSource } from './datasets.ts';
import { type OwnDataset, ownDescriptor } from './import/own-dataset.ts';
import type { DatasetDescriptor, SampleView, Tensors } from './types.ts';

/**
 * A data set as plain data, which can cross from the page to the worker: what a visitor's own file becomes. It has no options, and is split
 * like every other.
 */
export interface PlainDataset {
  readonly id: string;
  readonly view: SampleView;
  readonly text: DatasetDescriptor['text'];
  readonly licence: string;
  readonly signature: DataSignature;
  readonly tensors: Tensors;
}

const none = z.strictObject({});
/** Ids become keys of records and parts of names; what is shown of them are titles. */
const plainId = /^[A-Za-z0-9_-]{1,64}$/;

/** The first number that no sample can have: of an input none may be missing, of a target one that is NaN is. */
function badNumber(values: Float32Array | Int32Array, ids: number | null, mayLack: boolean): number | undefined {
  if (ids !== null) return values.find((value) => value < 0 || value >= ids);
  return values.find((value) => !Number.isFinite(value) && !(mayLack && Number.isNaN(value)));
}

/** What is wrong with it: ids that cannot be used, an id that is taken, columns that are missing, have another length than is said, or hold what is no number. */
function problemsOf({ id, signature, tensors }: PlainDataset, builtIn: DatasetSource): Diagnostic[] {
  const { count, inputs, targets } = signature;
  const given = [...inputs, ...targets].map((column) => column.id);
  const bad = [id, ...given].filter((name) => !plainId.test(name));
  const twice = given.filter((name, i) => given.indexOf(name) !== i);
  const expected = [
    ...inputs.map((input) => ({
      name: input.id,
      values: ownValue(tensors.inputs, input.id),
      length: count * sizeOf(input.shape),
      ids: input.dtype === 'i32' ? (input.vocabulary ?? null) : null,
      mayLack: false,
    })),
    ...targets.flatMap((target) =>
      target.format === 'input'
        ? []
        : [
            {
              name: target.id,
              values: ownValue(tensors.targets, target.id),
              length: count * storedWidth(target),
              ids: null,
              mayLack: true,
            },
          ],
    ),
  ];
  return [
    ...[...bad, ...twice].map((name) => diagnostic('data.badId', { name }, 'data')),
    ...(builtIn.find(id) ? [diagnostic('data.idTaken', { dataset: id }, 'data')] : []),
    ...expected.flatMap(({ name, values, ids, mayLack }) => {
      const bad = values && badNumber(values, ids, mayLack);
      return bad === undefined ? [] : [diagnostic('data.badNumber', { column: name, found: String(bad) }, 'data')];
    }),
    ...expected.flatMap(({ name, values, length }) =>
      values?.length === length
        ? []
        : [diagnostic('data.wrongLength', { column: name, found: values?.length ?? 0, expected: length }, 'data')],
    ),
  ];
}

/** A descriptor for data that is already there. Refused with all that is wrong with it. */
export function describePlain(plain: PlainDataset, builtIn: DatasetSource): Result<DatasetDescriptor> {
  const problems = problemsOf(plain, builtIn);
  if (problems.length > 0) return refused(...problems);
  const { id, view, text, licence, signature, tensors } = plain;
  return ok({
    id,
    view,
    text,
    licence,
    synthetic: false,
    own: true,
    schema: none,
    fields: [],
    signature: () => signature,
    load: async () => tensors,
  });
}

/** What can join the data sets of a page and of its workers. */
export type JoiningDataset = PlainDataset | OwnDataset;

/** A descriptor for either. Refused with all that is wrong with it. */
export const describeJoining = (joining: JoiningDataset, builtIn: DatasetSource): Result<DatasetDescriptor> =>
  'described' in joining ? ok(ownDescriptor(joining)) : describePlain(joining, builtIn);
