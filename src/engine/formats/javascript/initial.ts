import type { Initializer } from '../../../core/program/types.ts';
import { assertNever } from '../../../core/util/assert-never.ts';
import { jsList } from './source.ts';

/** What the page begins with, as an expression. */
export function initialValue(initializer: Initializer, shape: readonly number[]): string {
  const of = jsList(shape);
  switch (initializer.kind) {
    case 'zeros':
      return `tf.zeros(${of})`;
    case 'ones':
      return `tf.ones(${of})`;
    case 'constant':
      return `tf.fill(${of}, ${initializer.value})`;
    case 'glorot': {
      const bound = `Math.sqrt(6 / ${initializer.fanIn + initializer.fanOut})`;
      return `tf.randomUniform(${of}, -${bound}, ${bound})`;
    }
    case 'he':
      return `tf.randomNormal(${of}, 0, Math.sqrt(2 / ${initializer.fanIn}))`;
    case 'normal':
      return `tf.randomNormal(${of}, 0, ${initializer.deviation})`;
    case 'listed': {
      const runs: [number, number][] = [];
      for (const value of initializer.values) {
        const before = runs.at(-1);
        if (before && before[0] === value) before[1]++;
        else runs.push([value, 1]);
      }
      const pieces = runs.map(([value, count]) => `tf.fill([${count}], ${value})`);
      return `tf.reshape(tf.concat(${jsList(pieces)}), ${of})`;
    }
    default:
      return assertNever(initializer);
  }
}
