import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, it, test } from 'vitest';
import { importWorld } from '../../../worker/import-world.ts';
import { at } from '../../util/assert-never.ts';
import { buildData } from './build.ts';
import { inferChoices } from './infer.ts';
import { bands, logMelFrames } from './media/log-mel.ts';
import { decodeWav, mixedDown } from './media/wav.ts';
import { profileColumn } from './profile.ts';
import { signatureOfDescribed } from './signature.ts';
import { readTable, type Table } from './table.ts';
import { fileOf } from './testing/files.ts';
import { wav } from './testing/wav.ts';
import type { ReadingOptions } from './types.ts';

const world = importWorld();
const rate = 16_000;
const sine = (hz: number, seconds: number, amplitude = 0.5, sampleRate = rate): Float32Array =>
  Float32Array.from(
    { length: Math.round(seconds * sampleRate) },
    (_, i) => amplitude * Math.sin((2 * Math.PI * hz * i) / sampleRate),
  );

async function tableOf(files: Record<string, Uint8Array>, options: ReadingOptions = {}, from = world): Promise<Table> {
  const read = await readTable(fileOf('mine.zip', zipSync(files) as Uint8Array<ArrayBuffer>), options, from);
  if (!read.ok) throw new Error(read.diagnostics.map(({ message }) => message).join(' '));
  return read.value;
}

describe('a WAV', () => {
  it('of every width is read as what was written, up to its own steps', () => {
    const sound = sine(440, 0.05);
    for (const [bits, step] of [
      [8, 1 / 128],
      [16, 2 ** -15],
      [24, 2 ** -22],
      [32, 2 ** -22],
      ['float', 0],
    ] as const) {
      const read = decodeWav(wav([sound], rate, bits));
      if (!read || read === 'truncated') throw new Error('it is read');
      expect(read.sampleRate).toBe(rate);
      sound.forEach((value, i) => {
        expect(Math.abs(at(at(read.channels, 0), i) - value)).toBeLessThanOrEqual(step);
      });
    }
  });

  it('of several channels is heard as their mean', () => {
    const channels = Array.from({ length: 8 }, (_, c) => new Float32Array(100).fill(c / 16));
    const read = decodeWav(wav(channels, rate, 'float'));
    if (!read || read === 'truncated') throw new Error('it is read');
    expect(read.channels).toHaveLength(8);
    expect([...mixedDown(read)].every((value) => Math.abs(value - 3.5 / 16) < 1e-6)).toBe(true);
  });

  it('that ends too early, or is none, is said', () => {
    const whole = wav([sine(440, 0.1)], rate, 16);
    expect(decodeWav(whole.subarray(0, whole.length - 10))).toBe('truncated');
    expect(decodeWav(whole.subarray(0, 36))).toBe('truncated');
    expect(decodeWav(Uint8Array.of(1, 2, 3))).toBeNull();
  });

  it('of whatever bytes breaks nothing', () => {
    const whole = wav([sine(440, 0.01)], rate, 16);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 8 }),
        fc.nat(whole.length),
        (changes, end) => {
          const changed = Uint8Array.from(whole.subarray(0, end));
          for (const [place, value] of changes) if (place < end) changed[place] = value;
          const read = decodeWav(changed);
          if (read && read !== 'truncated') {
            expect(at(read.channels, 0).every((value) => Math.abs(value) <= 1)).toBe(true);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('frames', () => {
  /** The middle of a band: as O'Shaughnessy's scale divides 40 to 7,600 Hz. */
  const middle = (band: number): number => {
    const mel = (hz: number): number => 2595 * Math.log10(1 + hz / 700);
    return 700 * (10 ** ((mel(40) + ((mel(7600) - mel(40)) * (band + 1)) / (bands + 1)) / 2595) - 1);
  };

  it('are loudest in the band of a tone, at whatever rate it was recorded', () => {
    for (const sampleRate of [16_000, 22_050, 44_100]) {
      for (const band of [12, 20, 30, 38]) {
        const frames = logMelFrames(sine(middle(band), 0.3, 0.5, sampleRate), sampleRate, 500);
        const one = [...frames.subarray(3 * bands, 4 * bands)];
        expect(one.indexOf(Math.max(...one))).toBe(band);
      }
    }
  });

  it('fall by as many decibels as the sound does, and are nothing where it is silent', () => {
    const [loud, quiet] = [0.5, 0.05].map((amplitude) => logMelFrames(sine(1000, 0.2, amplitude), rate, 500));
    const most = (frames: Float32Array | undefined): number => Math.max(...(frames ?? []));
    expect(most(loud) - most(quiet)).toBeCloseTo(20 / 90, 3);
    expect(most(logMelFrames(new Float32Array(4000), rate, 500))).toBe(0);
  });

  it('begin every 16 ms, and are no more than asked for', () => {
    expect(logMelFrames(sine(440, 1), rate, 500)).toHaveLength(61 * bands);
    expect(logMelFrames(sine(440, 1), rate, 10)).toHaveLength(10 * bands);
    expect(logMelFrames(new Float32Array(5), rate, 500)).toHaveLength(bands);
  });
});

test('folders of sounds become classes and frames, as long as most training rows', async () => {
  const files: Record<string, Uint8Array> = {};
  for (let i = 0; i < 40; i++)
    files[`${i % 2 ? 'high' : 'low'}/${i}.wav`] = wav([sine(i % 2 ? 2000 : 300, 0.5 + (i % 4) / 10)], rate, 16);
  const table = await tableOf(files);
  const choices = inferChoices(table);
  expect(choices.map(({ kind, role }) => [kind, role])).toEqual([
    ['sound', 'feature'],
    ['yesno', 'target'],
  ]);
  const built = buildData(
    table,
    choices,
    { by: 'random', seed: 1, train: 0.7, validation: 0.15 },
    {
      name: 'Mine',
      file: { name: 'mine.zip', bytes: 1, hash: 'a'.repeat(64) },
    },
  );
  if (!built.ok) throw new Error('it is used');
  const { inputs } = signatureOfDescribed(built.value.described);
  // 0.8 seconds.
  expect(inputs).toMatchObject([{ id: 'file', shape: [49, bands], dtype: 'f32' }]);
  const rows = built.value.tensors.inputs.file ?? [];
  // The first by its path is 0.6 seconds long: behind its 36 frames there is nothing.
  expect([...rows.slice(35 * bands, 36 * bands)].some((value) => value > 0)).toBe(true);
  expect([...rows.slice(36 * bands, 49 * bands)].every((value) => value === 0)).toBe(true);
  expect(profileColumn(table, 0, at(choices, 0)).histogram).toMatchObject({ kind: 'numbers', low: 0.5, high: 0.8 });
});

test('silence, many channels, what is cut off and what is no sound are said; silence stays where it is repaired', async () => {
  const files = {
    'a/1.wav': wav([sine(440, 0.2)], rate, 16),
    'a/2.wav': wav([new Float32Array(4000)], rate, 16),
    'b/3.wav': wav(
      Array.from({ length: 8 }, () => sine(440, 0.2)),
      rate,
      16,
    ),
    'b/4.wav': wav([sine(440, 0.2)], rate, 16).subarray(0, 200),
    'b/5.mp3': Uint8Array.of(1, 2, 3),
  };
  const table = await tableOf(files);
  expect(table.bad.shown.map(({ reason, text }) => [reason, text.slice(0, 7)])).toEqual([
    ['silent', 'a/2.wav'],
    ['truncated', 'b/4.wav'],
    ['noSound', 'b/5.mp3'],
  ]);
  expect(table.notes).toMatchObject([{ code: 'import.mixedDown', values: { count: 1, channels: 8 } }]);
  expect(table.count).toBe(2);
  expect((await tableOf(files, { malformed: 'repair' })).count).toBe(3);
  // What the browser decodes is heard like any other.
  const browser = { ...world, decodeSound: async () => ({ sampleRate: rate, channels: [sine(440, 0.2)] }) };
  expect((await tableOf(files, {}, browser)).count).toBe(3);
});
