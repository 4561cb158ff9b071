import { expect, test } from 'vitest';
import { ProgramBuilder, type Tensor } from '../../../core/program/builder.ts';
import { interpret } from '../../../core/program/reference/interpret.ts';
import { kinkWatch } from './kinks.ts';

function clearanceOf(
  a: readonly number[],
  b: readonly number[],
  build: (b: ProgramBuilder, x: Tensor, y: Tensor) => Tensor,
): number {
  const builder = new ProgramBuilder();
  const x = builder.source({ kind: 'parameter', index: 0 }, [a.length]);
  const y = builder.source({ kind: 'parameter', index: 1 }, [b.length]);
  build(builder, x, y);
  const { watch, clearance } = kinkWatch();
  interpret(builder.build(), { parameters: [a, b] }, [], watch);
  return clearance();
}

test('a relu is as clear of its kink as its operand is far from 0, unless it is 0', () => {
  expect(clearanceOf([0, -3, 0.25], [0], (b, x) => b.unary('relu', x))).toBe(0.25);
});

test('a maximum is as clear of its kink as its operands are apart', () => {
  expect(clearanceOf([1, 2], [1.5, 2], (b, x, y) => b.binary('max', x, y))).toBe(0.5);
  expect(clearanceOf([1, 2], [4], (b, x, y) => b.binary('max', x, y))).toBe(2);
});

test('smooth operations have no kinks', () => {
  expect(clearanceOf([1e-9, 2], [1, 1], (b, x, y) => b.binary('mul', b.unary('tanh', x), y))).toBe(Number.POSITIVE_INFINITY);
});
