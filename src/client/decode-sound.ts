import type { DecodedSound } from '../core/data/import/media/wav.ts';

/** As much as speech has. */
const sampleRate = 16_000;

/** A sound as the browser decodes it, which it does for pages alone and not for their workers. null: it cannot. */
export async function decodeSound(bytes: ArrayBuffer): Promise<DecodedSound | null> {
  try {
    const decoded = await new OfflineAudioContext(1, 1, sampleRate).decodeAudioData(bytes);
    const channels = Array.from({ length: decoded.numberOfChannels }, (_, i) => Float32Array.from(decoded.getChannelData(i)));
    return { sampleRate: decoded.sampleRate, channels };
  } catch {
    return null;
  }
}
