import type { Initializer } from '../../../core/program/types.ts';
import { assertNever } from '../../../core/util/assert-never.ts';
import { pyTuple } from '../pytorch/python.ts';

/** What the page begins with, as an expression. */
export function initialValue(initializer: Initializer, shape: readonly number[]): string {
  const of = pyTuple(shape);
  switch (initializer.kind) {
    case 'zeros':
      return `ops.zeros(${of})`;
    case 'ones':
      return `ops.ones(${of})`;
    case 'constant':
      return `ops.full(${of}, ${initializer.value}, dtype="float32")`;
    case 'glorot': {
      const bound = `(6 / ${initializer.fanIn + initializer.fanOut}) ** 0.5`;
      return `keras.random.uniform(${of}, -(${bound}), ${bound})`;
    }
    case 'he':
      return `keras.random.normal(${of}, 0.0, (2 / ${initializer.fanIn}) ** 0.5)`;
    case 'normal':
      return `keras.random.normal(${of}, 0.0, ${initializer.deviation})`;
    case 'listed': {
      const runs: [number, number][] = [];
      for (const value of initializer.values) {
        const before = runs.at(-1);
        if (before && before[0] === value) before[1]++;
        else runs.push([value, 1]);
      }
      const pieces = runs.map(([value, count]) => `ops.full((${count},), ${value}, dtype="float32")`);
      return `ops.reshape(ops.concatenate(${pyTuple(pieces)}), ${of})`;
    }
    default:
      return assertNever(initializer);
  }
}
