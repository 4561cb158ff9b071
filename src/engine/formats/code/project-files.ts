import { strToU8, zipSync } from 'fflate';
import type { FileBytes, ModelSource } from '../../../core/runs/model-formats.ts';
import { invariant } from '../../../core/util/assert-never.ts';
import { ownValue } from '../../../core/util/own-value.ts';
import { namedWeights } from '../named-weights.ts';
import { documentMetadata } from '../safetensors/safetensors.ts';
import { tensorsFile } from '../safetensors/tensors.ts';
import type { WrittenModel } from './written-model.ts';

/** A fixed date in the archive, so that equal models are equal files. */
const mtime = new Date(2020, 0, 1);

/** weights.safetensors: the weights in the page's own order of axes, by the names of the code. */
export function weightsFile(source: ModelSource, { tensors }: WrittenModel): FileBytes {
  const weights = namedWeights(source.program, source.checkpoint);
  const named = tensors.map(({ page, name, shape }) => {
    const own = ownValue(weights, page);
    invariant(own, `${page} is a weight`);
    return [name, { shape, data: own.data }] as const;
  });
  return tensorsFile(named, documentMetadata(source));
}

/** A project as a zip. */
export function projectZip(files: Readonly<Record<string, string | Uint8Array>>): FileBytes {
  const packed = Object.entries(files).map(([name, content]) => [
    name,
    // Numbers of samples do not become much shorter by more trouble.
    typeof content === 'string' ? strToU8(content) : name === 'data.safetensors' ? [content, { level: 1 }] : content,
  ]);
  return new Uint8Array(zipSync(Object.fromEntries(packed), { level: 6, mtime }));
}
