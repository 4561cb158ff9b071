import { DirectTrainer } from '../../client/direct-trainer.ts';
import { decodePng } from '../../core/data/import/testing/png.ts';
import type { Project } from '../../core/project/schema.ts';
import type { ModelFormat } from '../../core/runs/model-formats.ts';
import { ok } from '../../core/util/diagnostics.ts';
import type { Executor } from '../../engine/executors/executor.ts';
import { createReferenceExecutor } from '../../engine/executors/reference/reference-executor.ts';
import { createModelFiles } from '../../engine/formats/model-files.ts';
import { modelFormats } from '../../engine/formats/registry.ts';
import { macrotask } from '../../engine/training/testing/bench.ts';
import { chosen } from '../../engine/training/testing/fake-device.ts';
import { createTrialHost } from '../../engine/training/trials.ts';
import { createPlayground, type Playground } from '../playground.ts';

/** A host that trains in this thread, by default in float64; what it needs must be synthetic. */
export const directTrainer = (formats: readonly ModelFormat[] = modelFormats, executor?: Executor): DirectTrainer =>
  new DirectTrainer((emit) =>
    createTrialHost({
      emit,
      createExecutor: async () => ok(chosen(executor ?? createReferenceExecutor())),
      forecastMemory: async () => [],
      fetchPack: () => Promise.reject(new Error('nothing is fetched here')),
      files: createModelFiles(formats),
      decoders: { decodeImage: decodePng },
      now: () => performance.now(),
      delay: macrotask,
      defer: macrotask,
    }),
  );

/** The page's stores in front of such a host, without the interface. */
export function directPlayground(initial: Project, formats = modelFormats, executor?: Executor): Playground {
  const trainer = directTrainer(formats, executor);
  const createTrainer = () => directTrainer(formats, executor);
  return createPlayground({
    trainer,
    createTrainer,
    initial,
    choice: {},
    dataUrl: 'https://here/data/',
    formats,
    whenQuiet: (work) => work(),
  });
}

/** Resolves once the run is in one of these states. */
export async function untilState({ run }: Playground, ...states: readonly string[]): Promise<void> {
  for (let turn = 0; turn < 100_000; turn++) {
    const { status } = run.getState().history;
    if (states.includes(status.state)) return;
    await macrotask();
  }
  throw new Error(`the run never was ${states.join(' or ')}`);
}
