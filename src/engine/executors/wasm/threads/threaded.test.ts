import { afterAll, describe, expect, test } from 'vitest';
import { conformanceCases } from '../../conformance/conformance.ts';
import { documents, everyLayer, sameBits } from '../../conformance/documents.ts';
import { randomGraphCases } from '../../conformance/random-programs.ts';
import { runOn } from '../../conformance/run.ts';
import { smallRun } from '../../conformance/small-documents.ts';
import { packFromDisk } from '../../conformance/testing/packs.ts';
import { documentOf, type Switches, steppedBy } from '../../conformance/testing/three-tasks.ts';
import { regularized } from '../../conformance/testing/weighing.ts';
import type { Executor } from '../../executor.ts';
import { blockOf, freshSession, programOf, randomData } from '../../tfjs/testing.ts';
import { kernelBytes } from '../testing/kernel-bytes.ts';
import { nodeThreads } from '../testing/node-threads.ts';
import { createWasmExecutor } from '../wasm-executor.ts';
import { createThreadedWasmExecutor } from './threaded-executor.ts';

const workers = nodeThreads();
afterAll(() => workers.end());

const alone = await createWasmExecutor(kernelBytes());
/** Every operation that can be divided is, however small. */
const together = onThreads(
  await createThreadedWasmExecutor(kernelBytes('threaded'), { threads: 3, spawn: workers.spawn, leastPart: 0 }),
);

/** Refuses sessions that fell back to one thread: they would prove nothing. */
function onThreads(executor: Executor): Executor {
  return {
    ...executor,
    async load(program, data) {
      const session = await executor.load(program, data);
      const run = session.run.bind(session);
      const runBalanced = session.runBalanced.bind(session);
      const predict = session.predict.bind(session);
      session.runBalanced = async (block, weigh) => {
        const losses = await runBalanced(block, weigh);
        expect(session.reduced).toBeNull();
        return losses;
      };
      session.run = async (block) => {
        const losses = await run(block);
        expect(session.reduced).toBeNull();
        return losses;
      };
      session.predict = async (feeds, count) => {
        const outputs = await predict(feeds, count);
        expect(session.reduced).toBeNull();
        return outputs;
      };
      expect(session.reduced).toBeNull();
      return session;
    },
  };
}

describe('three threads give the bits of one', () => {
  test.each([...conformanceCases, ...randomGraphCases(60)].map((item) => [item.name, item] as const))(
    '%s',
    async (_, { play }) => {
      expect(await play(together)).toEqual(await play(alone));
    },
  );

  test('steps whose weights follow from the Gramian of the task gradients', async () => {
    const run = { ...(await smallRun(everyLayer(), 4, packFromDisk, { gramian: true })), weigh: regularized };
    expect(await runOn(together, run)).toEqual(await runOn(alone, run));
  });

  // Of every kind of step: by losses, Gramian, gradients kept or drawn, further batches, validation; by groups, where tasks part, now and then.
  const methods: readonly (readonly [string, Switches])[] = [
    ['dwa', {}],
    ['uw', {}],
    ['upgrad', {}],
    ['famo', {}],
    ['moco', {}],
    ['excess-mtl', {}],
    ['graddrop', {}],
    ['trimmed-mean', {}],
    ['sdmgrad', {}],
    ['moml', {}],
    ['forum', {}],
    ['db-mtl', { perNode: true, heads: 'weights' }],
    ['mgda', { representation: true }],
    ['gradnorm', { perSet: true, every: 3 }],
  ];
  test.each(methods)('steps balanced by %s %o', async (method, switches) => {
    const document = documentOf(method, {}, { switches, upper: true });
    expect(await steppedBy(together, document)).toEqual(await steppedBy(alone, document));
  });

  test.each(documents)('%s, trained, evaluated, again and again', async (_, document) => {
    const program = programOf(document, 11);
    const data = randomData(program, 0.9);
    const block = blockOf(program, 5);
    const rows = Int32Array.from({ length: 19 }, (__, i) => i * 3);
    const results = [];
    for (const executor of [alone, together, together]) {
      const session = await freshSession(executor, program, data);
      const losses = await session.run(block);
      const evaluated = await session.evaluate(rows);
      const state = await session.read('state');
      results.push([
        losses,
        ...Object.values(evaluated),
        state,
        await session.read('parameters'),
        await session.read('optimizer'),
      ]);
      session.dispose();
    }
    const [one = [], ...others] = results;
    for (const other of others) {
      expect(other.map((values, i) => sameBits(values, one[i] ?? new Float32Array(0)))).toEqual(other.map(() => true));
    }
  });
});
