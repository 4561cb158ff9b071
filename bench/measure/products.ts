import { looking } from '../../src/core/compile/looking.ts';
import { ProgramBuilder } from '../../src/core/program/builder.ts';
import type { Executor } from '../../src/engine/executors/executor.ts';

const size = 512;
const products = 2;
const turns = 20;

/** GFLOP/s of an executor in products of 512 × 512 matrices, the fastest turn: how far its kernels go where arithmetic is all there is. */
export async function productSpeed(executor: Executor): Promise<number> {
  const b = new ProgramBuilder();
  const x = b.source({ kind: 'feed', name: 'x' }, [size, size]);
  let product = x;
  for (let i = 0; i < products; i++) product = b.matmul(product, x);
  b.output('product', product);
  const nothing = looking({ parameters: [], parameterCount: 0, states: [], stateCount: 0 });
  const session = await executor.load({ ...nothing, predict: b.build(), predictBatchSize: size }, {});
  // Their product is what they are.
  const feeds = { x: new Float32Array(size * size).fill(1 / size) };
  let best = 0;
  for (let turn = 0; turn < turns; turn++) {
    const began = performance.now();
    await session.predict(feeds, size);
    best = Math.max(best, (products * 2 * size ** 3) / (performance.now() - began) / 1e6);
  }
  session.dispose();
  return best;
}
