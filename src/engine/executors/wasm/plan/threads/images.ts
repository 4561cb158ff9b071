import { at } from '../../../../../core/util/assert-never.ts';
import * as id from '../../ids.ts';
import type { Words } from '../job.ts';
import { type Division, replaced, type Span, span, undivided } from './division.ts';

/* Operations over images: [operation, 14 words of geometry, ...]. All but filters' gradients are cut by samples. */

interface Geometry {
  readonly samples: number;
  readonly channels: number;
  readonly pixels: number;
  readonly places: number;
  readonly cells: number;
}

function geometryOf(words: Words): Geometry {
  const [, height = 0, width = 0, channels = 0, down = 0, across = 0, kernelHeight = 0, kernelWidth = 0] = words;
  const cells = kernelHeight * kernelWidth * channels;
  return { samples: at(words, samplesAt), channels, pixels: height * width, places: down * across, cells };
}

const samplesAt = 14;
const firstArgument = 15;

/** An argument with a number of bytes for each sample. */
interface Argument {
  readonly index: number;
  readonly bytes: number;
}

/** `to` is written, `from` are read sample by sample, `whole` by everyone. */
function bySamples(words: Words, time: number, to: Argument, from: readonly Argument[], whole: readonly Span[] = []): Division {
  const samples = at(words, samplesAt);
  const place = ({ index, bytes }: Argument): Span => span(at(words, index), samples * bytes);
  return {
    time,
    units: samples,
    part: (first, last) =>
      replaced(words, {
        [samplesAt]: last - first,
        ...Object.fromEntries([to, ...from].map(({ index, bytes }) => [index, at(words, index) + first * bytes])),
      }),
    reads: [...from.map(place), ...whole],
    writes: [place(to)],
  };
}

const [first, second, third] = [firstArgument, firstArgument + 1, firstArgument + 2];

/** unfold, fold and the poolings: `perPlace` numbers at each place. */
function moving(words: Words, perPlace: number, order: 'to places' | 'to pixels' | 'to pixels, from both'): Division {
  const { samples, channels, pixels, places, cells } = geometryOf(words);
  const image = 4 * pixels * channels;
  const other = 4 * places * perPlace;
  const time = 0.09 * samples * (pixels * channels + places * cells);
  if (order === 'to places') return bySamples(words, time, { index: first, bytes: other }, [{ index: second, bytes: image }]);
  const rest = order === 'to pixels' ? [] : [{ index: second, bytes: image }];
  const from = { index: order === 'to pixels' ? second : third, bytes: other };
  return bySamples(words, time, { index: first, bytes: image }, [...rest, from]);
}

const nanosecondsPerProduct = 0.06;

/** image, kernel, bias → places; `bias` is the index of its word. */
function convolution(words: Words, bias: number): Division {
  const { samples, channels, pixels, places, cells } = geometryOf(words);
  const filters = at(words, 18);
  const time = nanosecondsPerProduct * samples * places * cells * filters;
  const kernel = span(at(words, third), 4 * cells * filters);
  const to = { index: first, bytes: 4 * places * filters };
  return bySamples(
    words,
    time,
    to,
    [{ index: second, bytes: 4 * pixels * channels }],
    [kernel, span(at(words, bias), 4 * filters)],
  );
}

/** dy, kernel → the image's gradient */
function inputGradient(words: Words): Division {
  const { samples, channels, pixels, places, cells } = geometryOf(words);
  const filters = at(words, 18);
  const time = nanosecondsPerProduct * samples * Math.max(places, pixels) * cells * filters;
  const kernel = span(at(words, third), 4 * cells * filters);
  const to = { index: first, bytes: 4 * pixels * channels };
  return bySamples(words, time, to, [{ index: second, bytes: 4 * places * filters }], [kernel]);
}

/** image, dy → the kernel's gradient: a sum over all samples, which is cut by its tiles or not at all. */
function filterGradient(words: Words, tiles: { readonly first: number; readonly last: number } | null): Division {
  const { samples, channels, pixels, places, cells } = geometryOf(words);
  const filters = at(words, 18);
  const known = {
    time: nanosecondsPerProduct * samples * places * cells * filters,
    reads: [span(at(words, second), 4 * samples * pixels * channels), span(at(words, third), 4 * samples * places * filters)],
    writes: [span(at(words, first), 4 * cells * filters)],
  };
  if (!tiles) return undivided(words, known);
  const start = at(words, tiles.first);
  return {
    ...known,
    units: at(words, tiles.last) - start,
    part: (from, to) => replaced(words, { [tiles.first]: start + from, [tiles.last]: start + to }),
  };
}

export const imageDivisions: Readonly<Record<number, (words: Words) => Division>> = {
  [id.opUnfold]: (words) => moving(words, geometryOf(words).cells, 'to places'),
  [id.opFold]: (words) => moving(words, geometryOf(words).cells, 'to pixels'),
  [id.opMaxPool]: (words) => moving(words, geometryOf(words).channels, 'to places'),
  [id.opAvgPool]: (words) => moving(words, geometryOf(words).channels, 'to places'),
  [id.opMaxPoolGrad]: (words) => moving(words, geometryOf(words).channels, 'to pixels, from both'),
  [id.opAvgPoolGrad]: (words) => moving(words, geometryOf(words).channels, 'to pixels'),
  [id.opConvolve]: (words) => convolution(words, 21),
  [id.opConvolveDirect]: (words) => convolution(words, 20),
  [id.opConvolveInput]: inputGradient,
  [id.opConvolveInputDirect]: inputGradient,
  [id.opConvolveFilter]: (words) => filterGradient(words, null),
  [id.opConvolveFilterDirect]: (words) => filterGradient(words, { first: 20, last: 21 }),
};
