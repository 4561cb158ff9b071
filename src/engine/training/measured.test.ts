import { expect, it } from 'vitest';
import { loadDataset } from '../../core/data/load.ts';
import { resolveData } from '../../core/data/registry.ts';
import { presets } from '../../core/presets/registry.ts';
import { at, invariant } from '../../core/util/assert-never.ts';
import { batchesOf } from './batches.ts';
import { preparedFor } from './testing/prepared.ts';

it('says of the scenes that few boxes are known of at which steps none of them is seen: the first are 4, 27 and 36', async () => {
  const project = at(
    presets.filter(({ id }) => id === 'scenes-imbalanced'),
    0,
  ).project();
  const data = resolveData(project);
  invariant(data.ok, 'its data is known');
  const { descriptor, options } = data.value;
  const fetchPack = () => Promise.reject(new Error('It is made, not fetched'));
  const dataset = await loadDataset(descriptor, options, { seed: project.seed, fetchPack, onProgress: () => undefined });
  const run = preparedFor(project, dataset);
  const batches = batchesOf(run);
  const { batchSize } = run.program;
  const [rows, measured] = [new Int32Array(batchSize), new Uint8Array(run.tasks.length)];
  const gaps = Array.from({ length: 40 }, (_, step) => {
    batches.fill(step, rows, 0);
    run.measured(rows, measured, 0);
    return measured.includes(0) ? [step + 1] : [];
  });
  expect(gaps.flat()).toEqual([4, 27, 36]);
});
