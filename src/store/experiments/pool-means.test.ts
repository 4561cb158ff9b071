import { expect, it } from 'vitest';
import { poolMeans } from './pool-means.ts';

it('as many runs at a time as there are processors, on one thread each; on a GPU one after the other', () => {
  expect(poolMeans('wasm', 2)).toEqual({ choice: { executor: 'wasm', oneThread: true }, size: 2 });
  expect(poolMeans('wasm', 64)).toEqual({ choice: { executor: 'wasm', oneThread: true }, size: 8 });
  expect(poolMeans('webgpu', 64)).toEqual({ choice: { executor: 'webgpu' }, size: 1 });
});

it('on a single processor nothing keeps a run from its threads', () => {
  expect(poolMeans('wasm', 1)).toEqual({ choice: { executor: 'wasm' }, size: 1 });
});
