import { describe, expect, it } from 'vitest';
import { ok } from '../../core/util/diagnostics.ts';
import type { ChoiceRequest } from '../executors/choose.ts';
import type { TrainingEnvironment } from './environment.ts';
import { Bench } from './testing/bench.ts';
import { chosen, FakeDevice } from './testing/fake-device.ts';
import { toyProject } from './testing/projects.ts';

/** A host whose choice falls, from memory, on a device that cannot load the program, and afresh on one that can. */
function withBadMemory(reasonCode: 'measured' | 'forced') {
  const clock = { ms: 0 };
  const requests: ChoiceRequest[] = [];
  const createExecutor: TrainingEnvironment['createExecutor'] = async (request) => {
    requests.push(request);
    const device = new FakeDevice({ stepMs: 1, clock });
    if (!request.afresh) device.load = () => Promise.reject(new Error('out of memory'));
    const { executor, info } = chosen(device);
    return ok({ executor, info: { ...info, reasonCode } });
  };
  return { bench: new Bench({ createExecutor, clock }), requests };
}

describe('a program that the remembered executor cannot load', () => {
  it('is tried on all of them', async () => {
    const { bench, requests } = withBadMemory('measured');
    expect(await bench.load(toyProject())).toMatchObject({ state: 'idle' });
    expect(requests.map(({ afresh }) => afresh)).toEqual([false, true]);
    await bench.load(toyProject(), { from: 'initial' }, 'next');
    expect(requests).toHaveLength(2);
  });

  it('is refused where the executor was forced', async () => {
    const { bench, requests } = withBadMemory('forced');
    expect((await bench.load(toyProject())).error).toMatchObject({ values: { reason: 'out of memory' } });
    expect(requests).toHaveLength(1);
  });
});
