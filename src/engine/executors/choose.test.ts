import { describe, expect, test } from 'vitest';
import type { ExecutorChoice } from '../../core/runs/executor-info.ts';
import { DiagnosticError, diagnostic } from '../../core/util/diagnostics.ts';
import { adapter, device, geforce, none, request, swiftshader, taken } from './testing/fake-choice.ts';

/** 3 GiB are needed, and 1 GiB is there. */
const lacking = { needed: 3 * 2 ** 30, limit: 2 ** 30 };

describe('without a hardware GPU', () => {
  test('our WebAssembly is taken, its speed said, and tfjs never loaded', async () => {
    const { chooser, speedTest, started } = device(none, { speeds: { wasm: 690 } });
    const { info } = await taken(chooser, request(speedTest));
    expect(info).toMatchObject({ id: 'wasm', backend: 'wasm', device: 'the wasm device', reasonCode: 'noWebgpu' });
    expect(info.measured).toEqual([{ id: 'wasm', backend: 'wasm', stepsPerSecond: 690 }]);
    expect(started).toEqual(['wasm']);
  });

  test('a software adapter is never taken by itself', async () => {
    const { chooser, speedTest, started } = device(adapter(swiftshader), { speeds: { webgpu: 1e6, wasm: 1 } });
    const { info } = await taken(chooser, request(speedTest));
    expect(info).toMatchObject({ id: 'wasm', reasonCode: 'softwareAdapter' });
    expect(info.reason).toContain('google swiftshader');
    expect(started).toEqual(['wasm']);
  });

  test.each([
    ['does not start', { broken: { wasm: 'no SIMD' } }, 'no SIMD'],
    ['computes something else', { faults: { wasm: 'it differs by 0.5' } }, 'it differs by 0.5'],
    ['cannot run the program', { speeds: { wasm: new Error('what is this') } }, 'what is this'],
  ])('tfjs stands in where ours %s, and the reason is said', async (_, world, error) => {
    const { chooser, speedTest } = device(none, world);
    const { info, learned } = await taken(chooser, request(speedTest));
    expect(info).toMatchObject({
      id: 'tfjs',
      backend: 'wasm',
      reasonCode: 'substitute',
      reasonValues: { executor: 'wasm', error },
    });
    // The file may be there next time.
    expect(learned).toBeUndefined();
  });

  test('a large step is also measured on several threads of tfjs', async () => {
    const { chooser, speedTest } = device(none, { speeds: { wasm: 4, 'tfjs wasm': 7 } });
    const { info, learned } = await taken(chooser, request({ ...speedTest, flopsPerStep: 1e9 }));
    expect(info).toMatchObject({ id: 'tfjs', backend: 'wasm', reasonCode: 'measured' });
    expect(learned?.measured).toHaveLength(2);
  });

  test.each([
    [{ 'wasm ×8': 90, 'wasm ×4': 70, wasm: 30, 'tfjs wasm': 10 }, 8],
    [{ 'wasm ×8': 20, 'wasm ×4': 40, wasm: 30, 'tfjs wasm': 10 }, 4],
    [{ 'wasm ×8': 20, 'wasm ×4': 25, wasm: 30, 'tfjs wasm': 10 }, undefined],
  ])(
    'a large step is measured on several threads of ours and on one, and what was fastest is remembered: %j',
    async (speeds, threads) => {
      const { chooser, speedTest, started } = device(none, { speeds, threads: [8, 4] });
      const large = { ...speedTest, flopsPerStep: 1e9 };
      const { info, learned } = await taken(chooser, request(large));
      expect(info.measured?.[0]).toMatchObject({ id: 'wasm', ...(threads === undefined ? {} : { threads }) });
      expect(info.measured).toHaveLength(4);
      expect(info.notes).toEqual([{ code: 'noWebgpu', values: {} }]);
      expect(info.reason).toContain('WebGPU is not available here');
      const again = device(none, { speeds, threads: [8, 4] });
      await taken(again.chooser, request(large, { remembered: learned ? [learned] : [] }));
      expect(again.started).toEqual([threads === undefined ? 'wasm' : `wasm ×${threads}`]);
      expect(started).toHaveLength(4);
    },
  );

  test('where threads do not start, one does the work', async () => {
    const { chooser, speedTest } = device(none, { threads: [2], broken: { 'wasm ×2': 'no shared memory' } });
    const { info } = await taken(chooser, request({ ...speedTest, flopsPerStep: 5e7 }));
    expect(info).toMatchObject({ id: 'wasm', device: 'the wasm device' });
    expect(info.measured).toHaveLength(1);
  });

  test('where a large step runs only on tfjs, the reason is said', async () => {
    const { chooser, speedTest } = device(none, { broken: { wasm: 'no SIMD' } });
    const { info } = await taken(chooser, request({ ...speedTest, flopsPerStep: 1e9 }));
    expect(info).toMatchObject({ id: 'tfjs', backend: 'wasm', reasonCode: 'substitute', reasonValues: { error: 'no SIMD' } });
  });

  test('plain JavaScript comes last', async () => {
    const { chooser, speedTest, started } = device(none, { broken: { wasm: 'a', 'tfjs wasm': 'no WebAssembly' } });
    const { info } = await taken(chooser, request(speedTest));
    expect(info).toMatchObject({
      id: 'tfjs',
      backend: 'cpu',
      reasonCode: 'wasmFailed',
      reasonValues: { error: 'no WebAssembly' },
    });
    expect(started).toEqual(['wasm', 'tfjs wasm', 'tfjs cpu']);
  });

  test('where nothing starts it says so', async () => {
    const { chooser, speedTest } = device(none, { broken: { wasm: 'a', 'tfjs wasm': 'b', 'tfjs cpu': 'c' } });
    expect(await chooser.choose(request(speedTest))).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'page.noBackend', values: { error: 'c' } }],
    });
  });
});

describe('on a hardware GPU', () => {
  test.each([
    [{ webgpu: 900, wasm: 100 }, 'webgpu'],
    [{ webgpu: 400, wasm: 150_000 }, 'wasm'],
  ])('the fastest is taken, and the figures are said: %j', async (speeds, winner) => {
    const { chooser, speedTest, started } = device(adapter(geforce), { speeds });
    const { info } = await taken(chooser, request(speedTest));
    expect(info).toMatchObject({ id: winner, reasonCode: 'measured' });
    expect(info.measured?.map(({ id }) => id)).toEqual(winner === 'wasm' ? ['wasm', 'webgpu'] : ['webgpu', 'wasm']);
    expect(info.reason).toContain(`the fastest here: ${winner}`);
    expect(started).toEqual(['webgpu', 'wasm']);
  });

  test('one whose numbers are wrong is not even measured', async () => {
    const { chooser, speedTest, measured } = device(adapter(geforce), {
      speeds: { webgpu: 9000, 'tfjs webgpu': 50, wasm: 100 },
      faults: { webgpu: 'it differs by 0.5' },
    });
    const { info } = await taken(chooser, request(speedTest));
    expect(info).toMatchObject({ id: 'wasm', reasonCode: 'measured' });
    expect(measured).toEqual(['tfjs webgpu', 'wasm']);
  });

  test('tfjs on the GPU is taken where our executor for it fails and the CPU is slower', async () => {
    const { chooser, speedTest } = device(adapter(geforce), { speeds: { 'tfjs webgpu': 500 }, broken: { webgpu: 'no device' } });
    expect((await taken(chooser, request(speedTest))).info).toMatchObject({
      id: 'tfjs',
      backend: 'webgpu',
      reasonCode: 'substitute',
      reasonValues: { executor: 'webgpu', error: 'no device' },
    });
  });

  test('the CPU is taken where no GPU executor works, with the reason', async () => {
    const { chooser, speedTest } = device(adapter(geforce), {
      broken: { webgpu: 'no device', 'tfjs webgpu': 'no device either' },
    });
    expect((await taken(chooser, request(speedTest))).info).toMatchObject({
      id: 'wasm',
      reasonCode: 'webgpuFailed',
      reasonValues: { error: 'no device either' },
    });
  });

  test('the CPU is not tried with what would take it seconds a step', async () => {
    const { chooser, speedTest, started } = device(adapter(geforce), { speeds: { webgpu: 200 } });
    const { info } = await taken(chooser, request({ ...speedTest, flopsPerStep: 5e9 }));
    expect(info).toMatchObject({ id: 'webgpu', reasonCode: 'hardwareGpu' });
    expect(started).toEqual(['webgpu']);
  });

  test('a program that fits only one memory is run there', async () => {
    const { chooser, speedTest } = device(adapter(geforce), { speeds: { webgpu: 1, wasm: 1000 } });
    const { info } = await taken(
      chooser,
      request({ ...speedTest, shortage: ({ backend }) => (backend === 'webgpu' ? null : lacking) }),
    );
    expect(info).toMatchObject({ id: 'webgpu', reasonCode: 'hardwareGpu' });
  });

  test('where the GPU has too little memory, the CPU is taken and the figures are said', async () => {
    const { chooser, speedTest, started } = device(adapter(geforce), {});
    const small = { ...speedTest, shortage: ({ backend }: { backend: string }) => (backend === 'webgpu' ? lacking : null) };
    const { info } = await taken(chooser, request(small));
    expect(info).toMatchObject({
      id: 'wasm',
      reasonCode: 'tooLarge',
      reasonValues: { executor: 'webgpu', needed: '3.0 GiB', limit: '1.0 GiB' },
    });
    expect(started).toEqual(['wasm']);
  });

  test('figures do not hide that our executor for the GPU was refused', async () => {
    const { chooser, speedTest } = device(adapter(geforce), {
      speeds: { 'tfjs webgpu': 50, wasm: 100 },
      faults: { webgpu: 'it differs by 0.5' },
    });
    const { info } = await taken(chooser, request(speedTest));
    expect(info).toMatchObject({
      id: 'wasm',
      reasonCode: 'measured',
      notes: [{ code: 'passedOver', values: { executor: 'webgpu', error: 'it differs by 0.5' } }],
    });
    expect(info.reason).toContain('webgpu cannot be used: it differs by 0.5');
  });
});

describe('a program that cannot be run', () => {
  test('is refused in the words of the executor', async () => {
    const tooLarge = new DiagnosticError(
      diagnostic('training.bufferTooLarge', { needed: '9', limit: '1', device: 'GPU' }, 'graph'),
    );
    const { chooser, speedTest } = device(none, { speeds: { wasm: tooLarge, 'tfjs wasm': tooLarge, 'tfjs cpu': tooLarge } });
    expect(await chooser.choose(request(speedTest))).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'training.bufferTooLarge' }],
    });
  });

  test('is not measured where it fits nowhere: whoever asks refuses it', async () => {
    const { chooser, speedTest, measured } = device(none);
    const { info } = await taken(chooser, request({ ...speedTest, shortage: () => lacking }));
    expect(info.id).toBe('wasm');
    expect(measured).toEqual([]);
  });
});

describe('a forced choice', () => {
  test.each([
    [{ executor: 'webgpu' }, 'webgpu'],
    [{ executor: 'wasm' }, 'wasm'],
    [{ executor: 'tfjs', backend: 'cpu' }, 'tfjs cpu'],
    [{ backend: 'webgpu' }, 'tfjs webgpu'],
  ] satisfies [ExecutorChoice, string][])('is honoured and said, without test or measurement: %j', async (choice, name) => {
    const { chooser, speedTest, started, measured } = device(adapter(swiftshader), { faults: { [name]: 'slow and wrong' } });
    const { info } = await taken(chooser, request(speedTest, { choice }));
    expect(info).toMatchObject({ reasonCode: 'forced', reason: 'asked for in the address', device: `the ${name} device` });
    expect(started).toEqual([name]);
    expect(measured).toEqual([]);
  });

  test('of tfjs alone compares its backends', async () => {
    const { chooser, speedTest, started } = device(adapter(geforce), { speeds: { 'tfjs wasm': 5, 'tfjs webgpu': 50 } });
    const { info } = await taken(chooser, request(speedTest, { choice: { executor: 'tfjs' } }));
    expect(info).toMatchObject({ id: 'tfjs', backend: 'webgpu', reasonCode: 'forced' });
    expect(info.reason).toBe('asked for in the address; measured: tfjs webgpu 50 steps/s, tfjs wasm 5 steps/s');
    expect(started).toEqual(['tfjs webgpu', 'tfjs wasm']);
  });

  test.each([
    [{ executor: 'wasm' }, 'wasm', 'wasm'],
    [{ backend: 'webgl' }, 'tfjs webgl', 'webgl'],
  ] satisfies [ExecutorChoice, string, string][])(
    'that does not start is refused with the reason: %j',
    async (choice, name, backend) => {
      const { chooser, speedTest } = device(none, { broken: { [name]: 'not here' } });
      expect(await chooser.choose(request(speedTest, { choice }))).toMatchObject({
        ok: false,
        diagnostics: [{ code: 'page.backendUnavailable', values: { backend, error: 'not here' } }],
      });
    },
  );

  test('that contradicts itself is refused', async () => {
    const { chooser, speedTest } = device(none);
    expect(await chooser.choose(request(speedTest, { choice: { executor: 'wasm', backend: 'cpu' } }))).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'page.backendUnavailable', values: { backend: 'cpu' } }],
    });
  });
});
