import { afterAll, describe, expect, test } from 'vitest';
import { digitsShared } from '../../../../core/presets/digits.ts';
import { at } from '../../../../core/util/assert-never.ts';
import { everyLayer, sameBits } from '../../conformance/documents.ts';
import { smallRun } from '../../conformance/small-documents.ts';
import { packFromDisk } from '../../conformance/testing/packs.ts';
import { regularized } from '../../conformance/testing/weighing.ts';
import type { Session } from '../../executor.ts';
import { blockOf, freshSession, programOf, randomData } from '../../tfjs/testing.ts';
import { kernelBytes } from '../testing/kernel-bytes.ts';
import { nodeThreads } from '../testing/node-threads.ts';
import { createWasmExecutor } from '../wasm-executor.ts';
import type { SpawnThread } from './messages.ts';
import { createThreadedWasmExecutor } from './threaded-executor.ts';

const workers = nodeThreads();
afterAll(() => workers.end());

const program = programOf(digitsShared(), 16);
const data = randomData(program, 0.9);
const blocks = [3, 4, 2].map((count, i) => blockOf(program, count, 1e-3 / (i + 1)));
const threaded = async (spawn: SpawnThread): Promise<Session> =>
  freshSession(await createThreadedWasmExecutor(kernelBytes('threaded'), { threads: 2, spawn, leastPart: 0 }), program, data);

async function buffersOf(session: Session): Promise<Float32Array[]> {
  const evaluated = await session.evaluate(Int32Array.from([5, 3, 8]));
  return [await session.read('parameters'), await session.read('optimizer'), ...Object.values(evaluated)];
}

/** What one thread makes of all blocks. */
async function expected(): Promise<Float32Array[]> {
  const session = await freshSession(await createWasmExecutor(kernelBytes()), program, data);
  const losses = [];
  for (const block of blocks) losses.push(await session.run(block));
  return [...losses, ...(await buffersOf(session))];
}
const alone = await expected();

const agree = (actual: readonly Float32Array[]): boolean => actual.every((values, i) => sameBits(values, at(alone, i)));

describe('one thread goes on alone, with the same bits', () => {
  test.each([
    [
      'does not start',
      'no such file',
      (_: unknown, onDeath: (reason: string) => void) => {
        queueMicrotask(() => onDeath('no such file'));
        return { post: () => undefined, terminate: () => undefined };
      },
    ],
    [
      'cannot use the kernels',
      'no memory',
      (onMessage: Parameters<SpawnThread>[0]) => ({
        post: () => onMessage({ type: 'failed', reason: 'no memory' }),
        terminate: () => undefined,
      }),
    ],
  ] satisfies [string, string, SpawnThread][])('where another %s', async (_, reason, spawn) => {
    const session = await threaded(spawn);
    expect(session.reduced).toEqual({ device: 'CPU, 1 thread', reason });
    const losses = [];
    for (const block of blocks) losses.push(await session.run(block));
    expect(agree([...losses, ...(await buffersOf(session))])).toBe(true);
    session.dispose();
  });

  test('where another dies between two blocks', async () => {
    const mortal = nodeThreads();
    const session = await threaded(mortal.spawn);
    expect(session.reduced).toBeNull();
    const losses = [await session.run(at(blocks, 0)), await session.run(at(blocks, 1))];
    expect(session.reduced).toBeNull();
    await mortal.end();
    losses.push(await session.run(at(blocks, 2)));
    expect(session.reduced).toEqual({ device: 'CPU, 1 thread', reason: 'the worker ended' });
    expect(agree([...losses, ...(await buffersOf(session))])).toBe(true);
  });

  test('where another falls silent in the middle: what was trained before is trained again', async () => {
    // Says that it is ready and does nothing: the others wait for it in the first step.
    const silent: SpawnThread = (onMessage) => ({ post: () => onMessage({ type: 'ready' }), terminate: () => undefined });
    const session = await threaded(silent);
    const losses = [];
    for (const block of blocks) losses.push(await session.run(block));
    expect(session.reduced?.reason).toBe('a thread fell silent');
    expect(agree([...losses, ...(await buffersOf(session))])).toBe(true);
  });
});

test('a step that is cut in two, because its weights are chosen in between, is trained again as a whole', async () => {
  const { program: balanced, data: rows, block } = await smallRun(everyLayer(), 6, packFromDisk, { gramian: true });
  const reference = await freshSession(await createWasmExecutor(kernelBytes()), balanced, rows);
  const losses = await reference.runBalanced(block, regularized);
  const mortal = nodeThreads();
  const executor = await createThreadedWasmExecutor(kernelBytes('threaded'), { threads: 2, spawn: mortal.spawn, leastPart: 0 });
  const session = await freshSession(executor, balanced, rows);
  let ended: Promise<void> | undefined;
  const actual = await session.runBalanced(block, (...given) => {
    if (given[2] === 3) ended = mortal.end();
    return regularized(...given);
  });
  await ended;
  expect(sameBits(actual, losses)).toBe(true);
  expect(sameBits(await session.read('parameters'), await reference.read('parameters'))).toBe(true);
  expect(sameBits(await session.run(block), await reference.run(block))).toBe(true);
  expect(session.reduced).not.toBeNull();
});

test('weights that are written count as the beginning of what may have to be trained again', async () => {
  const mortal = nodeThreads();
  const session = await threaded(mortal.spawn);
  await session.run(at(blocks, 1));
  const [parameters, optimizer] = await buffersOf(await freshSession(await createWasmExecutor(kernelBytes()), program, data));
  await session.write('parameters', parameters ?? new Float32Array(0));
  await session.write('optimizer', optimizer ?? new Float32Array(0));
  const losses = [await session.run(at(blocks, 0))];
  await mortal.end();
  losses.push(await session.run(at(blocks, 1)), await session.run(at(blocks, 2)));
  expect(agree([...losses, ...(await buffersOf(session))])).toBe(true);
});

test('the threads of a session end with it', async () => {
  let running = 0;
  const counted: SpawnThread = (onMessage, onDeath) => {
    const link = workers.spawn(onMessage, onDeath);
    running++;
    return {
      post: link.post,
      terminate() {
        running--;
        link.terminate();
      },
    };
  };
  const session = await threaded(counted);
  expect(running).toBe(1);
  session.dispose();
  expect(running).toBe(0);
});
