import { describe, expect, test } from 'vitest';
import type { ExecutorChoice, RememberedSpeeds } from '../../core/runs/protocol.ts';
import { DiagnosticError, diagnostic } from '../../core/util/diagnostics.ts';
import { type ChoiceRequest, type ChosenExecutor, createExecutorChooser, type ExecutorChooser, type Trial } from './choose.ts';
import { type AdapterDescription, candidateName, type GpuProbe } from './decision.ts';
import type { Executor } from './executor.ts';
import { realEnvironment } from './real-environment.ts';
import { kernelBytes } from './wasm/testing/kernel-bytes.ts';

const geforce: AdapterDescription = { vendor: 'nvidia', architecture: 'ampere', description: 'NVIDIA GeForce RTX 3060' };
const swiftshader: AdapterDescription = { vendor: 'google', architecture: 'swiftshader', description: '' };

const adapter = (description: AdapterDescription): GpuProbe => ({ kind: 'adapter', adapter: description });
const none: GpuProbe = { kind: 'none' };

/** What fakes do, by the candidate's name. */
interface FakeWorld {
  /** Steps per second; an error where the program cannot be run; 10 where nothing is said. */
  readonly speeds?: Record<string, number | Error>;
  /** What does not start, and why. */
  readonly broken?: Record<string, string>;
  /** What fails its self-test. */
  readonly faults?: Record<string, string>;
}

/** A device on which everything that happens is written down. */
function device(probe: GpuProbe, world: FakeWorld = {}) {
  const started: string[] = [];
  const measured: string[] = [];
  const ended: string[] = [];
  const names = new Map<Executor, string>();
  const lose = new Map<string, (reason: string) => void>();
  const chooser = createExecutorChooser({
    probeGpu: async () => probe,
    selfTest: async (executor) => world.faults?.[names.get(executor) ?? ''] ?? null,
    async start(candidate) {
      const name = candidateName(candidate);
      started.push(name);
      const reason = world.broken?.[name];
      if (reason) throw new Error(reason);
      const executor: Executor = {
        ...candidate,
        device: `the ${name} device`,
        lost: new Promise((resolve) => lose.set(name, resolve)),
        load: () => Promise.reject(new Error('not used')),
        dispose: () => ended.push(name),
      };
      names.set(executor, name);
      return executor;
    },
  });
  const trial: Trial = {
    size: '5-10-20',
    flopsPerStep: 1e6,
    fits: () => true,
    async stepsPerSecond(executor) {
      const name = names.get(executor) ?? '';
      measured.push(name);
      const speed = world.speeds?.[name] ?? 10;
      if (speed instanceof Error) throw speed;
      return speed;
    },
  };
  return { chooser, trial, started, measured, ended, lose };
}

const request = (trial: Trial, more: Partial<ChoiceRequest> = {}): ChoiceRequest => ({
  choice: {},
  trial,
  remembered: [],
  afresh: false,
  ...more,
});

async function taken(chooser: ExecutorChooser, asked: ChoiceRequest): Promise<ChosenExecutor> {
  const result = await chooser.choose(asked);
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join());
  return result.value;
}

describe('without a hardware GPU', () => {
  test('our WebAssembly is taken, its speed said, and tfjs never loaded', async () => {
    const { chooser, trial, started } = device(none, { speeds: { wasm: 690 } });
    const { info } = await taken(chooser, request(trial));
    expect(info).toMatchObject({ id: 'wasm', backend: 'wasm', device: 'the wasm device', reasonCode: 'noWebgpu' });
    expect(info.measured).toEqual([{ id: 'wasm', backend: 'wasm', stepsPerSecond: 690 }]);
    expect(started).toEqual(['wasm']);
  });

  test('a software adapter is never taken by itself', async () => {
    const { chooser, trial, started } = device(adapter(swiftshader), { speeds: { webgpu: 1e6, wasm: 1 } });
    const { info } = await taken(chooser, request(trial));
    expect(info).toMatchObject({ id: 'wasm', reasonCode: 'softwareAdapter' });
    expect(info.reason).toContain('google swiftshader');
    expect(started).toEqual(['wasm']);
  });

  test.each([
    ['does not start', { broken: { wasm: 'no SIMD' } }, 'no SIMD'],
    ['computes something else', { faults: { wasm: 'it differs by 0.5' } }, 'it differs by 0.5'],
    ['cannot run the program', { speeds: { wasm: new Error('what is this') } }, 'what is this'],
  ])('tfjs stands in where ours %s, and the reason is said', async (_, world, error) => {
    const { chooser, trial } = device(none, world);
    const { info, learned } = await taken(chooser, request(trial));
    expect(info).toMatchObject({
      id: 'tfjs',
      backend: 'wasm',
      reasonCode: 'substitute',
      reasonValues: { executor: 'wasm', error },
    });
    // The file may be there next time.
    expect(learned).toBeUndefined();
  });

  test('plain JavaScript comes last', async () => {
    const { chooser, trial, started } = device(none, { broken: { wasm: 'a', 'tfjs wasm': 'no WebAssembly' } });
    const { info } = await taken(chooser, request(trial));
    expect(info).toMatchObject({
      id: 'tfjs',
      backend: 'cpu',
      reasonCode: 'wasmFailed',
      reasonValues: { error: 'no WebAssembly' },
    });
    expect(started).toEqual(['wasm', 'tfjs wasm', 'tfjs cpu']);
  });

  test('where nothing starts it says so', async () => {
    const { chooser, trial } = device(none, { broken: { wasm: 'a', 'tfjs wasm': 'b', 'tfjs cpu': 'c' } });
    expect(await chooser.choose(request(trial))).toMatchObject({
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
    const { chooser, trial, started } = device(adapter(geforce), { speeds });
    const { info } = await taken(chooser, request(trial));
    expect(info).toMatchObject({ id: winner, reasonCode: 'measured' });
    expect(info.measured?.map(({ id }) => id)).toEqual(winner === 'wasm' ? ['wasm', 'webgpu'] : ['webgpu', 'wasm']);
    expect(info.reason).toContain(`the fastest here: ${winner}`);
    expect(started).toEqual(['webgpu', 'wasm']);
  });

  test('one whose numbers are wrong is not even measured', async () => {
    const { chooser, trial, measured } = device(adapter(geforce), {
      speeds: { webgpu: 9000, 'tfjs webgpu': 50, wasm: 100 },
      faults: { webgpu: 'it differs by 0.5' },
    });
    const { info } = await taken(chooser, request(trial));
    expect(info).toMatchObject({ id: 'wasm', reasonCode: 'measured' });
    expect(measured).toEqual(['tfjs webgpu', 'wasm']);
  });

  test('tfjs on the GPU is taken where our executor for it fails and the CPU is slower', async () => {
    const { chooser, trial } = device(adapter(geforce), { speeds: { 'tfjs webgpu': 500 }, broken: { webgpu: 'no device' } });
    expect((await taken(chooser, request(trial))).info).toMatchObject({
      id: 'tfjs',
      backend: 'webgpu',
      reasonCode: 'substitute',
      reasonValues: { executor: 'webgpu', error: 'no device' },
    });
  });

  test('the CPU is taken where no GPU executor works, with the reason', async () => {
    const { chooser, trial } = device(adapter(geforce), { broken: { webgpu: 'no device', 'tfjs webgpu': 'no device either' } });
    expect((await taken(chooser, request(trial))).info).toMatchObject({
      id: 'wasm',
      reasonCode: 'webgpuFailed',
      reasonValues: { error: 'no device either' },
    });
  });

  test('the CPU is not tried with what would take it seconds a step', async () => {
    const { chooser, trial, started } = device(adapter(geforce), { speeds: { webgpu: 200 } });
    const { info } = await taken(chooser, request({ ...trial, flopsPerStep: 5e9 }));
    expect(info).toMatchObject({ id: 'webgpu', reasonCode: 'hardwareGpu' });
    expect(started).toEqual(['webgpu']);
  });

  test('a program that fits only one memory is run there', async () => {
    const { chooser, trial } = device(adapter(geforce), { speeds: { webgpu: 1, wasm: 1000 } });
    const { info } = await taken(chooser, request({ ...trial, fits: (backend) => backend === 'webgpu' }));
    expect(info).toMatchObject({ id: 'webgpu', reasonCode: 'hardwareGpu' });
  });
});

describe('a program that cannot be run', () => {
  test('is refused in the words of the executor', async () => {
    const tooLarge = new DiagnosticError(diagnostic('training.tooLarge', { needed: '9', limit: '1', device: 'GPU' }, 'graph'));
    const { chooser, trial } = device(none, { speeds: { wasm: tooLarge, 'tfjs wasm': tooLarge, 'tfjs cpu': tooLarge } });
    expect(await chooser.choose(request(trial))).toMatchObject({ ok: false, diagnostics: [{ code: 'training.tooLarge' }] });
  });

  test('is not measured where it fits nowhere: whoever asks refuses it', async () => {
    const { chooser, trial, measured } = device(none);
    const { info } = await taken(chooser, request({ ...trial, fits: () => false }));
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
    const { chooser, trial, started, measured } = device(adapter(swiftshader), { faults: { [name]: 'slow and wrong' } });
    const { info } = await taken(chooser, request(trial, { choice }));
    expect(info).toMatchObject({ reasonCode: 'forced', reason: 'asked for in the address', device: `the ${name} device` });
    expect(started).toEqual([name]);
    expect(measured).toEqual([]);
  });

  test('of tfjs alone compares its backends', async () => {
    const { chooser, trial, started } = device(adapter(geforce), { speeds: { 'tfjs wasm': 5, 'tfjs webgpu': 50 } });
    const { info } = await taken(chooser, request(trial, { choice: { executor: 'tfjs' } }));
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
      const { chooser, trial } = device(none, { broken: { [name]: 'not here' } });
      expect(await chooser.choose(request(trial, { choice }))).toMatchObject({
        ok: false,
        diagnostics: [{ code: 'page.backendUnavailable', values: { backend, error: 'not here' } }],
      });
    },
  );

  test('that contradicts itself is refused', async () => {
    const { chooser, trial } = device(none);
    expect(await chooser.choose(request(trial, { choice: { executor: 'wasm', backend: 'cpu' } }))).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'page.backendUnavailable', values: { backend: 'cpu' } }],
    });
  });
});

describe('what was measured', () => {
  const speeds = { webgpu: 900, wasm: 100 };

  test('is remembered for programs of the size, and only for them', async () => {
    const { chooser, trial, measured } = device(adapter(geforce), { speeds });
    const first = await taken(chooser, request(trial));
    const second = await taken(chooser, request(trial));
    expect(second.info).toEqual(first.info);
    expect(second.learned).toBeUndefined();
    expect(measured).toEqual(['webgpu', 'wasm']);
    await taken(chooser, request({ ...trial, size: '9-9-9' }));
    expect(measured).toEqual(['webgpu', 'wasm', 'webgpu', 'wasm']);
  });

  async function learnedOn(probe: GpuProbe): Promise<RememberedSpeeds[]> {
    const { chooser, trial } = device(probe, { speeds });
    const { learned } = await taken(chooser, request(trial));
    return learned ? [learned] : [];
  }

  test('is remembered at the next visit: only the winner is started', async () => {
    const { chooser, trial, started, measured } = device(adapter(geforce), { speeds });
    const { info } = await taken(chooser, request(trial, { remembered: await learnedOn(adapter(geforce)) }));
    expect(info).toMatchObject({ id: 'webgpu', reasonCode: 'measured' });
    expect(info.measured).toHaveLength(2);
    expect(started).toEqual(['webgpu']);
    expect(measured).toEqual([]);
  });

  test('counts for nothing on another device', async () => {
    const { chooser, trial, measured } = device(none);
    await taken(chooser, request(trial, { remembered: await learnedOn(adapter(geforce)) }));
    expect(measured).toEqual(['wasm']);
  });

  test('is measured again where the winner no longer works', async () => {
    const { chooser, trial, measured } = device(adapter(geforce), { speeds, faults: { webgpu: 'a new driver' } });
    const { info } = await taken(chooser, request(trial, { remembered: await learnedOn(adapter(geforce)) }));
    expect(info.id).toBe('wasm');
    expect(measured).toEqual(['tfjs webgpu', 'wasm']);
  });

  test('is measured again for a program that the winner could not run after all', async () => {
    const { chooser, trial, measured } = device(adapter(geforce), { speeds });
    await taken(chooser, request(trial, { remembered: await learnedOn(adapter(geforce)), afresh: true }));
    expect(measured).toEqual(['webgpu', 'wasm']);
  });
});

describe('executors that were started', () => {
  test('serve one document after another, until their device is lost or they are ended', async () => {
    const { chooser, trial, started, lose, ended } = device(none);
    const first = await taken(chooser, request(trial));
    await taken(chooser, request({ ...trial, size: '9-9-9' }));
    expect(started).toEqual(['wasm']);
    lose.get('wasm')?.('unplugged');
    await first.executor.lost;
    const other = await taken(chooser, request(trial));
    expect(started).toEqual(['wasm', 'wasm']);
    other.discard?.();
    expect(ended).toEqual(['wasm']);
    await taken(chooser, request(trial));
    expect(started).toEqual(['wasm', 'wasm', 'wasm']);
  });

  test('are measured one at a time', async () => {
    const { chooser, trial } = device(adapter(geforce));
    let running = 0;
    let most = 0;
    const slow: Trial = {
      ...trial,
      async stepsPerSecond() {
        most = Math.max(most, ++running);
        await new Promise((resolve) => setImmediate(resolve));
        running--;
        return 1;
      },
    };
    await Promise.all(['1', '2', '3'].map((size) => taken(chooser, request({ ...slow, size }))));
    expect(most).toBe(1);
  });
});

describe('in Node', () => {
  const real = () => realEnvironment({ fetchKernels: async () => kernelBytes() });

  test('our WebAssembly is chosen, for there is no WebGPU, and passes its self-test', async () => {
    const { trial } = device(none);
    const measured: Trial = { ...trial, stepsPerSecond: async () => 7 };
    const { info } = await taken(createExecutorChooser(real()), request(measured));
    expect(info).toMatchObject({ id: 'wasm', backend: 'wasm', reasonCode: 'noWebgpu', device: 'CPU, 1 thread' });
  });

  test.each([{ executor: 'webgpu' }, { backend: 'webgpu' }] satisfies ExecutorChoice[])(
    'a forced WebGPU is refused: %j',
    async (choice) => {
      const { trial } = device(none);
      expect(await createExecutorChooser(real()).choose(request(trial, { choice }))).toMatchObject({
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
