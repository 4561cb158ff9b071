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

test('planes and other pictures come apart and stay beside one another', () => {
  const store = createPictureStore();
  const plane: Picture = { kind: 'plane', shape: [1, 1], values: Float32Array.of(0.5), total: 1 };
  store.receive(1, { gate: gates(1) });
  store.receive(1, { head: plane }, true);
  expect(Object.keys(store.getState().byNode)).toEqual(['gate', 'head']);
  store.receive(1, {});
  expect(store.getState().byNode).toEqual({ head: plane });
  store.receive(1, {}, true);
  expect(store.getState().byNode).toEqual({});
});
