import { describe, expect, test } from 'vitest';
import type { BackendId, ExecutorChoice } from '../../core/runs/protocol.ts';
import { type ChosenExecutor, createExecutor, type ExecutorEnvironment, realEnvironment } from './choose.ts';
import type { AdapterDescription, GpuProbe } from './decision.ts';
import type { Executor } from './executor.ts';

const geforce: AdapterDescription = { vendor: 'nvidia', architecture: 'ampere', description: 'NVIDIA GeForce RTX 3060' };
const swiftshader: AdapterDescription = { vendor: 'google', architecture: 'swiftshader', description: '' };

const adapter = (description: AdapterDescription): GpuProbe => ({ kind: 'adapter', adapter: description });

function fakeExecutor(backend: BackendId, device: string): Executor {
  return {
    id: 'tfjs',
    backend,
    device,
    lost: new Promise(() => undefined),
    load: () => Promise.reject(new Error('not used')),
    dispose: () => undefined,
  };
}

/** A device with the given adapter, on which the backends in `broken` do not start. */
function device(probe: GpuProbe, broken: Partial<Record<BackendId, string>> = {}, fault: string | null = null) {
  const tried: BackendId[] = [];
  const environment: ExecutorEnvironment = {
    probeGpu: async () => probe,
    selfTest: async () => fault,
    async start(backend, adapter) {
      tried.push(backend);
      const reason = broken[backend];
      if (reason) throw new Error(reason);
      return fakeExecutor(backend, adapter);
    },
  };
  return { environment, tried };
}

async function chosen(choice: ExecutorChoice, environment: ExecutorEnvironment): Promise<ChosenExecutor['info']> {
  const result = await createExecutor(choice, environment);
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join());
  return result.value.info;
}

describe('the choice of a backend', () => {
  test('takes WebGPU on a hardware adapter and names the adapter', async () => {
    const info = await chosen({}, device(adapter(geforce)).environment);
    expect(info).toMatchObject({ backend: 'webgpu', reasonCode: 'hardwareGpu', device: 'NVIDIA GeForce RTX 3060' });
    expect(info.reason).toContain('NVIDIA GeForce RTX 3060');
  });

  test('takes wasm where there is no WebGPU', async () => {
    const { environment, tried } = device({ kind: 'none' });
    expect(await chosen({}, environment)).toMatchObject({ backend: 'wasm', reasonCode: 'noWebgpu' });
    expect(tried).toEqual(['wasm']);
  });

  test.each([
    swiftshader,
    { vendor: 'mesa', architecture: '', description: 'llvmpipe (LLVM 15.0.6, 256 bits)' },
    { vendor: 'microsoft', architecture: 'warp', description: 'Microsoft Basic Render Driver' },
    { ...geforce, isFallbackAdapter: true },
  ])('never takes a software adapter by itself: %j', async (software) => {
    const { environment, tried } = device(adapter(software));
    expect(await chosen({}, environment)).toMatchObject({ backend: 'wasm', reasonCode: 'softwareAdapter' });
    expect(tried).toEqual(['wasm']);
  });

  test('takes a software adapter where WebGPU is forced, and says that it was forced', async () => {
    const info = await chosen({ backend: 'webgpu' }, device(adapter(swiftshader), {}, 'slow and wrong').environment);
    expect(info).toMatchObject({ backend: 'webgpu', reasonCode: 'forced', device: 'google swiftshader' });
  });

  test('honours a forced backend on a machine that has a better one', async () => {
    const { environment, tried } = device(adapter(geforce));
    expect(await chosen({ executor: 'tfjs', backend: 'cpu' }, environment)).toMatchObject({
      backend: 'cpu',
      reasonCode: 'forced',
    });
    expect(tried).toEqual(['cpu']);
  });

  test('does not trust a GPU whose numbers are wrong', async () => {
    const info = await chosen({}, device(adapter(geforce), {}, 'its results differ by 0.5').environment);
    expect(info).toMatchObject({
      backend: 'wasm',
      reasonCode: 'webgpuFailed',
      reasonValues: { error: 'its results differ by 0.5' },
    });
  });

  test('falls back step by step and says what failed last', async () => {
    const { environment, tried } = device(adapter(geforce), { webgpu: 'no device', wasm: 'no SIMD' });
    expect(await chosen({}, environment)).toMatchObject({
      backend: 'cpu',
      reasonCode: 'wasmFailed',
      reasonValues: { error: 'no SIMD' },
    });
    expect(tried).toEqual(['webgpu', 'wasm', 'cpu']);
  });

  test('refuses a forced backend that does not start, with the reason', async () => {
    const result = await createExecutor({ backend: 'webgl' }, device({ kind: 'none' }, { webgl: 'no context' }).environment);
    expect(result).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'page.backendUnavailable', values: { backend: 'webgl', error: 'no context' } }],
    });
  });

  test('refuses an executor that does not exist yet', async () => {
    const result = await createExecutor({ executor: 'wasm' }, device({ kind: 'none' }).environment);
    expect(result).toMatchObject({ ok: false, diagnostics: [{ code: 'page.backendUnavailable' }] });
  });

  test('says so where nothing starts', async () => {
    const result = await createExecutor({}, device({ kind: 'none' }, { wasm: 'a', cpu: 'b' }).environment);
    expect(result).toMatchObject({ ok: false, diagnostics: [{ code: 'page.noBackend', values: { error: 'b' } }] });
  });
});

test('in Node the wasm backend is chosen, for there is no WebGPU', async () => {
  expect(await chosen({}, realEnvironment({}))).toMatchObject({
    backend: 'wasm',
    reasonCode: 'noWebgpu',
    device: 'CPU, 1 thread',
  });
});

test('in Node a forced WebGPU is refused', async () => {
  const result = await createExecutor({ backend: 'webgpu' }, realEnvironment({}));
  expect(result).toMatchObject({ ok: false, diagnostics: [{ code: 'page.backendUnavailable' }] });
});

test('the self-test passes on the cpu backend', async () => {
  const environment = realEnvironment({});
  const executor = await environment.start('cpu', 'test');
  expect(await environment.selfTest(executor)).toBeNull();
});

test('the self-test finds an executor that computes something else', async () => {
  const environment = realEnvironment({});
  const good = await environment.start('cpu', 'test');
  const wrong: Executor = {
    ...fakeExecutor('cpu', 'test'),
    async load(program, data) {
      const session = await good.load(program, data);
      const run = session.run.bind(session);
      session.run = async (block) => (await run(block)).map((loss) => loss * 1.01);
      return session;
    },
  };
  expect(await environment.selfTest(wrong)).toContain('differ');
});
