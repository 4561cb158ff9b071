import { sizeOf } from '../../../../core/program/shapes.ts';
import type { Shape, Window2D } from '../../../../core/program/types.ts';
import { at } from '../../../../core/util/assert-never.ts';
import * as id from '../ids.ts';
import { aligned } from './arena.ts';
import type { Places, Recipe } from './job.ts';
import { activationOf, type Epilogue } from './kernels/matmul.ts';
import { geometry } from './kernels/windows.ts';

/**
 * Convolutions as operations of the table. Where a window has no gaps and few cells, tiles read it in the image itself (assembly/direct.ts);
 * otherwise the image is unfolded part by part (assembly/windows.ts). Recipes read the image (or dy) and the kernel (or dy), then the bias.
 */
export interface ConvolutionShapes {
  /** [N, H, W, C] */
  readonly image: Shape;
  readonly window: Window2D;
  readonly filters: number;
}

/** Cells of a window whose panel of eight filters fits half a first-level cache. */
const mostDirectCells = 768;

const cellsOf = ({ image, window }: ConvolutionShapes): number => sizeOf(window.kernel) * at(image, 3);

const withoutGaps = ({ dilation }: Window2D): boolean => sizeOf(dilation) === 1;

/** Numbers of a panel that holds `columns` columns, eight at a time, of a matrix with `rows` rows. */
const panelNumbers = (rows: number, columns: number): number => rows * 8 * Math.ceil(columns / 8);

/** Places down and across. */
const placesOf = (image: Shape, window: Window2D): [down: number, across: number] => {
  const [, , , down = 1, across = 1] = geometry(image, window);
  return [down, across];
};

/** Bytes of the frame that holds just what `down` × `across` windows see. */
function frameBytes([down, across]: readonly [number, number], { kernel, stride }: Window2D, channels: number): number {
  const height = (down - 1) * stride[0] + kernel[0];
  const width = (across - 1) * stride[1] + kernel[1];
  return aligned(4 * height * width * channels);
}

/** Places whose unfolded cells fit a second-level cache together with what they are multiplied with. */
const placesAtATime = (cells: number): number => Math.max(16, Math.floor(16_384 / cells) & ~3);

/** An operation over unfolded parts. */
function byParts(operation: number, shapes: ConvolutionShapes, more: (p: Places) => number[] = () => []): Recipe {
  const cells = cellsOf(shapes);
  const part = placesAtATime(cells);
  const how = geometry(shapes.image, shapes.window);
  return {
    scratchBytes: 4 * part * cells,
    words: (p) => [[operation, ...how, p.output, at(p.reads, 0), at(p.reads, 1), shapes.filters, p.scratch, part, ...more(p)]],
  };
}

/** An operation with a frame and `numbers` of panels. */
function direct(
  operation: number,
  { image, window, filters }: ConvolutionShapes,
  scratchBytes: number,
  more: (p: Places) => number[] = () => [],
): Recipe {
  const how = geometry(image, window);
  return {
    scratchBytes,
    words: (p) => [[operation, ...how, p.output, at(p.reads, 0), at(p.reads, 1), filters, p.scratch, ...more(p)]],
  };
}

/** image, kernel [cells, filters] → [places, filters], with what follows. */
export function convolve(shapes: ConvolutionShapes, epilogue: Epilogue): Recipe {
  const { image, window, filters } = shapes;
  const cells = cellsOf(shapes);
  const end = (p: Places): number[] => [epilogue.bias === undefined ? 0 : at(p.reads, epilogue.bias), activationOf(epilogue)];
  if (!withoutGaps(window) || cells > mostDirectCells) return byParts(id.opConvolve, shapes, end);
  const frame = frameBytes(placesOf(image, window), window, at(image, 3));
  return direct(id.opConvolveDirect, shapes, frame + 4 * panelNumbers(cells, filters), end);
}

/** image, dy [places, filters] → the kernel's gradient [cells, filters] */
export function convolveFilter(shapes: ConvolutionShapes): Recipe {
  const { image, window, filters } = shapes;
  if (!withoutGaps(window)) return byParts(id.opConvolveFilter, shapes);
  const places = placesOf(image, window);
  const panel = filters % 8 === 0 ? 0 : 4 * panelNumbers(sizeOf(places), 1);
  const tiles = Math.ceil(filters / 8) * window.kernel[0] * Math.ceil((window.kernel[1] * at(image, 3)) / 4);
  return direct(id.opConvolveFilterDirect, shapes, frameBytes(places, window, at(image, 3)) + panel, () => [0, tiles]);
}

/** dy [places, filters], kernel [cells, filters] → the image's gradient */
export function convolveInput(shapes: ConvolutionShapes): Recipe {
  const { image, window, filters } = shapes;
  const { kernel, stride, pad } = window;
  const inside = pad[0] < kernel[0] && pad[2] < kernel[1];
  const cells = sizeOf(kernel) * filters;
  const turnable = withoutGaps(window) && sizeOf(stride) === 1 && inside && cells <= mostDirectCells;
  if (!turnable) return byParts(id.opConvolveInput, shapes);
  const [, height = 1, width = 1, channels = 1] = image;
  const frame = frameBytes([height, width], window, filters);
  return direct(id.opConvolveInputDirect, shapes, frame + 4 * panelNumbers(cells, channels));
}
