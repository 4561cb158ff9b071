export type ImageType = 'image/jpeg' | 'image/png' | 'image/webp';

/** What the bytes of an image say before it is decoded. */
export interface ImageHead {
  readonly type: ImageType;
  readonly width: number;
  readonly height: number;
  readonly animated: boolean;
  /** Whether the file ends where it says. */
  readonly whole: boolean;
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const says = (bytes: Uint8Array, place: number, word: string): boolean =>
  [...word].every((letter, i) => bytes[place + i] === letter.charCodeAt(0));

/** PNG 3rd edition: chunks of length, type, data, CRC; `acTL` before the data says that there are several frames, `IEND` ends it. */
function pngHead(bytes: Uint8Array): ImageHead | null {
  const view = viewOf(bytes);
  if (bytes.length < 24) return null;
  const head = { type: 'image/png', width: view.getUint32(16), height: view.getUint32(20) } as const;
  let [animated, place] = [false, 8];
  while (place + 12 <= bytes.length) {
    const length = view.getUint32(place);
    if (says(bytes, place + 4, 'acTL')) animated = view.getUint32(place + 8) > 1;
    if (says(bytes, place + 4, 'IEND')) return { ...head, animated, whole: true };
    place += 12 + length;
  }
  return { ...head, animated, whole: false };
}

/** ITU T.81: markers of which the start of a frame has the size; the last is the end of the image. */
function jpegHead(bytes: Uint8Array): ImageHead | null {
  const view = viewOf(bytes);
  for (let place = 2; place + 9 <= bytes.length && bytes[place] === 0xff; ) {
    const marker = bytes[place + 1] ?? 0;
    if (marker === 0xff) {
      place++;
      continue;
    }
    // Every start of a frame, but not the tables in between (DHT, JPG, DAC).
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      let end = bytes.length - 2;
      while (end > place && !(bytes[end] === 0xff && bytes[end + 1] === 0xd9)) end--;
      const [height, width] = [view.getUint16(place + 5), view.getUint16(place + 7)];
      return { type: 'image/jpeg', width, height, animated: false, whole: end > place };
    }
    place += 2 + view.getUint16(place + 2);
  }
  return null;
}

const int24 = (bytes: Uint8Array, place: number): number =>
  (bytes[place] ?? 0) + 256 * (bytes[place + 1] ?? 0) + 65_536 * (bytes[place + 2] ?? 0);

/** RFC 9649: a RIFF container whose first chunk is `VP8 ` (lossy), `VP8L` (lossless) or `VP8X`, whose flags say whether it moves. */
function webpHead(bytes: Uint8Array): ImageHead | null {
  if (bytes.length < 30) return null;
  const view = viewOf(bytes);
  const whole = view.getUint32(4, true) + 8 <= bytes.length;
  const head = { type: 'image/webp', animated: false, whole } as const;
  if (says(bytes, 12, 'VP8X')) {
    const animated = ((bytes[20] ?? 0) & 2) !== 0;
    return { ...head, animated, width: int24(bytes, 24) + 1, height: int24(bytes, 27) + 1 };
  }
  if (says(bytes, 12, 'VP8L')) {
    const bits = view.getUint32(21, true);
    return { ...head, width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (!says(bytes, 12, 'VP8 ')) return null;
  return { ...head, width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
}

/** Kind, size and soundness of a JPEG, PNG or WebP; null: it is none. */
export function imageHead(bytes: Uint8Array): ImageHead | null {
  const found =
    bytes[0] === 0x89 && says(bytes, 1, 'PNG\r\n')
      ? pngHead(bytes)
      : bytes[0] === 0xff && bytes[1] === 0xd8
        ? jpegHead(bytes)
        : says(bytes, 0, 'RIFF') && says(bytes, 8, 'WEBP')
          ? webpHead(bytes)
          : null;
  return found && found.width > 0 && found.height > 0 ? found : null;
}
