import { describe, expect, test } from 'vitest';
import type { RememberedSpeeds } from '../../core/runs/executor-info.ts';
import type { SpeedTest } from './choose.ts';
import type { GpuProbe } from './decision.ts';
import { adapter, device, geforce, none, request, taken } from './testing/fake-choice.ts';

describe('what was measured', () => {
  const speeds = { webgpu: 900, wasm: 100 };

  test('is remembered for programs of the size, and only for them', async () => {
    const { chooser, speedTest, measured } = device(adapter(geforce), { speeds });
    const first = await taken(chooser, request(speedTest));
    const second = await taken(chooser, request(speedTest));
    expect(second.info).toEqual(first.info);
    expect(second.learned).toBeUndefined();
    expect(measured).toEqual(['webgpu', 'wasm']);
    await taken(chooser, request({ ...speedTest, size: '9-9-9' }));
    expect(measured).toEqual(['webgpu', 'wasm', 'webgpu', 'wasm']);
  });

  async function learnedOn(probe: GpuProbe): Promise<RememberedSpeeds[]> {
    const { chooser, speedTest } = device(probe, { speeds });
    const { learned } = await taken(chooser, request(speedTest));
    return learned ? [learned] : [];
  }

  test('is remembered at the next visit: only the winner is started', async () => {
    const { chooser, speedTest, started, measured } = device(adapter(geforce), { speeds });
    const { info } = await taken(chooser, request(speedTest, { remembered: await learnedOn(adapter(geforce)) }));
    expect(info).toMatchObject({ id: 'webgpu', reasonCode: 'measured' });
    expect(info.measured).toHaveLength(2);
    expect(started).toEqual(['webgpu']);
    expect(measured).toEqual([]);
  });

  test('counts for nothing on another device', async () => {
    const { chooser, speedTest, measured } = device(none);
    await taken(chooser, request(speedTest, { remembered: await learnedOn(adapter(geforce)) }));
    expect(measured).toEqual(['wasm']);
  });

  test('is measured again where the page has threads that it had not', async () => {
    const large = { flopsPerStep: 1e9 };
    const alone = device(none, { speeds: { wasm: 30 } });
    const { learned } = await taken(alone.chooser, request({ ...alone.speedTest, ...large }));
    const isolated = device(none, { speeds: { wasm: 30, 'wasm ×4': 70 }, threads: [4] });
    const remembered = learned ? [learned] : [];
    const { info } = await taken(isolated.chooser, request({ ...isolated.speedTest, ...large }, { remembered }));
    expect(remembered).toHaveLength(1);
    expect(info.measured?.[0]).toMatchObject({ id: 'wasm', threads: 4 });
  });

  test('is measured again where the winner no longer works', async () => {
    const { chooser, speedTest, measured } = device(adapter(geforce), { speeds, faults: { webgpu: 'a new driver' } });
    const { info } = await taken(chooser, request(speedTest, { remembered: await learnedOn(adapter(geforce)) }));
    expect(info.id).toBe('wasm');
    expect(measured).toEqual(['tfjs webgpu', 'wasm']);
  });

  test('is measured again for a program that the winner could not run after all', async () => {
    const { chooser, speedTest, measured } = device(adapter(geforce), { speeds });
    await taken(chooser, request(speedTest, { remembered: await learnedOn(adapter(geforce)), afresh: true }));
    expect(measured).toEqual(['webgpu', 'wasm']);
  });
});

describe('executors that were started', () => {
  test('serve one document after another, until their device is lost or they are ended', async () => {
    const { chooser, speedTest, started, lose, ended } = device(none);
    const first = await taken(chooser, request(speedTest));
    await taken(chooser, request({ ...speedTest, size: '9-9-9' }));
    expect(started).toEqual(['wasm']);
    lose.get('wasm')?.('unplugged');
    await first.executor.lost;
    const other = await taken(chooser, request(speedTest));
    expect(started).toEqual(['wasm', 'wasm']);
    other.discard?.();
    expect(ended).toEqual(['wasm']);
    await taken(chooser, request(speedTest));
    expect(started).toEqual(['wasm', 'wasm', 'wasm']);
  });

  test('may start while the data is on its way, and once; failures are said when it comes to the choice', async () => {
    const { chooser, speedTest, started, measured } = device(adapter(geforce), { broken: { webgpu: 'no device' } });
    await chooser.warmUp({ choice: {}, remembered: [] });
    expect(started).toEqual(['webgpu', 'wasm']);
    expect(measured).toEqual([]);
    const { info } = await taken(chooser, request(speedTest));
    expect(info.measured).toHaveLength(2);
    expect(started.filter((name) => name === 'wasm')).toHaveLength(1);
  });

  test('are not started early where one of them will do', async () => {
    const { chooser, started } = device(adapter(geforce));
    await chooser.warmUp({ choice: {}, remembered: [{ key: 'k', measured: [] }] });
    expect(started).toEqual([]);
  });

  test('are measured one at a time', async () => {
    const { chooser, speedTest } = device(adapter(geforce));
    let running = 0;
    let most = 0;
    const slow: SpeedTest = {
      ...speedTest,
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
