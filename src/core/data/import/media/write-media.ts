import type { Media } from './media.ts';

/**
 * Writes an image, [side, side, channels], or a sound, [length, bands], as the network reads it, in 0 … 1, into `sample`, which is 0 before; of a sound what does
 * not fit is left out. Returns false, and writes nothing, where an image has another size.
 */
export function writeMedia(media: Media, sample: Float32Array | Int32Array): boolean {
  if (media.kind === 'sound') {
    sample.set(media.frames.subarray(0, sample.length));
    return true;
  }
  if (media.pixels.length !== sample.length) return false;
  media.pixels.forEach((value, i) => {
    sample[i] = value / 255;
  });
  return true;
}
