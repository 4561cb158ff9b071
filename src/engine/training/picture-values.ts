import type { PlannedPicture } from '../../core/compile/pictures.ts';
import { sizeOf } from '../../core/program/shapes.ts';
import type { Picture } from '../../core/runs/protocol.ts';
import { assertNever, at } from '../../core/util/assert-never.ts';

/** How much travels: in brief it is drawn on a card, in full in the inspector. */
const most = {
  brief: { filters: 16, heads: 4, positions: 64, side: 32 },
  full: { filters: 256, heads: 16, positions: 256, side: 64 },
} as const;
/** The longest side of a filter that is recognised at a glance. */
const smallKernel = 12;
type Limits = (typeof most)['brief' | 'full'];

export interface Detail {
  readonly full: boolean;
  /** Ids of the tokens at the positions, where there are any. */
  readonly tokens: Int32Array | null;
}

/** What is drawn of a picture's numbers: parameters as they are, or the outputs of some samples, [samples, ...shape]. */
export function reduced(picture: Pick<PlannedPicture, 'kind' | 'shape'>, values: Float32Array, detail: Detail): Picture {
  const { kind, shape } = picture;
  const limits: Limits = detail.full ? most.full : most.brief;
  switch (kind) {
    case 'filters':
      return filters(shape, values, limits);
    case 'gates':
      return gates(at(shape, shape.length - 1), values);
    case 'coefficients':
      return { kind, shape, values: values.slice(), total: 1 };
    case 'attention':
      return attention(shape, values.subarray(0, sizeOf(shape)), limits, detail.tokens);
    case 'positions':
      return positions(values.subarray(0, sizeOf(shape)), limits, detail.tokens);
    case 'mask': {
      const [height, width] = [at(shape, 0), at(shape, 1)];
      const small = shrunk(values.subarray(0, height * width), { height, width, channels: 1 }, limits.side);
      return { kind, shape: [small.height, small.width], values: small.values, total: 1 };
    }
    default:
      return assertNever(kind);
  }
}

interface Image {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** An image [height, width, channels] in blocks of pixels, each its mean, so that no side is longer than `side`. */
function shrunk(values: Float32Array, { height, width, channels }: Image, side: number) {
  const block = Math.ceil(Math.max(height, width) / side);
  const [rows, columns] = [Math.ceil(height / block), Math.ceil(width / block)];
  if (block === 1) return { height, width, values: values.slice() };
  const sums = new Float32Array(rows * columns * channels);
  const counts = new Float32Array(rows * columns * channels);
  values.forEach((value, i) => {
    const [y, x, c] = [Math.floor(i / (width * channels)), Math.floor(i / channels) % width, i % channels];
    const to = (Math.floor(y / block) * columns + Math.floor(x / block)) * channels + c;
    sums[to] = at(sums, to) + value;
    counts[to] = at(counts, to) + 1;
  });
  return { height: rows, width: columns, values: sums.map((sum, i) => sum / at(counts, i)) };
}

/** A kernel [height, width, channels, count], evenly chosen filters of it one after the other. */
function filters(shape: readonly number[], kernel: Float32Array, limits: Limits): Picture {
  const [height, width, channels, total] = [at(shape, 0), at(shape, 1), at(shape, 2), at(shape, 3)];
  // Large ones are not legible in small: half as many then.
  const large = Math.max(height, width) > smallKernel && limits === most.brief;
  const shown = Math.min(total, large ? limits.filters / 2 : limits.filters);
  const size = height * width * channels;
  const images = Array.from({ length: shown }, (_, i) => {
    const filter = Math.floor((i * total) / shown);
    const whole = Float32Array.from({ length: size }, (__, cell) => at(kernel, cell * total + filter));
    return shrunk(whole, { height, width, channels }, limits.side);
  });
  const first = at(images, 0);
  const values = new Float32Array(shown * first.values.length);
  images.forEach((image, i) => {
    values.set(image.values, i * image.values.length);
  });
  return { kind: 'filters', shape: [shown, first.height, first.width, channels], values, total };
}

/** The mean of each way over everything else. */
function gates(ways: number, values: Float32Array): Picture {
  const means = new Float64Array(ways);
  const rows = values.length / ways;
  values.forEach((value, i) => {
    means[i % ways] = (means[i % ways] ?? 0) + value / rows;
  });
  return { kind: 'gates', shape: [ways], values: Float32Array.from(means), total: ways };
}

/** How many positions there are up to the last one that receives something; 1 at least. */
function used(count: number, receives: (position: number) => boolean): number {
  let length = count;
  while (length > 1 && !receives(length - 1)) length--;
  return length;
}

const withTokens = (tokens: Int32Array | null, length: number): Pick<Picture, 'tokens'> =>
  tokens ? { tokens: tokens.slice(0, length) } : {};

/** Maps [heads, queries, keys] without the padding at their ends. */
function attention(shape: readonly number[], maps: Float32Array, limits: Limits, tokens: Int32Array | null): Picture {
  const [heads, queries, keys] = [at(shape, 0), at(shape, 1), at(shape, 2)];
  const rows = heads * queries;
  const receives = (key: number): boolean => {
    for (let row = 0; row < rows; row++) if (at(maps, row * keys + key) > 0) return true;
    return false;
  };
  const columns = Math.min(used(keys, receives), limits.positions);
  const height = Math.min(queries === keys ? columns : queries, limits.positions);
  const shown = Math.min(heads, limits.heads);
  const values = new Float32Array(shown * height * columns);
  for (let head = 0; head < shown; head++) {
    for (let query = 0; query < height; query++) {
      const from = (head * queries + query) * keys;
      values.set(maps.subarray(from, from + columns), (head * height + query) * columns);
    }
  }
  return { kind: 'attention', shape: [shown, height, columns], values, total: heads, ...withTokens(tokens, columns) };
}

function positions(shares: Float32Array, limits: Limits, tokens: Int32Array | null): Picture {
  const length = Math.min(
    used(shares.length, (position) => at(shares, position) > 0),
    limits.positions,
  );
  return { kind: 'positions', shape: [length], values: shares.slice(0, length), total: 1, ...withTokens(tokens, length) };
}
