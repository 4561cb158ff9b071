import { decodeSound } from '../client/decode-sound.ts';
import { sounds } from '../core/data/import/media/sounds.ts';
import type { ReadingWorld } from '../core/data/import/types.ts';

const world: ReadingWorld = {
  decoder: (encoding) => {
    const decoder = new TextDecoder(encoding);
    return { decode: (bytes, more) => decoder.decode(bytes, { stream: more }) };
  },
  pause: () => Promise.resolve(),
  decodeSound: (bytes) => decodeSound(bytes.slice().buffer),
};

/** A sound as the import makes it: [length, bands] in 0 … 1, cut or filled up with silence. `silent`: nothing is to be heard in it. null: it cannot be decoded. */
export async function soundFrames(
  bytes: Uint8Array<ArrayBuffer>,
  [length = 0, bands = 0]: readonly number[],
): Promise<{ readonly frames: Float32Array; readonly silent: boolean } | null> {
  const { media, reason } = await sounds.open({}, world).read(bytes);
  if (media?.kind !== 'sound') return null;
  const frames = new Float32Array(length * bands);
  frames.set(media.frames.subarray(0, frames.length));
  return { frames, silent: reason === 'silent' };
}
