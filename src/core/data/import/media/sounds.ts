import { DiagnosticError, diagnostic } from '../../../util/diagnostics.ts';
import { bands, logMelFrames } from './log-mel.ts';
import type { MediaKind, ReadMedia } from './types.ts';
import { type DecodedSound, decodeWav, isWav, mixedDown } from './wav.ts';

/** So many frames of a sound are heard: 8 seconds. */
const mostFrames = 500;
const mostNumbers = 2 ** 27;
/** Below this amplitude there is nothing to be heard in 16 bits. */
const silence = 2 ** -15;

/** WAV, and whatever else the browser decodes, as log-mel frames. */
export const sounds: MediaKind = {
  kind: 'sound',
  extensions: ['wav', 'wave', 'mp3', 'ogg', 'oga', 'opus', 'flac', 'm4a', 'aac', 'webm'],
  open(_options, world) {
    let held = 0;
    let [several, most] = [0, 0];

    async function decoded(bytes: Uint8Array<ArrayBuffer>): Promise<DecodedSound | 'truncated' | null> {
      const own = decodeWav(bytes);
      if (own || isWav(bytes)) return own;
      return (await world.decodeSound?.(bytes)) ?? null;
    }
    return {
      async read(bytes): Promise<ReadMedia> {
        const sound = await decoded(bytes);
        if (sound === 'truncated') return { reason: 'truncated' };
        if (!sound?.channels[0]?.length) return { reason: 'noSound' };
        if (sound.channels.length > 2) {
          several++;
          most = Math.max(most, sound.channels.length);
        }
        const mixed = mixedDown(sound);
        const frames = logMelFrames(mixed, sound.sampleRate, mostFrames);
        held += frames.length;
        if (held > mostNumbers) {
          throw new DiagnosticError(
            diagnostic('import.tooMuchMedia', { megabytes: Math.round((4 * mostNumbers) / 1e6) }, 'file'),
          );
        }
        const media = { kind: 'sound', frames, bands, seconds: mixed.length / sound.sampleRate } as const;
        return mixed.every((value) => Math.abs(value) < silence) ? { media, reason: 'silent' } : { media };
      },
      finish: () => ({
        facts: {},
        made: (media) => media,
        notes: several > 0 ? [diagnostic('import.mixedDown', { count: several, channels: most }, 'file')] : [],
      }),
    };
  },
};
