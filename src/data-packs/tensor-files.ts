import { type PackContents, writeTensorPack } from '../core/data/tensor-pack.ts';
import { permutation, randomStream } from '../core/util/random.ts';
import type { PackFiles } from './pack.ts';

/** The three files of a tensor pack's folder. */
export function tensorFiles(contents: PackContents, notice: string): PackFiles {
  const { manifest, binary } = writeTensorPack(contents);
  return { 'manifest.json': manifest, 'data.bin': binary, NOTICE: notice };
}

/** In a fixed random order, so that any run of rows has everything in about its share. */
export function shuffled<T>(rows: readonly T[], pack: string): T[] {
  const order = permutation(rows.length, randomStream(0, 'pack', pack));
  return Array.from(order, (index) => rows[index]).filter((row) => row !== undefined);
}
