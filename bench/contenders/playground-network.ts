import { at } from '../../src/core/util/assert-never.ts';

/**
 * A network of objects after the published algorithm of TensorFlow Playground (Smilkov et al., 2017, its `nn.ts`), written for the bench:
 * nodes and links, forward and backward example by example, derivatives accumulated over a batch, one update of plain gradient descent
 * per batch. Beyond the original, which learns from the first output only, every output node has a derivative of its own.
 */
interface Link {
  weight: number;
  readonly source: Unit;
  readonly target: Unit;
  accumulated: number;
}

interface Unit {
  bias: number;
  readonly incoming: Link[];
  readonly outgoing: Link[];
  totalInput: number;
  output: number;
  outputDerivative: number;
  inputDerivative: number;
  accumulated: number;
}

const unit = (): Unit => ({
  bias: 0,
  incoming: [],
  outgoing: [],
  totalInput: 0,
  output: 0,
  outputDerivative: 0,
  inputDerivative: 0,
  accumulated: 0,
});

/** Weights of a layer: kernel [inputs, units] row-major, bias [units]. */
export interface LayerWeights {
  readonly kernel: Float32Array;
  readonly bias: Float32Array;
}

export class PlaygroundNetwork {
  private readonly layers: Unit[][];
  private examples = 0;

  /** relu in every hidden layer, the identity at the end. */
  constructor(inputs: number, weights: readonly LayerWeights[]) {
    const input = Array.from({ length: inputs }, unit);
    this.layers = [input];
    for (const { kernel, bias } of weights) {
      const before = at(this.layers, this.layers.length - 1);
      const layer = Array.from(bias, (b) => ({ ...unit(), bias: b, incoming: [], outgoing: [] }));
      layer.forEach((target: Unit, j) => {
        before.forEach((source, i) => {
          const link: Link = { weight: at(kernel, i * layer.length + j), source, target, accumulated: 0 };
          source.outgoing.push(link);
          target.incoming.push(link);
        });
      });
      this.layers.push(layer);
    }
  }

  /** The outputs for one example. */
  forward(example: Float32Array): number[] {
    at(this.layers, 0).forEach((node, i) => {
      node.output = at(example, i);
    });
    for (let depth = 1; depth < this.layers.length; depth++) {
      const last = depth === this.layers.length - 1;
      for (const node of at(this.layers, depth)) {
        let sum = node.bias;
        for (const { weight, source } of node.incoming) sum += weight * source.output;
        node.totalInput = sum;
        node.output = last ? sum : Math.max(0, sum);
      }
    }
    return at(this.layers, this.layers.length - 1).map(({ output }) => output);
  }

  /** Adds the derivatives of the example that went forward last; `derivatives`: of its loss, by each output. */
  backward(derivatives: readonly number[]): void {
    at(this.layers, this.layers.length - 1).forEach((node, i) => {
      node.outputDerivative = at(derivatives, i);
    });
    for (let depth = this.layers.length - 1; depth >= 1; depth--) {
      const last = depth === this.layers.length - 1;
      for (const node of at(this.layers, depth)) {
        node.inputDerivative = last || node.totalInput > 0 ? node.outputDerivative : 0;
        node.accumulated += node.inputDerivative;
        for (const link of node.incoming) link.accumulated += node.inputDerivative * link.source.output;
      }
      if (depth === 1) continue;
      for (const node of at(this.layers, depth - 1)) {
        node.outputDerivative = 0;
        for (const { weight, target } of node.outgoing) node.outputDerivative += weight * target.inputDerivative;
      }
    }
    this.examples++;
  }

  /** Moves every weight against the mean of the derivatives since the last update. */
  update(rate: number): void {
    for (const layer of this.layers.slice(1)) {
      for (const node of layer) {
        node.bias -= (rate * node.accumulated) / this.examples;
        node.accumulated = 0;
        for (const link of node.incoming) {
          link.weight -= (rate * link.accumulated) / this.examples;
          link.accumulated = 0;
        }
      }
    }
    this.examples = 0;
  }
}
