import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at } from '../util/assert-never.ts';
import { randomStream } from '../util/random.ts';
import { beamDecode, greedyDecode, type PredictNext } from './decode.ts';
import { endToken, startToken } from './formats/tokens.ts';

const vocabulary = 5;
const length = 3;

/** A model whose next token depends on everything before it: random probabilities, the same for the same tokens. */
function model(seed: number, sample: number, before: readonly number[]): number[] {
  const random = randomStream(seed, 'model', sample, ...before);
  const weights = Array.from({ length: vocabulary }, () => Math.exp(2 * random.normal()));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** As a network answers: at every place what follows the tokens up to there. Notes how often it is asked, and for how many rows. */
function network(seed: number, asked: number[] = []): PredictNext {
  return async (samples, previous) => {
    asked.push(samples.length);
    const rows = [...samples].flatMap((sample, row) =>
      Array.from({ length }, (_, place) => {
        const seen = previous.subarray(row * length, row * length + place + 1);
        expect(seen[0]).toBe(startToken);
        return model(seed, sample, [...seen.subarray(1)]);
      }),
    );
    return Float32Array.from(rows.flat());
  };
}

/** Every sequence that can be generated, with the logarithm of its probability. */
function everySequence(seed: number, sample: number, before: readonly number[] = []): { tokens: number[]; log: number }[] {
  if (before.at(-1) === endToken || before.length === length) return [{ tokens: [...before], log: 0 }];
  const next = model(seed, sample, before);
  return [2, 3, 4].flatMap((token) =>
    everySequence(seed, sample, [...before, token]).map(({ tokens, log }) => ({ tokens, log: log + Math.log(at(next, token)) })),
  );
}

const stored = (tokens: readonly number[]): number[] => [...tokens, ...new Array<number>(length - tokens.length).fill(0)];
const anySeed = fc.nat(100_000);

describe('greedy decoding', () => {
  it('takes the most probable token each time, never padding or start, and stops at the end token', async () => {
    await fc.assert(
      fc.asyncProperty(anySeed, async (seed) => {
        const expected = [0, 1].flatMap((sample) => {
          const tokens: number[] = [];
          while (tokens.length < length && tokens.at(-1) !== endToken) {
            const next = model(seed, sample, tokens);
            tokens.push([2, 3, 4].reduce((best, token) => (at(next, token) > at(next, best) ? token : best)));
          }
          return stored(tokens);
        });
        expect([...(await greedyDecode({ count: 2, length, vocabulary, predict: network(seed) }))]).toEqual(expected);
      }),
    );
  });

  it('asks no more for samples that have ended, and nothing for none', async () => {
    const ends: PredictNext = async (samples) => {
      const certain = [...samples].flatMap((sample) =>
        new Array<number[]>(length).fill([0, 0, sample === 0 ? 1 : 0, 1 / 2, 0]).flat(),
      );
      asked.push(samples.length);
      return Float32Array.from(certain);
    };
    const asked: number[] = [];
    expect([...(await greedyDecode({ count: 2, length, vocabulary, predict: ends }))]).toEqual([2, 0, 0, 3, 3, 3]);
    expect(asked).toEqual([2, 1, 1]);
    expect((await greedyDecode({ count: 0, length, vocabulary, predict: ends })).length).toBe(0);
    expect(asked).toHaveLength(3);
  });
});

describe('beam search', () => {
  it('with a beam of one is greedy decoding', async () => {
    await fc.assert(
      fc.asyncProperty(anySeed, async (seed) => {
        const options = { count: 3, length, vocabulary, predict: network(seed) };
        expect(await beamDecode({ ...options, beam: 1 })).toEqual(await greedyDecode(options));
      }),
    );
  });

  it('with room for all finds the best of every sequence, with and without the penalty for length', async () => {
    await fc.assert(
      fc.asyncProperty(anySeed, fc.constantFrom(0, 0.6, 1), async (seed, alpha) => {
        const score = ({ tokens, log }: { tokens: number[]; log: number }): number => log / ((5 + tokens.length) / 6) ** alpha;
        const best = [0, 1].map((sample) => everySequence(seed, sample).reduce((a, b) => (score(b) > score(a) ? b : a)));
        const found = await beamDecode({ count: 2, length, vocabulary, beam: 27, alpha, predict: network(seed) });
        expect([...found]).toEqual(best.flatMap(({ tokens }) => stored(tokens)));
      }),
      { numRuns: 50 },
    );
  });

  it('finds a sequence that greedy decoding misses', async () => {
    const seeds = Array.from({ length: 40 }, (_, seed) => seed);
    const differs = await Promise.all(
      seeds.map(async (seed) => {
        const options = { count: 1, length, vocabulary, predict: network(seed) };
        const [greedy, beam] = [await greedyDecode(options), await beamDecode({ ...options, beam: 3, alpha: 0 })];
        const logOf = (tokens: Int32Array): number =>
          everySequence(seed, 0).find((one) => stored(one.tokens).every((token, i) => token === tokens[i]))?.log ?? Number.NaN;
        expect(logOf(beam)).toBeGreaterThanOrEqual(logOf(greedy));
        return logOf(beam) > logOf(greedy);
      }),
    );
    expect(differs.some((better) => better)).toBe(true);
  });
});
