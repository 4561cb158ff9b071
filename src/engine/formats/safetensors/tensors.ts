import type { FileBytes } from '../../../core/runs/model-formats.ts';

/** A tensor as a file holds it. */
export interface FileTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array | Uint8Array;
}

const typeOf = (data: FileTensor['data']): string =>
  data instanceof Float32Array ? 'F32' : data instanceof Int32Array ? 'I32' : 'U8';

/** Writes numbers as little-endian bytes, whatever the machine. */
function writeNumbers(target: Uint8Array, offset: number, data: FileTensor['data']): void {
  if (data instanceof Uint8Array) {
    target.set(data, offset);
    return;
  }
  const view = new DataView(target.buffer, target.byteOffset + offset);
  if (data instanceof Float32Array) for (let i = 0; i < data.length; i++) view.setFloat32(4 * i, data[i] ?? 0, true);
  else for (let i = 0; i < data.length; i++) view.setInt32(4 * i, data[i] ?? 0, true);
}

/**
 * Tensors by name as safetensors (https://huggingface.co/docs/safetensors): 8 bytes with the header's length N (little-endian u64), N bytes of JSON
 * (`NAME → { dtype, shape, data_offsets: [begin, end] }`, offsets from the end of the header; `__metadata__` maps texts to texts),
 * then the numbers, little-endian and without gaps. The header is filled up with spaces so that the numbers are aligned.
 */
export function tensorsFile(
  tensors: readonly (readonly [name: string, tensor: FileTensor])[],
  metadata: Readonly<Record<string, string>>,
): FileBytes {
  // Wide numbers first, so that all are aligned.
  const ordered = [...tensors].sort(([, a], [, b]) => b.data.BYTES_PER_ELEMENT - a.data.BYTES_PER_ELEMENT);
  const header: Record<string, unknown> = { __metadata__: metadata };
  let length = 0;
  for (const [name, { shape, data }] of ordered) {
    header[name] = { dtype: typeOf(data), shape, data_offsets: [length, length + data.byteLength] };
    length += data.byteLength;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const headerLength = Math.ceil(json.length / 8) * 8;
  const start = 8 + headerLength;
  const bytes = new Uint8Array(start + length).fill(32, 8, start);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerLength), true);
  bytes.set(json, 8);
  let offset = start;
  for (const [, { data }] of ordered) {
    writeNumbers(bytes, offset, data);
    offset += data.byteLength;
  }
  return bytes;
}
