import { at } from '../util/assert-never.ts';
import { DiagnosticError } from '../util/diagnostics.ts';
import { parseTensorPack, type TensorPack } from './tensor-pack.ts';
import type { LoadContext } from './types.ts';

/** Fetches and checks the pack of this id. Throws a `DiagnosticError` (`data.brokenPack`) where it is damaged. */
export async function loadTensorPack(id: string, context: LoadContext): Promise<TensorPack> {
  const manifest = await context.fetchPack(`${id}/manifest.json`, () => undefined);
  const binary = await context.fetchPack(`${id}/data.bin`, context.onProgress);
  const pack = parseTensorPack(id, manifest, binary);
  if (!pack.ok) throw new DiagnosticError(at(pack.diagnostics, 0));
  return pack.value;
}
