import { z } from 'zod';
import { sizeOf } from '../../../core/program/shapes.ts';
import type { ModelFile } from '../../../core/runs/model-formats.ts';
import type { NamedWeights } from '../../../core/runs/protocol.ts';
import { at } from '../../../core/util/assert-never.ts';
import type { Budget } from '../../../core/util/budget.ts';
import { DiagnosticError, diagnostic, ok, type Result, refused } from '../../../core/util/diagnostics.ts';
import { emptyRecord, ownValue } from '../../../core/util/own-value.ts';
import { readJson } from '../../../core/util/read-json.ts';
import { readSafetensors } from '../safetensors/safetensors.ts';
import { openZip } from '../zip/zip-archive.ts';
import type { PlacedTensor } from './model-file.ts';
import { placed } from './placed.ts';

/** Where the page's weights stand in the state of the model. */
const placesSchema = z.record(
  z.string(),
  z.object({
    page: z.string(),
    shape: z.array(z.int().min(1)),
    permutation: z.array(z.int().min(0)).optional(),
  }),
);

export const placesName = 'playground.json';

/** playground.json: by which names and in which order of axes the page knows the weights. */
export const placesText = (tensors: readonly PlacedTensor[]): string =>
  JSON.stringify(
    Object.fromEntries(
      tensors.map(({ torch, page, shape, place: { permutation } }) => [torch, { page, shape, ...(permutation ? { permutation } : {}) }]),
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
  const places = placesSchema.safeParse(readJson(new TextDecoder().decode(placeBytes), budget));
  if (!places.success) return unreadable();
  const weights = emptyRecord<NamedWeights[string]>();
  for (const [name, { data }] of Object.entries(file.value.weights)) {
    const place = ownValue(places.data, name);
    const axes = place?.permutation ?? [];
    const isOrder = axes.every((axis, i) => axis < axes.length && axes.indexOf(axis) === i);
    if (!place || !isOrder || (axes.length > 0 && axes.length !== place.shape.length) || sizeOf(place.shape) !== data.length) {
      throw new DiagnosticError(diagnostic('file.badTensor', { name }, 'file'));
    }
    const { page, shape } = place;
    const turned = axes.map((axis) => at(shape, axis));
    const back = axes.map((_, axis) => axes.indexOf(axis));
    weights[page] = { shape, data: axes.length > 0 ? placed(data, turned, { name, permutation: back }) : data };
  }
  return ok({ project: file.value.project, weights });
}
