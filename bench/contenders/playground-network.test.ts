import { expect, test } from 'vitest';
import { at } from '../../src/core/util/assert-never.ts';
import { randomStream } from '../../src/core/util/random.ts';
import { type LayerWeights, PlaygroundNetwork } from './playground-network.ts';

const sizes = [3, 4, 2];
const random = randomStream(5, 'test');

const weights = (): LayerWeights[] =>
  sizes.slice(1).map((units, i) => ({
    kernel: Float32Array.from({ length: at(sizes, i) * units }, () => random.normal()),
    bias: Float32Array.from({ length: units }, () => random.normal() / 2),
  }));

const examples = Array.from({ length: 5 }, () => Float32Array.from({ length: 3 }, () => random.normal()));
const targets = examples.map(() => [random.normal(), random.normal()]);

/** The mean over the examples of Σ (output − target)². */
const loss = (network: PlaygroundNetwork): number =>
  examples.reduce((sum, example, i) => {
    const outputs = network.forward(example);
    return sum + outputs.reduce((all, output, k) => all + (output - at(at(targets, i), k)) ** 2, 0) / examples.length;
  }, 0);

test('an update moves every weight against the derivative that finite differences give', () => {
  const layers = weights();
  const network = new PlaygroundNetwork(3, layers);
  examples.forEach((example, i) => {
    network.backward(network.forward(example).map((output, k) => 2 * (output - at(at(targets, i), k))));
  });
  const rate = 1e-5;
  const before = loss(network);
  network.update(rate);
  const after = loss(network);
  // Σ over all weights of the squared derivative, from a network of its own for every nudge.
  const nudge = 1e-3;
  let squares = 0;
  for (const layer of layers)
    for (const numbers of [layer.kernel, layer.bias])
      for (let i = 0; i < numbers.length; i++) {
        const value = at(numbers, i);
        const lossAt = (moved: number): number => {
          numbers[i] = moved;
          const result = loss(new PlaygroundNetwork(3, layers));
          numbers[i] = value;
          return result;
        };
        squares += ((lossAt(value + nudge) - lossAt(value - nudge)) / (2 * nudge)) ** 2;
      }
  expect(squares).toBeGreaterThan(0.1);
  expect((before - after) / (rate * squares)).toBeCloseTo(1, 2);
});

test('derivatives of a batch do not linger into the next', () => {
  const network = new PlaygroundNetwork(3, weights());
  const example = at(examples, 0);
  network.forward(example);
  network.backward([1, 1]);
  network.update(0.1);
  const settled = network.forward(example);
  network.backward([0, 0]);
  network.update(0.1);
  expect(network.forward(example)).toEqual(settled);
});
