import { expect, it } from 'vitest';
import { poolMeans } from './pool-means.ts';

const ours = { id: 'wasm', backend: 'wasm' } as const;

it('as many runs at a time as there are processors, on one thread each; on a GPU one after the other', () => {
  expect(poolMeans(ours, 2)).toEqual({ choice: { executor: 'wasm', oneThread: true }, size: 2, cappedFrom: null });
  // The page says so where it takes fewer than there are.
  expect(poolMeans(ours, 8)).toMatchObject({ size: 8, cappedFrom: null });
  expect(poolMeans(ours, 64)).toEqual({ choice: { executor: 'wasm', oneThread: true }, size: 8, cappedFrom: 64 });
  expect(poolMeans({ id: 'webgpu', backend: 'webgpu' }, 64)).toEqual({
    choice: { executor: 'webgpu' },
    size: 1,
    cappedFrom: null,
  });
});

it('on a single processor nothing keeps a run from its threads', () => {
  expect(poolMeans(ours, 1)).toEqual({ choice: { executor: 'wasm' }, size: 1, cappedFrom: null });
});

it('runs are repeated on the backend of tfjs that the page runs on', () => {
  expect(poolMeans({ id: 'tfjs', backend: 'cpu' }, 4)).toEqual({
    choice: { executor: 'tfjs', backend: 'cpu' },
    size: 1,
    cappedFrom: null,
  });
});
