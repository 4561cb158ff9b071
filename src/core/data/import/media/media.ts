/** An image as it was read: [side, side, channels] bytes, and how large it was. */
export interface ImageMedia {
  readonly kind: 'image';
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** A sound as it was read: [frames, bands] in 0 … 1, and how long it was. */
export interface SoundMedia {
  readonly kind: 'sound';
  readonly frames: Float32Array;
  readonly bands: number;
  readonly seconds: number;
}

/** What stands in a column of files. */
export type Media = ImageMedia | SoundMedia;

export const mediaBytes = (media: Media): number => (media.kind === 'image' ? media.pixels : media.frames).byteLength;
