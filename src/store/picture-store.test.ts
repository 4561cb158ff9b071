import { expect, test } from 'vitest';
import type { Picture } from '../core/runs/protocol.ts';
import { createPictureStore } from './picture-store.ts';

const gates = (...values: number[]): Picture => ({
  kind: 'gates',
  shape: [values.length],
  values: Float32Array.from(values),
  total: values.length,
});

test('a picture that did not change stays the same object, one that did is replaced, one that is gone is gone', () => {
  const store = createPictureStore();
  store.receive(1, { one: gates(0.25, 0.75), two: gates(1), three: gates(1) });
  const before = store.getState().byNode;
  store.receive(1, { one: gates(0.25, 0.75), two: gates(0.5, 0.5) });
  const after = store.getState().byNode;
  expect(after.one).toBe(before.one);
  expect(after.two).not.toBe(before.two);
  expect(Object.keys(after)).toEqual(['one', 'two']);
});

test('another program has other pictures, alike or not', () => {
  const store = createPictureStore();
  store.receive(1, { one: gates(1) });
  const { one } = store.getState().byNode;
  store.receive(2, { one: gates(1) });
  expect(store.getState()).toMatchObject({ generation: 2 });
  expect(store.getState().byNode.one).not.toBe(one);
});
