import { z } from 'zod';
import { sizeOf } from '../program/shapes.ts';
import type { DataSignature } from '../project/signature.ts';
import { storedWidth } from '../tasks/formats/format-of.ts';
import { type Diagnostic, diagnostic, ok, type Result, refused } from '../util/diagnostics.ts';
import { ownValue } from '../util/own-value.ts';
import type { DatasetSource } from './datasets.ts';
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
const plainId = /^(?!__proto__$)[A-Za-z0-9_-]{1,64}$/;

/** What is wrong with it: ids that cannot be used, an id that is taken, columns that are missing or have another length than is said. */
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
    })),
    ...targets.flatMap((target) =>
      target.format === 'input'
        ? []
        : [{ name: target.id, values: ownValue(tensors.targets, target.id), length: count * storedWidth(target) }],
    ),
  ];
  return [
    ...[...bad, ...twice].map((name) => diagnostic('data.badId', { name }, 'data')),
    ...(builtIn.find(id) ? [diagnostic('data.idTaken', { dataset: id }, 'data')] : []),
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
