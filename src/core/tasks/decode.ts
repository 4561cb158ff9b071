import { at } from '../util/assert-never.ts';
import { endToken, startToken } from './formats/tokens.ts';
import { indexOfLargest } from './metrics/largest.ts';

/**
 * The probabilities of every token at every place, [rows, length, vocabulary], of `rows` continuations: `samples` says which sample each
 * row continues, `previous` [rows, length] holds the start token, then what was decoded so far, then padding. Only the place after the
 * last decoded token is read.
 */
export type PredictNext = (samples: Int32Array, previous: Int32Array) => Promise<Float32Array>;

export interface DecodeOptions {
  /** Samples to decode for. */
  readonly count: number;
  /** The most tokens of a sequence, its end token included. */
  readonly length: number;
  readonly vocabulary: number;
  readonly predict: PredictNext;
}

interface Continuation {
  readonly sample: number;
  readonly tokens: readonly number[];
  /** Σ log p */
  readonly logProbability: number;
  readonly done: boolean;
}

/** [start, token 1, token 2, …, padding], as the network reads what stands before each place. */
function previousOf(rows: readonly Continuation[], length: number): Int32Array {
  const previous = new Int32Array(rows.length * length);
  rows.forEach(({ tokens }, row) => {
    previous.set([startToken, ...tokens].slice(0, length), row * length);
  });
  return previous;
}

/** The probabilities of the tokens that may come next for each continuation: neither padding nor start can. */
async function nextOf(rows: readonly Continuation[], place: number, options: DecodeOptions): Promise<Float32Array[]> {
  const { length, vocabulary, predict } = options;
  const samples = Int32Array.from(rows, ({ sample }) => sample);
  const all = await predict(samples, previousOf(rows, length));
  return rows.map((_, row) => {
    const from = (row * length + place) * vocabulary;
    const next = all.slice(from, from + vocabulary);
    next.fill(-1, 0, endToken);
    return next;
  });
}

const extend = (row: Continuation, token: number, probability: number): Continuation => ({
  sample: row.sample,
  tokens: [...row.tokens, token],
  logProbability: row.logProbability + Math.log(Math.max(probability, 1e-30)),
  done: token === endToken,
});

const beginning = (count: number): Continuation[] =>
  Array.from({ length: count }, (_, sample) => ({ sample, tokens: [], logProbability: 0, done: false }));

/** The best continuation of each sample as stored sequences are, [count, length]. */
function asStored(best: readonly Continuation[], length: number): Int32Array {
  const tokens = new Int32Array(best.length * length);
  best.forEach((row, sample) => {
    tokens.set(row.tokens, sample * length);
  });
  return tokens;
}

/** Takes the most probable token at each place until the end token. Returns tokens as a target stores them, [count, length]. */
export async function greedyDecode(options: DecodeOptions): Promise<Int32Array> {
  let rows = beginning(options.count);
  for (let place = 0; place < options.length; place++) {
    const open = rows.filter(({ done }) => !done);
    if (open.length === 0) break;
    const next = await nextOf(open, place, options);
    const longer = new Map(
      open.map((row, i) => {
        const probabilities = at(next, i);
        const token = indexOfLargest(probabilities);
        return [row, extend(row, token, at(probabilities, token))];
      }),
    );
    rows = rows.map((row) => longer.get(row) ?? row);
  }
  return asStored(rows, options.length);
}

/** ((5 + n) / 6)^α (Wu et al., 2016): without it short sequences win, because every token costs. */
const lengthPenalty = (tokens: number, alpha: number): number => ((5 + tokens) / 6) ** alpha;

/**
 * Beam search: at each place the `beam` continuations of each sample with the largest Σ log p are kept, finished ones among them; the
 * best in the end has the largest Σ log p / ((5 + n)/6)^α. A beam of 1 is greedy decoding. Returns tokens as a target stores them,
 * [count, length].
 */
export async function beamDecode(
  options: DecodeOptions & { readonly beam: number; readonly alpha?: number },
): Promise<Int32Array> {
  const { count, length, beam, alpha = 0.6 } = options;
  let beams = beginning(count).map((row) => [row]);
  for (let place = 0; place < length; place++) {
    const open = beams.flat().filter(({ done }) => !done);
    if (open.length === 0) break;
    const next = await nextOf(open, place, options);
    const longer = new Map(open.map((row, i) => [row, extensions(row, at(next, i), beam)]));
    beams = beams.map((rows) =>
      rows
        .flatMap((row) => longer.get(row) ?? [row])
        .sort((a, b) => b.logProbability - a.logProbability)
        .slice(0, beam),
    );
  }
  const score = ({ tokens, logProbability }: Continuation): number => logProbability / lengthPenalty(tokens.length, alpha);
  return asStored(
    beams.map((rows) => rows.reduce((best, row) => (score(row) > score(best) ? row : best))),
    length,
  );
}

/** The `beam` most probable extensions of one continuation. */
function extensions(row: Continuation, probabilities: Float32Array, beam: number): Continuation[] {
  return Array.from(probabilities.keys())
    .slice(endToken)
    .sort((a, b) => at(probabilities, b) - at(probabilities, a))
    .slice(0, beam)
    .map((token) => extend(row, token, at(probabilities, token)));
}
