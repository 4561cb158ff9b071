import { ok } from '../../../core/util/diagnostics.ts';
import type { TrainingEnvironment } from '../environment.ts';
import { Bench, type BenchOptions } from './bench.ts';
import { chosen, FakeDevice, type FakeDeviceOptions } from './fake-device.ts';

/** A host on fake devices: another one whenever an executor is asked for. */
export function fake(options: Partial<FakeDeviceOptions> = {}, more: Partial<BenchOptions> = {}) {
  const clock = { ms: 0 };
  const devices: FakeDevice[] = [];
  const createExecutor: TrainingEnvironment['createExecutor'] = async () => {
    const device = new FakeDevice({ stepMs: 1, ...options, clock });
    devices.push(device);
    return ok(chosen(device));
  };
  return { bench: new Bench({ createExecutor, clock, ...more }), devices, clock };
}
