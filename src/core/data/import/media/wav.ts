import { at } from '../../../util/assert-never.ts';

/** A sound as it was recorded: [channels][samples] in −1 … 1. */
export interface DecodedSound {
  readonly sampleRate: number;
  readonly channels: readonly Float32Array[];
}

const says = (bytes: Uint8Array, place: number, word: string): boolean =>
  [...word].every((letter, i) => bytes[place + i] === letter.charCodeAt(0));

/** Whether bytes are a WAV, whatever stands in it. */
export const isWav = (bytes: Uint8Array): boolean => says(bytes, 0, 'RIFF') && says(bytes, 8, 'WAVE');

const pcm = 1;
const float = 3;
const extensible = 0xfffe;

/** How a sample of so many bits is read; null: there is no such. 8 bits are without a sign, all others with one (RIFF 1991). */
function readerOf(format: number, bits: number): ((view: DataView, place: number) => number) | null {
  if (format === float && bits === 32) return (view, place) => view.getFloat32(place, true);
  if (format === float && bits === 64) return (view, place) => view.getFloat64(place, true);
  if (format !== pcm) return null;
  switch (bits) {
    case 8:
      return (view, place) => (view.getUint8(place) - 128) / 128;
    case 16:
      return (view, place) => view.getInt16(place, true) / 2 ** 15;
    case 24:
      return (view, place) => (view.getUint8(place) + view.getInt16(place + 1, true) * 256) / 2 ** 23;
    case 32:
      return (view, place) => view.getInt32(place, true) / 2 ** 31;
    default:
      return null;
  }
}

/** A WAV of 8, 16, 24 or 32 bits, or of floating point, with any number of channels; null: it is none, or packed; `truncated`: it ends before it says. */
export function decodeWav(bytes: Uint8Array): DecodedSound | 'truncated' | null {
  if (!isWav(bytes)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let read: ((view: DataView, place: number) => number) | null = null;
  let [count, sampleRate, width] = [0, 0, 0];
  for (let place = 12; place + 8 <= bytes.length; ) {
    const size = view.getUint32(place + 4, true);
    const start = place + 8;
    if (says(bytes, place, 'fmt ') && start + 16 <= bytes.length) {
      const bits = view.getUint16(start + 14, true);
      const said = view.getUint16(start, true);
      const format = said === extensible && start + 26 <= bytes.length ? view.getUint16(start + 24, true) : said;
      [count, sampleRate, width] = [view.getUint16(start + 2, true), view.getUint32(start + 4, true), bits / 8];
      read = readerOf(format, bits);
    } else if (says(bytes, place, 'data')) {
      if (!read || count === 0 || sampleRate === 0) return null;
      if (start + size > bytes.length) return 'truncated';
      const samples = Math.floor(size / (count * width));
      const channels = Array.from({ length: count }, () => new Float32Array(samples));
      for (let i = 0; i < samples; i++) {
        for (let c = 0; c < count; c++) {
          const value = read(view, start + (i * count + c) * width);
          at(channels, c)[i] = Number.isFinite(value) ? Math.max(-1, Math.min(1, value)) : 0;
        }
      }
      return { sampleRate, channels };
    }
    place = start + size + (size % 2);
  }
  return read ? 'truncated' : null;
}

/** The mean of all channels. */
export function mixedDown({ channels }: DecodedSound): Float32Array {
  const mixed = new Float32Array(channels[0]?.length ?? 0);
  for (const channel of channels)
    for (let i = 0; i < mixed.length; i++) mixed[i] = at(mixed, i) + at(channel, i) / channels.length;
  return mixed;
}
