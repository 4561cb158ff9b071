import { describe, expect, it } from 'vitest';
import { at } from '../../util/assert-never.ts';
import { randomStream } from '../../util/random.ts';
import { ProgramBuilder, type Tensor } from '../builder.ts';
import { gradients } from '../differentiate.ts';
import { interpret } from '../reference/interpret.ts';
import { sizeOf } from '../shapes.ts';
import { simplify } from '../simplify.ts';
import type { Program, Shape, ValueId } from '../types.ts';
import { combined } from './combine.ts';
import { cheapestForms, gramianOf } from './gramian.ts';
import { multipliedOut, type TaskGradient, taskGradients } from './task-gradients.ts';
import { constant, crossEntropy, dense, type Model, models, randomModel, squared } from './testing/models.ts';

type Numbers = readonly Float64Array[];

const drawn = (shapes: readonly Shape[], seed: number): Numbers =>
  shapes.map((shape, i) => {
    const random = randomStream(seed, 'parameter', i);
    return Float64Array.from({ length: sizeOf(shape) }, () => 0.7 * random.normal());
  });

function begin({ shapes, losses }: Model) {
  const b = new ProgramBuilder();
  const parameters = shapes.map((shape, index) => b.source({ kind: 'parameter', index }, shape));
  return { b, parameters, losses: losses(b, parameters) };
}

/** The values of some tensors of a program, with what nobody reads left out. */
function evaluate(program: Program, wanted: readonly Tensor[], parameters: Numbers): Numbers {
  const { program: small, remap } = simplify(
    program,
    wanted.map(({ id }) => id),
  );
  const ids = wanted.map(({ id }): ValueId => remap(id));
  const values = interpret(small, { parameters }, ids);
  return ids.map((id) => values.get(id) ?? new Float64Array(0));
}

/** One task's gradient of every parameter by an ordinary backward pass of its own; null where none reaches it. */
function separately(model: Model, parameters: Numbers): (Float64Array | null)[][] {
  const count = begin(model).losses.length;
  return Array.from({ length: count }, (_, task) => {
    const { b, parameters: tensors, losses } = begin(model);
    const found = gradients(b, at(losses, task), tensors);
    const numbers = evaluate(
      b.build(),
      found.flatMap((gradient) => gradient ?? []),
      parameters,
    );
    let next = 0;
    return found.map((gradient) => (gradient ? at(numbers, next++) : null));
  });
}

/** The same from the batched pass: [task][parameter]. */
function together(model: Model, parameters: Numbers): (Float64Array | null)[][] {
  const { b, parameters: tensors, losses } = begin(model);
  const found = taskGradients(b, losses, tensors);
  const stacks = found.map((gradient) => gradient && (gradient.form === 'stack' ? gradient.tensor : multipliedOut(b, gradient)));
  const numbers = evaluate(
    b.build(),
    stacks.flatMap((stack) => stack ?? []),
    parameters,
  );
  let next = 0;
  const stackOf = stacks.map((stack) => (stack ? at(numbers, next++) : null));
  return losses.map((_, task) =>
    found.map((gradient, index) => {
      const place = gradient ? gradient.tasks.indexOf(task) : -1;
      const size = sizeOf(at(model.shapes, index));
      return place < 0 ? null : (stackOf[index]?.slice(place * size, (place + 1) * size) ?? null);
    }),
  );
}

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(actual).toHaveLength(expected.length);
  for (let i = 0; i < expected.length; i++)
    expect(Math.abs(at(actual, i) - at(expected, i)) / Math.max(1, Math.abs(at(expected, i)))).toBeLessThan(1e-10);
}

const dot = (x: Float64Array, y: Float64Array): number => x.reduce((sum, value, i) => sum + value * at(y, i), 0);

/** K from gradients that were computed one task at a time. */
function gramianByHand(each: readonly (readonly (Float64Array | null)[])[]): number[] {
  return each.flatMap((left) =>
    each.map((right) =>
      left.reduce((sum, own, index) => {
        const other = right[index];
        const serves = each.filter((gradients) => gradients[index] !== null).length;
        return own && other && serves > 1 ? sum + dot(own, other) : sum;
      }, 0),
    ),
  );
}

/** The weighted gradient of every parameter, and K; `forms` may choose how the gradients are kept. */
function balanced(
  model: Model,
  parameters: Numbers,
  weights: readonly number[],
  taskWeights: readonly number[],
  forms: (b: ProgramBuilder, gradients: readonly (TaskGradient | null)[]) => readonly (TaskGradient | null)[],
) {
  const { b, parameters: tensors, losses } = begin(model);
  const each = forms(b, taskGradients(b, losses, tensors));
  const gramian = gramianOf(b, each, losses.length);
  const found = each.map(
    (gradient, index) =>
      gradient &&
      combined(b, gradient, at(model.shapes, index), {
        shared: (tasks) =>
          b.constant(
            tasks.map((task) => at(weights, task)),
            [1, tasks.length],
          ),
        own: (task) => b.constant([at(taskWeights, task)], []),
      }),
  );
  const program = b.build();
  const [k, ...numbers] = evaluate(program, [gramian, ...found.flatMap((gradient) => gradient ?? [])], parameters);
  let next = 0;
  return { gramian: k ?? new Float64Array(0), gradients: found.map((gradient) => (gradient ? at(numbers, next++) : null)) };
}

const all: readonly (readonly [string, Model])[] = [
  ...Object.entries(models),
  ...Array.from({ length: 25 }, (_, seed) => [`random network ${seed}`, randomModel(seed)] as const),
];

describe.each(all)('%s', (_, model) => {
  const parameters = drawn(model.shapes, 9);
  const expected = separately(model, parameters);

  it('gives the gradients that a backward pass for each task gives', () => {
    const actual = together(model, parameters);
    expected.forEach((row, task) => {
      row.forEach((gradient, index) => {
        const own = actual[task]?.[index] ?? null;
        expect(own === null).toBe(gradient === null);
        if (own && gradient) expectClose(own, gradient);
      });
    });
  });

  it.each([
    ['in their cheapest form', cheapestForms],
    ['as they come', (__: ProgramBuilder, given: readonly (TaskGradient | null)[]) => given],
  ] as const)('gives K and the weighted gradient from gradients %s', (__, forms) => {
    const weights = expected.map((___, task) => 0.4 + 0.3 * task);
    const taskWeights = expected.map((___, task) => 2 - 0.5 * task);
    const { gramian, gradients: found } = balanced(model, parameters, weights, taskWeights, forms);
    expectClose(gramian, gramianByHand(expected));
    found.forEach((gradient, index) => {
      const serves = expected.filter((row) => row[index] !== null).length;
      const weightOf = (task: number): number => (serves > 1 ? at(weights, task) : at(taskWeights, task));
      const sum = new Float64Array(sizeOf(at(model.shapes, index)));
      expected.forEach((row, task) => {
        row[index]?.forEach((value, i) => {
          sum[i] = at(sum, i) + weightOf(task) * value;
        });
      });
      expect(gradient === null).toBe(serves === 0);
      if (gradient) expectClose(gradient, sum);
    });
  });
});

it('gives the gradients of every task by finite differences', () => {
  for (const name of ['hard sharing', 'convolutions with pools and batch normalisation', 'an embedding']) {
    const model = models[name];
    if (!model) throw new Error(name);
    const parameters = drawn(model.shapes, 4);
    const { b, losses } = begin(model);
    const program = b.build();
    const actual = together(model, parameters);
    const width = 1e-5;
    parameters.forEach((numbers, index) => {
      numbers.forEach((centre, i) => {
        const lossesAt = (x: number): number[] => {
          numbers[i] = x;
          return evaluate(program, losses, parameters).map((loss) => at(loss, 0));
        };
        const [above, below] = [lossesAt(centre + width), lossesAt(centre - width)];
        numbers[i] = centre;
        above.forEach((value, task) => {
          const gradient = actual[task]?.[index]?.[i] ?? 0;
          expect(gradient).toBeCloseTo((value - at(below, task)) / (2 * width), 6);
        });
      });
    });
  }
});

it('keeps the gradients of wide layers factored, and multiplies those of layers with many rows out', () => {
  const formsOf = (model: Model): (string | undefined)[] => {
    const { b, parameters, losses } = begin(model);
    return cheapestForms(b, taskGradients(b, losses, parameters)).map((gradient) => gradient?.form);
  };
  const wide: Model = {
    shapes: [[50, 40], [40], [40, 1], [40, 1]],
    losses(b, p) {
      const hidden = dense(b, constant(b, [6, 50], 'x'), at(p, 0), at(p, 1));
      return [squared(b, b.matmul(hidden, at(p, 2))), squared(b, b.matmul(hidden, at(p, 3)))];
    },
  };
  expect(formsOf(wide)).toEqual(['product', 'rowSum', 'stack', 'stack']);
  const tall = models['more rows than weights'];
  expect(tall && formsOf(tall)).toEqual(['stack', 'stack', 'stack', 'stack']);
});

it('has as many products outside the heads for ten tasks as for two', () => {
  const products = (tasks: number): number => {
    const model: Model = {
      shapes: [[50, 40], [40], [40, 40], [40], ...Array.from({ length: tasks }, () => [40, 3])],
      losses(b, p) {
        const low = dense(b, constant(b, [6, 50], 'x'), at(p, 0), at(p, 1));
        const high = dense(b, low, at(p, 2), at(p, 3));
        return Array.from({ length: tasks }, (_, task) => crossEntropy(b, b.matmul(high, at(p, 4 + task))));
      },
    };
    const { b, parameters, losses } = begin(model);
    const gramian = gramianOf(b, cheapestForms(b, taskGradients(b, losses, parameters)), tasks);
    const { program } = simplify(b.build(), [gramian.id]);
    // Each head has one product forwards and one backwards.
    return program.ops.filter(({ kind }) => kind === 'matmul').length - 2 * tasks;
  };
  expect(products(10)).toBe(products(2));
});
