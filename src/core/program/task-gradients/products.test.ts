import { expect, it } from 'vitest';
import { at } from '../../util/assert-never.ts';
import { randomStream } from '../../util/random.ts';
import { ProgramBuilder, type Tensor } from '../builder.ts';
import { gradients } from '../differentiate.ts';
import { interpret } from '../reference/interpret.ts';
import { sizeOf } from '../shapes.ts';
import { simplify } from '../simplify.ts';
import { cheapestForms } from './gramian.ts';
import { productsOf } from './products.ts';
import { taskGradients } from './task-gradients.ts';
import { models } from './testing/models.ts';

type Numbers = readonly Float64Array[];
const named = Object.entries(models).flatMap(([name, model]) => (model ? [[name, model] as const] : []));

const drawn = (shapes: readonly (readonly number[])[], seed: number): Numbers =>
  shapes.map((shape, i) => {
    const random = randomStream(seed, 'products', i);
    return Float64Array.from({ length: sizeOf(shape) }, () => 0.7 * random.normal());
  });

function values(b: ProgramBuilder, wanted: readonly Tensor[], parameters: Numbers): Numbers {
  const { program, remap } = simplify(
    b.build(),
    wanted.map(({ id }) => id),
  );
  const ids = wanted.map(({ id }) => remap(id));
  const found = interpret(program, { parameters }, ids);
  return ids.map((id) => found.get(id) ?? new Float64Array(0));
}

it.each(named)('are those of gradients at two places, each from a pass of its own: %s', (_, model) => {
  const { shapes, losses } = model;
  const both = [...drawn(shapes, 1), ...drawn(shapes, 2)];
  const here = (b: ProgramBuilder, place: number): Tensor[] =>
    shapes.map((shape, index) => b.source({ kind: 'parameter', index: place * shapes.length + index }, shape));
  const first = new ProgramBuilder();
  const { length: count } = losses(first, here(first, 0));
  const apart = [0, 1].map((place) => {
    return Array.from({ length: count }, (__, task) => {
      const b = new ProgramBuilder();
      const wrt = here(b, place);
      const found = gradients(b, at(losses(b, wrt), task), wrt);
      const numbers = values(
        b,
        found.flatMap((gradient) => gradient ?? []),
        both,
      );
      let next = 0;
      return found.map((gradient) => (gradient ? at(numbers, next++) : null));
    });
  });
  const [lefts = [], rights = []] = apart;
  const serving = shapes.map((__, index) => lefts.filter((row) => row[index] !== null).length);
  for (const over of ['shared', 'all'] as const) {
    const b = new ProgramBuilder();
    const sets = [0, 1].map((place) => {
      const wrt = here(b, place);
      return cheapestForms(b, taskGradients(b, losses(b, wrt), wrt));
    });
    const { length: tasks } = lefts;
    const [found] = values(b, [productsOf(b, sets[0] ?? [], sets[1] ?? [], tasks, over)], both);
    const expected = lefts.flatMap((left) =>
      rights.map((right) =>
        left.reduce((sum, own, index) => {
          const other = right[index];
          if (!own || !other || (over === 'shared' && at(serving, index) < 2)) return sum;
          return sum + own.reduce((all, value, k) => all + value * at(other, k), 0);
        }, 0),
      ),
    );
    const size = Math.max(1, ...expected.map(Math.abs));
    expect(found).toHaveLength(expected.length);
    expected.forEach((value, i) => {
      expect(Math.abs(at(found ?? [], i) - value) / size).toBeLessThan(1e-10);
    });
  }
});
