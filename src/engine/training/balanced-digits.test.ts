import { expect, it } from 'vitest';
import { balancingMethods } from '../../core/balancing/registry.ts';
import { digitsShared } from '../../core/presets/digits.ts';
import { defaults } from '../../core/project/defaults.ts';
import type { Project } from '../../core/project/schema.ts';
import { packFromDisk } from '../executors/conformance/testing/packs.ts';
import { fewSamples } from '../executors/conformance/thin-data.ts';
import { kernelBytes } from '../executors/wasm/testing/kernel-bytes.ts';
import { createWasmExecutor } from '../executors/wasm/wasm-executor.ts';
import { batchesOf } from './batches.ts';
import { issueBlock, stepperOf } from './blocks.ts';
import { initialCheckpoint, writeCheckpoint } from './checkpoints.ts';
import { createLiveSettings } from './live-settings.ts';
import { preparedFor } from './testing/prepared.ts';

const executor = await createWasmExecutor(kernelBytes());
const dataset = await fewSamples(digitsShared(), packFromDisk);
const steps = 200;

/** The example as it is, in small batches of a few digits. */
const balancedBy = (method: string): Project => {
  const { training, ...document } = digitsShared();
  return { ...document, training: { ...training, batchSize: 4, balancing: defaults.balancing(method) } };
};

it.each(Object.keys(balancingMethods))(
  `%s trains ${steps} steps of digits that share a layer without a number that is none`,
  async (method) => {
    const project = balancedBy(method);
    const run = preparedFor(project, dataset);
    const session = await executor.load(run.program, run.data);
    await writeCheckpoint(session, initialCheckpoint(run.program, project.seed));
    const batches = batchesOf(run);
    const live = createLiveSettings(project);
    const stepper = stepperOf(run, session, live, batches.stepsPerEpoch);
    const { outcome } = issueBlock(run, stepper, batches, live, { done: 0, count: steps, now: () => 0 });
    const { stepped } = await outcome;
    const { parameters, balancing } = await stepper.read();
    session.dispose();
    expect(stepped.losses).toHaveLength(steps * run.program.tasks.length);
    for (const numbers of [stepped.losses, parameters, balancing.numbers]) expect(numbers.every(Number.isFinite)).toBe(true);
    const mean = (from: number, to: number): number =>
      stepped.losses.slice(from * 2, to * 2).reduce((sum, loss) => sum + loss, 0) / (to - from) / 2;
    // Whatever it weighs, a few digits are learned by heart.
    expect(mean(steps - 20, steps)).toBeLessThan(mean(0, 20));
  },
);
