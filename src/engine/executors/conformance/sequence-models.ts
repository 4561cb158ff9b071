import type { ProgramBuilder, Tensor } from '../../../core/program/builder.ts';
import { updateOf } from '../../../core/program/optimizers/update-of.ts';
import type { Shape } from '../../../core/program/types.ts';
import { at } from '../../../core/util/assert-never.ts';
import type { ModelSpec } from '../self-test/programs.ts';

const adam = updateOf({ kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-7 });
const classes = 5;
/** Samples of the data. */
const count = 64;

/** Hands out parameters in order, as a model's loss asks for them. */
class Taker {
  private next = 0;

  constructor(private readonly parameters: readonly Tensor[]) {}

  take(): Tensor {
    return at(this.parameters, this.next++);
  }
}

/** x [..., I] times a matrix [I, O], and a bias [O]. */
function dense(b: ProgramBuilder, x: Tensor, given: Taker): Tensor {
  const [matrix, bias] = [given.take(), given.take()];
  const [inner, outer] = [at(matrix.shape, 0), at(matrix.shape, 1)];
  const flat = b.reshape(x, [x.shape.slice(0, -1).reduce((product, extent) => product * extent, 1), inner]);
  return b.reshape(b.add2(b.matmul(flat, matrix), bias), [...x.shape.slice(0, -1), outer]);
}
const denseShapes = (inner: number, outer: number): Shape[] => [[inner, outer], [outer]];

function layerNorm(b: ProgramBuilder, x: Tensor, given: Taker): Tensor {
  const axis = x.shape.length - 1;
  const centred = b.sub(x, b.mean(x, [axis], true));
  const variance = b.mean(b.unary('square', centred), [axis], true);
  const normal = b.mul(centred, b.unary('rsqrt', b.add2(variance, b.scalar(1e-5))));
  return b.add2(b.mul(normal, given.take()), given.take());
}

export interface TransformerSize {
  readonly batch: number;
  readonly tokens: number;
  readonly width: number;
  readonly heads: number;
  readonly vocabulary: number;
}

/** Softmax(q kᵀ / √d) v for every head; x [N, L, W]. */
function attention(b: ProgramBuilder, x: Tensor, heads: number, given: Taker): Tensor {
  const [batch = 1, tokens = 1, width = 1] = x.shape;
  const inner = width / heads;
  const split = (y: Tensor): Tensor =>
    b.reshape(b.transpose(b.reshape(y, [batch, tokens, heads, inner]), [0, 2, 1, 3]), [batch * heads, tokens, inner]);
  const [q, k, v] = [split(dense(b, x, given)), split(dense(b, x, given)), split(dense(b, x, given))];
  const shares = b.softmax(b.scale(b.matmul(q, k, false, true), 1 / Math.sqrt(inner)));
  const mixed = b.reshape(b.matmul(shares, v), [batch, heads, tokens, inner]);
  return dense(b, b.reshape(b.transpose(mixed, [0, 2, 1, 3]), [batch, tokens, width]), given);
}

/** Token and position embedding, one pre-norm Transformer block (Xiong et al., 2020) with a GELU layer of four times the width, a mean, a head. */
export function transformer({ batch, tokens, width, heads, vocabulary }: TransformerSize): ModelSpec {
  const square = denseShapes(width, width);
  return {
    batch,
    data: [
      { name: 'tokens', input: { shape: [count, tokens], values: { ids: vocabulary } } },
      { name: 'labels', input: { shape: [count], values: { ids: classes } } },
    ],
    parameters: [
      [vocabulary, width],
      [tokens, width],
      [width],
      [width],
      ...square,
      ...square,
      ...square,
      ...square,
      [width],
      [width],
      ...denseShapes(width, 4 * width),
      ...denseShapes(4 * width, width),
      ...denseShapes(width, classes),
    ],
    optimizer: adam,
    loss(b, batchOf, parameters) {
      const given = new Taker(parameters);
      const embedded = b.add2(b.gather(given.take(), at(batchOf, 0)), given.take());
      const attended = b.add2(embedded, attention(b, layerNorm(b, embedded, given), heads, given));
      const inner = dense(b, layerNorm(b, attended, given), given);
      const gate = b.unary('sigmoid', b.scale(inner, 1.702));
      const out = b.add2(attended, dense(b, b.mul(inner, gate), given));
      const logits = dense(b, b.mean(out, [1]), given);
      return b.mean(b.softmaxCrossEntropy(logits, b.oneHot(at(batchOf, 1), classes)));
    },
  };
}

export interface GruSize {
  readonly batch: number;
  readonly steps: number;
  readonly features: number;
  readonly units: number;
}

/** A GRU (Cho et al., 2014; reset after the product) unrolled over a sequence of features, its last state, a head. */
export function gru({ batch, steps, features, units }: GruSize): ModelSpec {
  return {
    batch,
    data: [
      { name: 'x', input: { shape: [count, steps, features], values: 'reals' } },
      { name: 'labels', input: { shape: [count], values: { ids: classes } } },
    ],
    parameters: [...denseShapes(features, 3 * units), ...denseShapes(units, 3 * units), ...denseShapes(units, classes)],
    optimizer: adam,
    loss(b, batchOf, parameters) {
      const recurrent = parameters.slice(2, 4);
      const arriving = dense(b, at(batchOf, 0), new Taker(parameters));
      let state = b.fill([batch, units], 0);
      for (let t = 0; t < steps; t++) {
        const own = b.reshape(b.slice(arriving, [0, t, 0], [batch, 1, 3 * units]), [batch, 3 * units]);
        const fed = dense(b, state, new Taker(recurrent));
        const part = (x: Tensor, index: number): Tensor => b.slice(x, [0, index * units], [batch, units]);
        const update = b.unary('sigmoid', b.add2(part(own, 0), part(fed, 0)));
        const reset = b.unary('sigmoid', b.add2(part(own, 1), part(fed, 1)));
        const candidate = b.unary('tanh', b.add2(part(own, 2), b.mul(reset, part(fed, 2))));
        state = b.add2(b.mul(update, state), b.mul(b.sub(b.scalar(1), update), candidate));
      }
      return b.mean(b.softmaxCrossEntropy(dense(b, state, new Taker(parameters.slice(4))), b.oneHot(at(batchOf, 1), classes)));
    },
  };
}
