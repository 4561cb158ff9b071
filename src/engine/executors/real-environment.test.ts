import { describe, expect, test } from 'vitest';
import type { ExecutorChoice } from '../../core/runs/executor-info.ts';
import { createExecutorChooser, type SpeedTest } from './choose.ts';
import type { Executor } from './executor.ts';
import { realEnvironment } from './real-environment.ts';
import { device, none, request, taken } from './testing/fake-choice.ts';
import { kernelBytes } from './wasm/testing/kernel-bytes.ts';

describe('in Node', () => {
  const real = () => realEnvironment({ fetchKernels: async () => kernelBytes(), memoryLimitBytes: () => 1e9 });

  test('our WebAssembly is chosen, for there is no WebGPU, and passes its self-test', async () => {
    const { speedTest } = device(none);
    const measured: SpeedTest = { ...speedTest, stepsPerSecond: async () => 7 };
    const { info } = await taken(createExecutorChooser(real()), request(measured));
    expect(info).toMatchObject({ id: 'wasm', backend: 'wasm', reasonCode: 'noWebgpu', device: 'CPU, 1 thread' });
  });

  test.each([{ executor: 'webgpu' }, { backend: 'webgpu' }] satisfies ExecutorChoice[])(
    'a forced WebGPU is refused: %j',
    async (choice) => {
      const { speedTest } = device(none);
      expect(await createExecutorChooser(real()).choose(request(speedTest, { choice }))).toMatchObject({
        ok: false,
        diagnostics: [{ code: 'page.backendUnavailable' }],
      });
    },
  );

  test('the self-test finds an executor that computes something else', async () => {
    const good = await real().start({ id: 'tfjs', backend: 'cpu' }, none);
    expect(await real().selfTest(good)).toBeNull();
    const wrong: Executor = {
      id: 'tfjs',
      backend: 'cpu',
      device: 'test',
      lost: new Promise(() => undefined),
      dispose: () => undefined,
      async load(program, data) {
        const session = await good.load(program, data);
        const run = session.run.bind(session);
        session.run = async (block) => (await run(block)).map((loss) => loss * 1.01);
        return session;
      },
    };
    expect(await real().selfTest(wrong)).toContain('differ');
  });
});
