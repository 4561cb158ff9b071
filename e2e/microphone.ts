import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wav } from '../src/core/data/import/testing/wav.ts';

/** A tone of `hertz` for so many seconds: a WAV file of 8 kHz with one channel. */
export const tone = (hertz: number, seconds: number): Uint8Array =>
  wav([Float32Array.from({ length: seconds * 8000 }, (_, i) => 0.4 * Math.sin((2 * Math.PI * hertz * i) / 8000))], 8000, 16);

/** Path of what Chromium's microphone hears, over and over: 2000 Hz, which begin again where they end. */
export const microphoneFile = (): string => {
  const folder = join(tmpdir(), 'mtl-playground-e2e');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'microphone.wav');
  writeFileSync(path, tone(2000, 1));
  return path;
};
