import { sizeOf } from '../../../../core/program/shapes.ts';
import type { Op, OpOf, ValueId } from '../../../../core/program/types.ts';
import { at } from '../../../../core/util/assert-never.ts';
import { type ConvolutionShapes, convolve, convolveFilter, convolveInput } from './convolutions.ts';
import type { Job, Recipe } from './job.ts';
import { type Epilogue, matmul } from './kernels/matmul.ts';
import { broadcastPattern } from './tape.ts';
import type { Uses } from './uses.ts';

/** A product with what follows it: the job, and the operations besides the product that it replaces. */
export interface FusedProduct {
  readonly job: Job;
  readonly absorbed: readonly Op[];
}

/** What is done to a product's result, in order, by operations of their own that nobody else needs. */
interface Tail {
  readonly bias: ValueId | null;
  readonly relu: boolean;
  readonly output: ValueId;
  readonly absorbed: readonly Op[];
}

/** The sum with a bias [n] that is there before the program runs, and then perhaps relu. */
function tailOf(product: OpOf<'matmul'>, uses: Uses): Tail {
  const none: Tail = { bias: null, relu: false, output: product.output, absorbed: [] };
  const shape = uses.shapeOf(product.output);
  const columns = at(shape, shape.length - 1);
  const next = uses.onlyReader(product.output);
  if (next?.kind !== 'binary' || next.attributes.fn !== 'add') return none;
  const [left, right] = [at(next.inputs, 0), at(next.inputs, 1)];
  const bias = uses.storageOf(left) === product.output ? right : left;
  const full = uses.shapeOf(next.output);
  const pattern = broadcastPattern(uses.shapeOf(bias), full);
  const fits = sizeOf(full) === sizeOf(shape) && pattern?.inner === 1 && pattern.period === columns && columns > 1;
  if (!fits || uses.maker(bias) !== null) return none;
  const after = uses.onlyReader(next.output);
  const relu = after?.kind === 'unary' && after.attributes.fn === 'relu';
  return {
    bias: uses.storageOf(bias),
    relu,
    output: relu ? after.output : next.output,
    absorbed: relu ? [next, after] : [next],
  };
}

/** The convolution that a product over an unfolded image is. */
function convolutionOf(
  product: OpOf<'matmul'>,
  uses: Uses,
): { readonly image: ValueId; readonly shapes: ConvolutionShapes } | null {
  const a = at(product.inputs, 0);
  const unfold = uses.made(a, 'unfold');
  const shape = uses.shapeOf(a);
  if (!unfold || product.attributes.transposeB || shape.length !== 2) return null;
  if (shape[1] !== uses.shapeOf(unfold.output)[3]) return null;
  const image = at(unfold.inputs, 0);
  const filters = at(uses.shapeOf(product.output), 1);
  return { image, shapes: { image: uses.shapeOf(image), window: unfold.attributes.window, filters } };
}

/** The one matrix that a stack repeats, where it does: a product reads that with a step of zero. */
function repeatedMatrix(id: ValueId, uses: Uses): ValueId | null {
  const repeat = uses.made(id, 'broadcast');
  const shape = uses.shapeOf(id);
  if (!repeat || shape.length !== 3) return null;
  const from = at(repeat.inputs, 0);
  const size = sizeOf(uses.shapeOf(from));
  return size === sizeOf(shape.slice(1)) && broadcastPattern(uses.shapeOf(from), shape)?.inner === 1 ? from : null;
}

const jobOf = ({ roomBytes = 0, scratchBytes = 0, words }: Recipe, reads: readonly ValueId[], output: ValueId): Job => ({
  reads,
  output,
  roomBytes,
  scratchBytes,
  words,
});

/** A matrix product with the bias and relu that follow it; over an unfolded image as a convolution. */
export function productJob(product: OpOf<'matmul'>, uses: Uses): FusedProduct {
  const found = convolutionOf(product, uses);
  const second = uses.storageOf(at(product.inputs, 1));
  // A filter's gradient is added up part by part: nothing can follow it.
  if (found && product.attributes.transposeA) {
    const reads = [uses.storageOf(found.image), second];
    return { job: jobOf(convolveFilter(found.shapes), reads, product.output), absorbed: [] };
  }
  const { bias, relu, output, absorbed } = tailOf(product, uses);
  const epilogue: Epilogue = { ...(bias === null ? {} : { bias: 2 }), relu };
  const inputs = product.inputs.map((id) => uses.shapeOf(id));
  const repeated = repeatedMatrix(at(product.inputs, 0), uses);
  const recipe = found
    ? convolve(found.shapes, epilogue)
    : matmul(product, { inputs, output: uses.shapeOf(product.output) }, epilogue, repeated !== null);
  const first = uses.storageOf(found ? found.image : (repeated ?? at(product.inputs, 0)));
  return { job: jobOf(recipe, bias === null ? [first, second] : [first, second, bias], output), absorbed };
}

/** The gradient of a convolution's image: a product that is only made to be folded. */
export function foldedProductJob(fold: OpOf<'fold'>, uses: Uses): FusedProduct | null {
  const folded = at(fold.inputs, 0);
  const product = uses.made(folded, 'matmul');
  if (!product || uses.onlyReader(folded) === null) return null;
  const { transposeA, transposeB } = product.attributes;
  const shape = uses.shapeOf(product.output);
  if (transposeA || !transposeB || shape.length !== 2 || shape[1] !== uses.shapeOf(folded)[3]) return null;
  const filters = at(uses.shapeOf(at(product.inputs, 0)), 1);
  const recipe = convolveInput({ image: uses.shapeOf(fold.output), window: fold.attributes.window, filters });
  const reads = product.inputs.map((id) => uses.storageOf(id));
  return { job: jobOf(recipe, reads, fold.output), absorbed: [product] };
}
