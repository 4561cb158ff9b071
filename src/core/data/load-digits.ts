import { at } from '../util/assert-never.ts';
import { DiagnosticError } from '../util/diagnostics.ts';
import { type ImagePack, parseImagePack } from './image-pack.ts';
import type { LoadContext } from './types.ts';

/** Fetches and checks the pack of handwritten digits. Throws a `DiagnosticError` (`data.brokenPack`) where it is damaged. */
export async function loadDigits(context: LoadContext): Promise<ImagePack> {
  const manifest = await context.fetchPack('mnist/manifest.json', () => undefined);
  const binary = await context.fetchPack('mnist/digits.bin', context.onProgress);
  const pack = parseImagePack('mnist', manifest, binary);
  if (!pack.ok) throw new DiagnosticError(at(pack.diagnostics, 0));
  return pack.value;
}
