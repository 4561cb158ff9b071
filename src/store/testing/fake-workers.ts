import { DirectTrainer } from '../../client/direct-trainer.ts';
import type { Trainer } from '../../client/trainer.ts';
import { WorkerTrainer } from '../../client/worker-trainer.ts';
import type { Project } from '../../core/project/schema.ts';
import type { TrainEvent } from '../../core/runs/protocol.ts';
import type { FromWorker, ToWorker } from '../../core/runs/wire.ts';
import { ok } from '../../core/util/diagnostics.ts';
import { packFromDisk } from '../../engine/executors/conformance/testing/packs.ts';
import { createModelFiles } from '../../engine/formats/model-files.ts';
import { modelFormats } from '../../engine/formats/registry.ts';
import type { TrainingEnvironment } from '../../engine/training/environment.ts';
import { createTrainingHost } from '../../engine/training/host.ts';
import { macrotask } from '../../engine/training/testing/bench.ts';
import { chosen, FakeDevice, type FakeDeviceOptions } from '../../engine/training/testing/fake-device.ts';
import { createPlayground, type Playground } from '../playground.ts';

function environment(emit: (event: TrainEvent) => void, options: Partial<FakeDeviceOptions>) {
  const clock = options.clock ?? { ms: 0 };
  const device = new FakeDevice({ stepMs: 5, ...options, clock });
  const given: TrainingEnvironment = {
    emit,
    createExecutor: async () => ok(chosen(device)),
    forecastMemory: async () => [],
    fetchPack: (url) => packFromDisk(url.replace('https://here/data/', ''), () => undefined),
    files: createModelFiles(modelFormats),
    now: () => clock.ms,
    async delay(ms) {
      await macrotask();
      clock.ms += ms;
    },
    defer: macrotask,
  };
  return { given, device };
}

const playgroundOn = (trainer: Trainer, initial: Project): Playground =>
  createPlayground({
    trainer,
    initial,
    choice: {},
    dataUrl: 'https://here/data/',
    formats: modelFormats,
    whenQuiet: (work) => work(),
  });

/** The page's stores, and in the same thread a host on a device that computes nothing. */
export function onDevice(initial: Project, options: Partial<FakeDeviceOptions> = {}) {
  const trainer = new DirectTrainer((emit) => createTrainingHost(environment(emit, options).given));
  return { playground: playgroundOn(trainer, initial), trainer };
}

/** The same with workers that can be killed: by the functions in `crashes`, one for each, each on a device of its own. */
export function onWorkers(initial: Project, options: Partial<FakeDeviceOptions> = {}) {
  const crashes: (() => void)[] = [];
  const devices: FakeDevice[] = [];
  const trainer = new WorkerTrainer({
    connect(onMessage: (message: FromWorker) => void, onDeath) {
      let alive = true;
      const { given, device } = environment(
        (event) => {
          // As a message would: later, and never from a worker that is gone.
          setImmediate(() => {
            if (alive) onMessage({ type: 'events', events: [structuredClone(event)] });
          });
        },
        {
          ...options,
          // A worker that is gone trains no more.
          beforeBlock() {
            if (!alive) throw new Error('ended');
          },
        },
      );
      const host = createTrainingHost(given);
      devices.push(device);
      crashes.push(() => onDeath('out of memory'));
      return {
        post(message: ToWorker) {
          if (message.type !== 'ping' && message.type !== 'lifeline') setImmediate(() => host.handle(structuredClone(message)));
        },
        terminate() {
          alive = false;
        },
      };
    },
    every: () => () => undefined,
    now: () => 0,
  });
  return { playground: playgroundOn(trainer, initial), trainer, crashes, devices };
}
