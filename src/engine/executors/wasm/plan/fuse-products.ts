import { sizeOf } from '../../../../core/program/shapes.ts';
import type { Op, OpOf, ValueId } from '../../../../core/program/types.ts';
import { at } from '../../../../core/util/assert-never.ts';
import { opConvolve, opConvolveFilter, opConvolveInput } from '../ids.ts';
import type { Job, Places, Words } from './job.ts';
import { activationOf, type Epilogue, matmul } from './kernels/matmul.ts';
import { geometry } from './kernels/windows.ts';
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

/** Places whose unfolded cells fit a second-level cache together with what they are multiplied with. */
const placesAtATime = (cells: number): number => Math.max(16, Math.floor(16384 / cells) & ~3);

interface Convolution {
  readonly reads: readonly ValueId[];
  readonly cells: number;
  readonly words: (places: Places, part: number) => Words;
}

/** A product whose first argument is an unfolded image: unfolded part by part. */
function convolution(product: OpOf<'matmul'>, uses: Uses, tail: Tail, epilogue: Epilogue): Convolution | null {
  const [a, b] = [at(product.inputs, 0), at(product.inputs, 1)];
  const { transposeA, transposeB } = product.attributes;
  const unfold = uses.made(a, 'unfold');
  const shape = uses.shapeOf(a);
  if (!unfold || transposeB || shape.length !== 2) return null;
  const image = at(unfold.inputs, 0);
  const cells = at(uses.shapeOf(unfold.output), 3);
  if (shape[1] !== cells) return null;
  const filters = at(uses.shapeOf(product.output), 1);
  const how = geometry(uses.shapeOf(image), unfold.attributes.window);
  const [x, y] = [uses.storageOf(image), uses.storageOf(b)];
  const common = (p: Places, part: number): Words => [...how, p.output, at(p.reads, 0), at(p.reads, 1), filters, p.room, part];
  if (transposeA) {
    return { reads: [x, y], cells, words: (p, part) => [opConvolveFilter, ...common(p, part)] };
  }
  return {
    reads: tail.bias === null ? [x, y] : [x, y, tail.bias],
    cells,
    words: (p, part) => [
      opConvolve,
      ...common(p, part),
      epilogue.bias === undefined ? 0 : at(p.reads, epilogue.bias),
      activationOf(epilogue),
    ],
  };
}

/** A matrix product with the bias and relu that follow it; over an unfolded image as a convolution. */
export function productJob(product: OpOf<'matmul'>, uses: Uses): FusedProduct {
  const tail = tailOf(product, uses);
  const epilogue: Epilogue = { ...(tail.bias === null ? {} : { bias: 2 }), relu: tail.relu };
  // A filter's gradient is added up part by part: nothing can follow it.
  const whole = product.attributes.transposeA ? { ...tail, bias: null, relu: false, output: product.output, absorbed: [] } : tail;
  const found = convolution(product, uses, tail, epilogue);
  if (found) {
    const { reads, cells, words } = found;
    const part = placesAtATime(cells);
    const job = { reads, output: whole.output, roomBytes: 4 * part * cells, words: (p: Places) => [words(p, part)] };
    return { job, absorbed: whole.absorbed };
  }
  const inputs = product.inputs.map((id) => uses.shapeOf(id));
  const { words } = matmul(product, { inputs, output: uses.shapeOf(product.output) }, epilogue);
  const reads = [...product.inputs.map((id) => uses.storageOf(id)), ...(tail.bias === null ? [] : [tail.bias])];
  return { job: { reads, output: tail.output, roomBytes: 0, words }, absorbed: tail.absorbed };
}

/** The gradient of a convolution's image: a product that is only made to be folded is folded part by part. */
export function foldedProductJob(fold: OpOf<'fold'>, uses: Uses): FusedProduct | null {
  const folded = at(fold.inputs, 0);
  const product = uses.made(folded, 'matmul');
  if (!product || uses.onlyReader(folded) === null) return null;
  const { transposeA, transposeB } = product.attributes;
  const shape = uses.shapeOf(product.output);
  const cells = at(uses.shapeOf(folded), 3);
  if (transposeA || !transposeB || shape.length !== 2 || shape[1] !== cells) return null;
  const filters = at(uses.shapeOf(at(product.inputs, 0)), 1);
  const how = geometry(uses.shapeOf(fold.output), fold.attributes.window);
  const part = placesAtATime(cells);
  const words = (p: Places): Words[] => [
    [opConvolveInput, ...how, p.output, at(p.reads, 0), at(p.reads, 1), filters, p.room, part],
  ];
  const reads = product.inputs.map((id) => uses.storageOf(id));
  return { job: { reads, output: fold.output, roomBytes: 4 * part * cells, words }, absorbed: [product] };
}
