import { unzlibSync, zlibSync } from 'fflate';
import type { DecodedImage } from '../media/resize.ts';

function crc32(bytes: Uint8Array): number {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(
    [...type].map((letter) => letter.charCodeAt(0)),
    4,
  );
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
  return bytes;
}

function integers(...values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(4 * values.length);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => {
    view.setUint32(4 * i, value);
  });
  return bytes;
}

/** How a frame is shown: its number in the sequence, where it stands, for a tenth of a second, over what was there. */
const shownFor = (number: number, width: number, height: number): Uint8Array =>
  Uint8Array.from([...integers(number, width, height, 0, 0), 0, 1, 0, 10, 0, 0]);

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10);

/** A PNG of RGB pixels; `frames`: an animation of so many, all of which look alike. */
export function png(
  width: number,
  height: number,
  colour: (x: number, y: number) => readonly [number, number, number],
  frames?: number,
): Uint8Array<ArrayBuffer> {
  const head = new Uint8Array(13);
  const view = new DataView(head.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  head.set([8, 2, 0, 0, 0], 8);
  const lines = new Uint8Array(height * (1 + 3 * width));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) lines.set(colour(x, y), y * (1 + 3 * width) + 1 + 3 * x);
  }
  const data = zlibSync(lines);
  const animated = frames !== undefined;
  const further = Array.from({ length: Math.max(0, (frames ?? 1) - 1) }, (_, i) => 1 + 2 * i);
  const pieces = [
    signature,
    chunk('IHDR', head),
    ...(animated ? [chunk('acTL', integers(frames, 0)), chunk('fcTL', shownFor(0, width, height))] : []),
    chunk('IDAT', data),
    ...further.flatMap((number) => [
      chunk('fcTL', shownFor(number, width, height)),
      chunk('fdAT', Uint8Array.from([...integers(number + 1), ...data])),
    ]),
    chunk('IEND', new Uint8Array(0)),
  ];
  return Uint8Array.from(pieces.flatMap((piece) => [...piece]));
}

/** Decodes what `png` makes, as a browser does. */
export async function decodePng(bytes: Uint8Array): Promise<DecodedImage> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  let place = 8;
  while (view.getUint32(place + 4) !== 0x49444154) place += 12 + view.getUint32(place);
  const lines = unzlibSync(bytes.subarray(place + 8, place + 8 + view.getUint32(place)));
  const data = new Uint8Array(4 * width * height).fill(255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = y * (1 + 3 * width) + 1 + 3 * x;
      data.set(lines.subarray(from, from + 3), 4 * (y * width + x));
    }
  }
  return { width, height, data };
}
