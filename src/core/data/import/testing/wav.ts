/** A WAV of so many bits, or of 32-bit floating point; [channels][samples] in −1 … 1. */
export function wav(
  channels: readonly Float32Array[],
  sampleRate: number,
  bits: 8 | 16 | 24 | 32 | 'float',
): Uint8Array<ArrayBuffer> {
  const width = bits === 'float' ? 4 : bits / 8;
  const samples = channels[0]?.length ?? 0;
  const size = samples * channels.length * width;
  const bytes = new Uint8Array(44 + size);
  const view = new DataView(bytes.buffer);
  const write = (place: number, word: string): void =>
    bytes.set(
      [...word].map((letter) => letter.charCodeAt(0)),
      place,
    );
  write(0, 'RIFF');
  view.setUint32(4, 36 + size, true);
  write(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, bits === 'float' ? 3 : 1, true);
  view.setUint16(22, channels.length, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * channels.length * width, true);
  view.setUint16(32, channels.length * width, true);
  view.setUint16(34, 8 * width, true);
  write(36, 'data');
  view.setUint32(40, size, true);
  for (let i = 0; i < samples; i++) {
    channels.forEach((channel, c) => {
      const place = 44 + (i * channels.length + c) * width;
      const value = channel[i] ?? 0;
      if (bits === 'float') view.setFloat32(place, value, true);
      else if (bits === 8) view.setUint8(place, Math.round(128 + 127 * value));
      else {
        const whole = Math.round(value * (2 ** (bits - 1) - 1));
        for (let byte = 0; byte < width; byte++) view.setUint8(place + byte, Math.floor(whole / 256 ** byte) & 255);
      }
    });
  }
  return bytes;
}
