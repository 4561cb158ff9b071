import { z } from 'zod';
import { diagnostic, ok, type Result, refused } from '../util/diagnostics.ts';
import { crc32 } from './checksum.ts';

/** manifest.json of a pack of labelled grey images: one binary file, first all pixels (row-major, 0 … 255), then all labels. */
const imagePackManifestSchema = z.object({
  format: z.literal('image-pack'),
  version: z.literal(1),
  id: z.string(),
  title: z.string(),
  count: z.number().int().positive(),
  /** [height, width, channels] */
  shape: z.tuple([z.number().int().positive(), z.number().int().positive(), z.number().int().positive()]),
  classes: z.array(z.string()).min(2),
  /** Samples of each class. */
  classCounts: z.array(z.number().int().min(0)),
  file: z.object({
    name: z.string(),
    bytes: z.number().int().positive(),
    crc32: z.number().int().min(0),
    pixels: z.object({ offset: z.number().int().min(0), bytes: z.number().int() }),
    labels: z.object({ offset: z.number().int().min(0), bytes: z.number().int() }),
  }),
  licence: z.string(),
  source: z.string(),
});
export type ImagePackManifest = z.infer<typeof imagePackManifestSchema>;

export interface ImagePack {
  readonly manifest: ImagePackManifest;
  /** [count, ...shape], 0 … 255 */
  readonly pixels: Uint8Array;
  /** [count] */
  readonly labels: Uint8Array;
}

/** JSON in ASCII, as the packer writes it. */
function parseJson(bytes: ArrayBuffer): unknown {
  let text = '';
  for (const byte of new Uint8Array(bytes)) text += String.fromCharCode(byte);
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Reads a pack and checks it in full: the manifest's form, that sizes and offsets agree with the shape, the checksum, and that every
 * label is a class. A damaged or foreign file is refused with `data.brokenPack` (`problem` says what is wrong).
 */
export function parseImagePack(id: string, manifestBytes: ArrayBuffer, binary: ArrayBuffer): Result<ImagePack> {
  const broken = (problem: string): Result<ImagePack> => refused(diagnostic('data.brokenPack', { pack: id, problem }, 'data'));
  const parsed = imagePackManifestSchema.safeParse(parseJson(manifestBytes));
  if (!parsed.success) return broken('manifest.json');
  const manifest = parsed.data;
  const { count, file, classes } = manifest;
  const size = manifest.shape.reduce((product, axis) => product * axis, 1);
  if (manifest.id !== id) return broken(`manifest.json: ${manifest.id}`);
  const fits =
    file.pixels.bytes === count * size &&
    file.labels.bytes === count &&
    file.pixels.offset + file.pixels.bytes <= file.labels.offset &&
    file.labels.offset + file.labels.bytes <= file.bytes;
  if (!fits) return broken('manifest.json: file');
  if (binary.byteLength !== file.bytes) return broken(`${file.name}: ${binary.byteLength} / ${file.bytes} bytes`);
  if (crc32(new Uint8Array(binary)) !== file.crc32) return broken(`${file.name}: CRC-32`);
  const pixels = new Uint8Array(binary, file.pixels.offset, file.pixels.bytes);
  const labels = new Uint8Array(binary, file.labels.offset, file.labels.bytes);
  if (labels.some((label) => label >= classes.length)) return broken(`${file.name}: labels`);
  return ok({ manifest, pixels, labels });
}
