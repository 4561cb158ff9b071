import { greyOf, resized } from '../../core/data/import/media/resize.ts';

/** A picture as data of its size is: [side, side, 3 or 1] in 0 … 1. Rejects where it cannot be decoded. */
export async function picturePixels(file: Blob, side: number, grey: boolean): Promise<Float32Array> {
  const bitmap = await createImageBitmap(file, { colorSpaceConversion: 'none', premultiplyAlpha: 'none' });
  const { width, height } = bitmap;
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  const pixels = resized({ width, height, data: context.getImageData(0, 0, width, height).data }, side);
  return Float32Array.from(grey ? greyOf(pixels) : pixels, (value) => value / 255);
}
