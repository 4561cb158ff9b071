import { expect, it } from 'vitest';
import { at } from '../../core/util/assert-never.ts';
import type { Executor } from './executor.ts';
import { createExecutorPool } from './executor-pool.ts';
import { none } from './testing/fake-choice.ts';

const executor: Executor = {
  id: 'wasm',
  backend: 'wasm',
  device: 'fake',
  load: () => Promise.reject(new Error('not used')),
  lost: new Promise(() => undefined),
  dispose: () => undefined,
};

it('a self-test that broke off is made again for the next who asks; one that found a fault is not', async () => {
  const outcomes: (() => Promise<string | null>)[] = [
    () => Promise.reject(new Error('busy')),
    async () => 'its results differ',
    async () => null,
  ];
  let tests = 0;
  const pool = createExecutorPool({ start: async () => executor, selfTest: () => at(outcomes, tests++)() });
  const get = () => pool.get({ id: 'wasm', backend: 'wasm' }, none, true);
  await expect(Promise.all([get(), get()])).rejects.toThrow('busy');
  await expect(get()).rejects.toThrow('differ');
  await expect(get()).rejects.toThrow('differ');
  expect(tests).toBe(2);
});
