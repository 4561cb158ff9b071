import type { ImageType } from '../core/data/import/media/image-head.ts';
import type { DecodedImage } from '../core/data/import/media/resize.ts';

/** An image as the browser decodes it, in its own size and without another's colours. Rejects where it cannot. */
export async function decodeImage(bytes: Uint8Array<ArrayBuffer>, type: ImageType): Promise<DecodedImage> {
  const bitmap = await createImageBitmap(new Blob([bytes], { type }), {
    colorSpaceConversion: 'none',
    premultiplyAlpha: 'none',
  });
  const { width, height } = bitmap;
  try {
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error('no canvas');
    context.drawImage(bitmap, 0, 0);
    return { width, height, data: context.getImageData(0, 0, width, height).data };
  } finally {
    bitmap.close();
  }
}
