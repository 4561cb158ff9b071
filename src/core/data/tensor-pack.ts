import { z } from 'zod';
import { diagnostic, ok, type Result, refused } from '../util/diagnostics.ts';
import { crc32 } from './checksum.ts';

const packedTypes = ['u8', 'i8', 'u16', 'f32'] as const;
export type PackedType = (typeof packedTypes)[number];
type PackedNumbers = Uint8Array | Int8Array | Uint16Array | Float32Array;

const bytesOf: Readonly<Record<PackedType, number>> = { u8: 1, i8: 1, u16: 2, f32: 4 };

/** manifest.json of a pack of tensors: one binary file in which the tensors stand one after another, each at a multiple of 4 bytes. */
const manifestSchema = z.object({
  format: z.literal('tensor-pack'),
  version: z.literal(1),
  id: z.string(),
  title: z.string(),
  count: z.number().int().positive(),
  tensors: z.array(
    z.object({
      name: z.string(),
      type: z.enum(packedTypes),
      /** Per sample: the tensor is [count, ...shape]. */
      shape: z.array(z.number().int().positive()),
      offset: z.number().int().min(0),
    }),
  ),
  /** Words by the name of their list: a vocabulary, the classes of a target. */
  lists: z.record(z.string(), z.array(z.string())),
  file: z.object({ name: z.string(), bytes: z.number().int().positive(), crc32: z.number().int().min(0) }),
  licence: z.string(),
  source: z.string(),
});
export type TensorPackManifest = z.infer<typeof manifestSchema>;

/** What goes into a pack. */
export interface PackContents {
  readonly id: string;
  readonly title: string;
  readonly count: number;
  readonly tensors: readonly { readonly name: string; readonly shape: readonly number[]; readonly data: PackedNumbers }[];
  readonly lists: Readonly<Record<string, readonly string[]>>;
  readonly licence: string;
  readonly source: string;
}

/** A pack that has been read and checked. */
export class TensorPack {
  constructor(
    readonly manifest: TensorPackManifest,
    private readonly binary: ArrayBuffer,
  ) {}

  get count(): number {
    return this.manifest.count;
  }

  list(name: string): readonly string[] {
    return this.manifest.lists[name] ?? [];
  }

  /** [count, ...shape] as the pack stores it. */
  tensor(name: string): PackedNumbers {
    const info = this.manifest.tensors.find((entry) => entry.name === name);
    if (!info) return new Uint8Array(0);
    return view(this.binary, info.type, info.offset, this.count * sizeOf(info.shape));
  }

  integers(name: string): Int32Array {
    return Int32Array.from(this.tensor(name));
  }

  numbers(name: string): Float32Array {
    return Float32Array.from(this.tensor(name));
  }
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, extent) => product * extent, 1);
const aligned = (bytes: number): number => Math.ceil(bytes / 4) * 4;

function view(binary: ArrayBuffer, type: PackedType, offset: number, size: number): PackedNumbers {
  switch (type) {
    case 'u8':
      return new Uint8Array(binary, offset, size);
    case 'i8':
      return new Int8Array(binary, offset, size);
    case 'u16':
      return new Uint16Array(binary, offset, size);
    case 'f32':
      return new Float32Array(binary, offset, size);
  }
}

function typeOf(data: PackedNumbers): PackedType {
  if (data instanceof Uint8Array) return 'u8';
  if (data instanceof Int8Array) return 'i8';
  return data instanceof Uint16Array ? 'u16' : 'f32';
}

/** The two files of a pack: its manifest, in UTF-8, and its binary, little-endian. */
export function writeTensorPack(contents: PackContents): { manifest: string; binary: Uint8Array } {
  const { tensors, lists, ...head } = contents;
  let offset = 0;
  const places = tensors.map(({ name, shape, data }) => {
    if (data.length !== contents.count * sizeOf(shape)) throw new Error(`${contents.id}: ${name} holds ${data.length} numbers`);
    const place = { name, type: typeOf(data), shape: [...shape], offset };
    offset = aligned(offset + data.byteLength);
    return place;
  });
  const binary = new Uint8Array(offset);
  tensors.forEach(({ data }, i) => {
    binary.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), places[i]?.offset);
  });
  const manifest: TensorPackManifest = {
    format: 'tensor-pack',
    version: 1,
    ...head,
    tensors: places,
    lists: Object.fromEntries(Object.entries(lists).map(([name, words]) => [name, [...words]])),
    file: { name: 'data.bin', bytes: binary.length, crc32: crc32(binary) },
  };
  return { manifest: `${JSON.stringify(manifest)}\n`, binary };
}

function parseManifest(bytes: ArrayBuffer): TensorPackManifest | null {
  try {
    const parsed = manifestSchema.safeParse(JSON.parse(decodeUtf8(new Uint8Array(bytes))));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** `core` has no TextDecoder: the bytes as percent escapes are what decodeURIComponent reads as UTF-8. Throws on what is not UTF-8. */
function decodeUtf8(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let start = 0; start < bytes.length; start += 4096) {
    let part = '';
    for (const byte of bytes.subarray(start, start + 4096)) part += `%${byte.toString(16).padStart(2, '0')}`;
    parts.push(part);
  }
  return decodeURIComponent(parts.join(''));
}

/**
 * Reads a pack and checks it in full: the manifest's form, that every tensor lies inside the file, and the checksum. A damaged or
 * foreign file is refused with `data.brokenPack` (`problem` says what is wrong).
 */
export function parseTensorPack(id: string, manifestBytes: ArrayBuffer, binary: ArrayBuffer): Result<TensorPack> {
  const broken = (problem: string): Result<TensorPack> => refused(diagnostic('data.brokenPack', { pack: id, problem }, 'data'));
  const manifest = parseManifest(manifestBytes);
  if (!manifest) return broken('manifest.json');
  const { count, tensors, file } = manifest;
  if (manifest.id !== id) return broken(`manifest.json: ${manifest.id}`);
  for (const { name, type, shape, offset } of tensors) {
    const inside = offset % 4 === 0 && offset + count * sizeOf(shape) * bytesOf[type] <= file.bytes;
    if (!inside) return broken(`manifest.json: ${name}`);
  }
  if (binary.byteLength !== file.bytes) return broken(`${file.name}: ${binary.byteLength} / ${file.bytes} bytes`);
  if (crc32(new Uint8Array(binary)) !== file.crc32) return broken(`${file.name}: CRC-32`);
  return ok(new TensorPack(manifest, binary));
}
