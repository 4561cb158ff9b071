import { describe, expect, it } from 'vitest';
import { generateSpeech, logMel, speak } from './speech-frames.ts';
import { languages, sounds } from './speech-sounds.ts';
import type { Frame } from './speech-voice.ts';

const options = { samples: 120, noise: 0 };
const data = generateSpeech(options, 4);
const frameAt = (row: number, frame: number): number[] =>
  Array.from(data.inputs.frames ?? []).slice((row * 64 + frame) * 24, (row * 64 + frame + 1) * 24);
const tags = (row: number): number[] => Array.from(data.targets.phonemes ?? []).slice(row * 64, (row + 1) * 64);
const vowelFrame = (fields: Partial<Frame>): Frame => ({
  sound: 1,
  pitch: 120,
  energy: 0.8,
  formants: [730, 1090, 2440],
  voice: 1,
  friction: 0,
  frictionAt: 3000,
  ...fields,
});
const loudestBand = (bands: Float64Array): number => bands.indexOf(Math.max(...bands));

describe('a log-mel frame', () => {
  it('is loudest where the first resonances are, and moves up with them', () => {
    const low = logMel(vowelFrame({ formants: [300, 870, 2240] }));
    const high = logMel(vowelFrame({ formants: [800, 1300, 2600] }));
    expect(loudestBand(low)).toBeLessThan(loudestBand(high));
  });

  it('shows friction in high bands, and nothing in silence', () => {
    expect(loudestBand(logMel(vowelFrame({ voice: 0, friction: 0.8, frictionAt: 3600 })))).toBeGreaterThan(18);
    expect(Math.max(...logMel(vowelFrame({ energy: 0 })))).toBe(0);
  });

  it('shows the pitch by where its low harmonics fall', () => {
    expect(logMel(vowelFrame({ pitch: 110 })).slice(0, 6)).not.toEqual(logMel(vowelFrame({ pitch: 220 })).slice(0, 6));
  });
});

describe('synthetic speech', () => {
  it('begins and ends in silence and says only sounds of its language', () => {
    for (let row = 0; row < 120; row++) {
      const spoken = tags(row);
      expect([spoken[0], spoken[63]]).toEqual([0, 0]);
      expect(Math.max(...frameAt(row, 0))).toBe(0);
      const language = languages[data.targets.language?.[row] ?? -1];
      const allowed = new Set(['sil', ...(language?.vowels ?? []), ...(language?.onsets ?? []), ...(language?.codas ?? [])]);
      for (const tag of spoken) expect(allowed.has(sounds[tag]?.name ?? '')).toBe(true);
      expect(spoken.filter((tag) => tag > 0).length).toBeGreaterThan(50);
    }
  });

  it('is the same for the same seed, whatever the number of samples', () => {
    const fewer = generateSpeech({ samples: 10, noise: 0 }, 4);
    expect(fewer.inputs.frames).toEqual(data.inputs.frames?.slice(0, 10 * 64 * 24));
    expect(generateSpeech(options, 5).targets.speaker).not.toEqual(data.targets.speaker);
  });

  it('can be heard: a second of sound that is loud where the frames are', () => {
    const { samples, sampleRate } = speak(4, 0);
    expect(samples.length / sampleRate).toBeCloseTo(64 * 0.016, 5);
    const loudness = (frame: number): number =>
      Math.sqrt(samples.slice(frame * 256, (frame + 1) * 256).reduce((sum, value) => sum + value * value, 0) / 256);
    expect(loudness(0)).toBe(0);
    const spoken = tags(0).flatMap((tag, frame) => (tag > 0 ? [frame] : []));
    expect(spoken.filter((frame) => loudness(frame) > 0.001).length).toBe(spoken.length);
    expect(Math.max(...samples)).toBeLessThanOrEqual(0.8001);
  });
});
