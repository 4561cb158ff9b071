import { sizeOf } from '../../../core/program/shapes.ts';
import type { ModelFile } from '../../../core/runs/model-formats.ts';
import type { NamedWeights } from '../../../core/runs/protocol.ts';
import { at } from '../../../core/util/assert-never.ts';
import type { Budget } from '../../../core/util/budget.ts';
import { DiagnosticError, diagnostic, ok, type Result, refused } from '../../../core/util/diagnostics.ts';
import { emptyRecord, ownValue } from '../../../core/util/own-value.ts';
import { readJson } from '../../../core/util/read-json.ts';
import type { PlacedTensor } from '../code/model-writer.ts';
import { readSafetensors } from '../safetensors/safetensors.ts';
import { openZip } from '../zip/zip-archive.ts';
import { placed } from './placed.ts';

/** Where a weight of the page stands in the state of the model. */
interface ReadPlace {
  readonly page: string;
  readonly shape: readonly number[];
  /** Empty where the axes are those of the page. */
  readonly permutation: readonly number[];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isCounts = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item >= 0);

/** null where it is none. */
function placeOf(value: unknown): ReadPlace | null {
  if (!isRecord(value)) return null;
  const { page, shape, permutation = [] } = value;
  if (typeof page !== 'string' || !isCounts(shape) || !isCounts(permutation)) return null;
  const isOrder = permutation.every((axis, i) => axis < shape.length && permutation.indexOf(axis) === i);
  return isOrder && (permutation.length === 0 || permutation.length === shape.length) ? { page, shape, permutation } : null;
}

export const placesName = 'playground.json';

/** playground.json: by which names and in which order of axes the page knows the weights. */
export const placesText = (tensors: readonly PlacedTensor[]): string =>
  JSON.stringify(
    Object.fromEntries(
      tensors.map(({ name, page, shape, place: { permutation } }) => [
        name,
        { page, shape, ...(permutation ? { permutation } : {}) },
      ]),
    ),
  );

const unreadable = (): Result<ModelFile> => refused(diagnostic('file.unknownKind', { name: placesName }, 'file'));

/** Document and weights of a project. What its owner trained in Python since stands in other files. */
export function readProjectZip(bytes: Uint8Array, budget: Budget): Result<ModelFile> {
  const archive = openZip(bytes, budget);
  const [weightBytes, placeBytes] = [archive.read('weights.safetensors'), archive.read(placesName)];
  if (!weightBytes || !placeBytes) return unreadable();
  const file = readSafetensors(weightBytes, budget);
  if (!file.ok || !file.value.weights) return file;
  const places = readJson(new TextDecoder().decode(placeBytes), budget);
  if (!isRecord(places)) return unreadable();
  const weights = emptyRecord<NamedWeights[string]>();
  for (const [name, { data }] of Object.entries(file.value.weights)) {
    const place = placeOf(ownValue(places, name));
    if (!place || sizeOf(place.shape) !== data.length) {
      throw new DiagnosticError(diagnostic('file.badTensor', { name }, 'file'));
    }
    const { page, shape, permutation } = place;
    const turned = permutation.map((axis) => at(shape, axis));
    const back = permutation.map((_, axis) => permutation.indexOf(axis));
    weights[page] = { shape, data: permutation.length > 0 ? placed(data, turned, { name, permutation: back }) : data };
  }
  return ok({ ...file.value, weights });
}
