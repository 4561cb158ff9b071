import { expect, it } from 'vitest';
import { languages } from '../../util/localized.ts';
import { adagrad } from './adagrad.ts';
import { adam } from './adam.ts';
import { rmsprop } from './rmsprop.ts';

it.each([
  [adam, '1e-7', adam.schema.parse({ kind: 'adam' }).epsilon],
  [rmsprop, '0.9', rmsprop.schema.parse({ kind: 'rmsprop' }).decay],
  [adagrad, '0.1', adagrad.schema.parse({ kind: 'adagrad' }).initialAccumulator],
] as const)('$kind says by which defaults it differs from PyTorch', ({ text }, figure, value) => {
  expect(Number(figure)).toBe(value);
  for (const language of languages) expect(text.more?.[language]).toContain(figure);
});
