import { expect, it } from 'vitest';
import { repeatedKey } from './repeated-key.ts';

it('finds a key that stands twice at the outermost level, however it is written', () => {
  expect(repeatedKey('{"a": 1, "b": 2, "a": 3}')).toBe('a');
  expect(repeatedKey('{"a": 1, "\\u0061": 3}')).toBe('a');
  expect(repeatedKey('{"a\\"b": "x", "c": ":", "a\\"b": []}')).toBe('a"b');
});

it('leaves alone what only looks like one', () => {
  expect(repeatedKey('{"a": {"x": 1}, "b": {"x": 1}, "x": ["a", "a", "b"]}')).toBeNull();
  expect(repeatedKey('{"a": "\\"a\\": 1, \\"a\\": 2", "b": "a"}')).toBeNull();
  expect(repeatedKey('[{"a": 1}, {"a": 1}]')).toBeNull();
  expect(repeatedKey('{}')).toBeNull();
});
