import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { ensureTorch } from '../../scripts/ensure-torch.ts';
import { lossTolerance } from '../measure/reference.ts';
import { worstDifference } from '../measure/statistics.ts';
import { exerciseOf } from '../models/exercise.ts';
import { models } from '../models/registry.ts';
import { type PythonProcess, startPython } from '../places/python-process.ts';
import type { Setup } from './contender.ts';
import { startWasm } from './ours.ts';
import { startTorch } from './torch-plain.ts';

/** One for all models: PyTorch takes longer to load than to train them. */
let python: PythonProcess | undefined;

const setup: Setup = {
  threads: 1,
  fetchKernels: async (file) => new Uint8Array(readFileSync(resolve(import.meta.dirname, '../../public/data', file))),
  startPython(script, _, last) {
    python ??= startPython(script, [ensureTorch()], last);
    return python;
  },
};

/** The larger ones have the same layers; the bench holds their losses against the reference's. */
const small = models.filter(({ pairsOnly, nativeOnly }) => !pairsOnly && !nativeOnly);

test.each(small.map((model) => [model.id, model] as const))(
  'PyTorch trains what ours trains: %s',
  async (_, model) => {
    const [torch, ours] = [await startTorch(model, setup, 1), await startWasm(exerciseOf(model), setup)];
    expect(torch.device).toMatch(/^PyTorch \S+, 1 thread, products at \d+ GFLOP\/s$/);
    const [theirs, own] = [await torch.run(model.checkedSteps), await ours.run(model.checkedSteps)];
    expect(theirs).toHaveLength(model.checkedSteps * model.heads.length);
    expect(worstDifference([...theirs], own)).toBeLessThan(lossTolerance);
  },
  60_000,
);
