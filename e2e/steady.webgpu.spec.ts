import { expect, type Page, test } from 'playwright/test';
import { openPage, trainSteps } from './support.ts';
import { beforeWorker, undisturbedTraining } from './worker-prelude.ts';

/** In the worker: what was called on the GPU's objects, and the device itself. */
interface GpuWatch {
  calls: Record<string, number>;
  /** How many dispatches each submission held, and whether it ended with a copy of what is read. */
  submissions: { dispatches: number; copied: boolean }[];
  device: GPUDevice | null;
}

declare global {
  var gpuWatch: GpuWatch;
  var undisturbed: boolean;
}

/** Goes in front of the worker's own script: counts every call of the methods that matter. */
const watch = `
globalThis.gpuWatch = { calls: {}, submissions: [], device: null };
const encoded = { dispatches: 0, copied: false };
for (const [type, names] of Object.entries({
  GPUDevice: ['createBuffer', 'createBindGroup', 'createBindGroupLayout', 'createShaderModule', 'createComputePipeline', 'createComputePipelineAsync'],
  GPUQueue: ['submit', 'writeBuffer'],
  GPUBuffer: ['mapAsync'],
  GPUCommandEncoder: ['copyBufferToBuffer'],
  GPUComputePassEncoder: ['dispatchWorkgroups'],
})) {
  for (const name of names) {
    const original = globalThis[type].prototype[name];
    globalThis[type].prototype[name] = function (...args) {
      gpuWatch.calls[name] = (gpuWatch.calls[name] ?? 0) + 1;
      if (name === 'dispatchWorkgroups') encoded.dispatches++;
      if (name === 'copyBufferToBuffer') encoded.copied = true;
      if (name === 'submit') {
        gpuWatch.submissions.push({ ...encoded });
        Object.assign(encoded, { dispatches: 0, copied: false });
      }
      return original.apply(this, args);
    };
  }
}
const request = GPUAdapter.prototype.requestDevice;
GPUAdapter.prototype.requestDevice = async function (...args) {
  gpuWatch.device = await request.apply(this, args);
  return gpuWatch.device;
};
`;

async function openWatched(page: Page): Promise<void> {
  await beforeWorker(page, undisturbedTraining + watch);
  await openPage(page, '#preset=toy-related&executor=webgpu');
}

const calls = (page: Page): Promise<Record<string, number>> => worker(page).evaluate(() => globalThis.gpuWatch.calls);

/** Counts from now on, and only what the run itself does. */
const countTraining = (page: Page): Promise<void> =>
  worker(page).evaluate(() => {
    globalThis.undisturbed = true;
    globalThis.gpuWatch.calls = {};
    globalThis.gpuWatch.submissions = [];
  });

function worker(page: Page) {
  const found = page.workers().find((item) => item.url().includes('training-worker'));
  if (!found) throw new Error('there is no worker');
  return found;
}

test('steady steps make nothing on the GPU, evaluations and checkpoints among them', async ({ page }) => {
  await openWatched(page);
  const epoch = 21;
  await trainSteps(page, 2 * epoch);
  await countTraining(page);
  const steps = 2 * epoch;
  await trainSteps(page, steps);
  const counted = await calls(page);
  expect(counted.dispatchWorkgroups).toBeGreaterThanOrEqual(6 * steps);
  // 16 a step at the most, in which there is room for two evaluations and a checkpoint.
  expect(counted.dispatchWorkgroups).toBeLessThanOrEqual(16 * steps);
  for (const name of [
    'createBuffer',
    'createBindGroup',
    'createBindGroupLayout',
    'createShaderModule',
    'createComputePipeline',
    'createComputePipelineAsync',
  ])
    expect(counted[name] ?? 0, name).toBe(0);
  // A slow machine may have a step in each block, and more checkpoints.
  const { writeBuffer: blocks = 0, mapAsync: readings = 0 } = counted;
  expect(blocks).toBeLessThanOrEqual(steps + 12);
  expect(readings).toBeLessThanOrEqual(blocks + 20);
  // Nothing is submitted but blocks and what is read. Where a block is cut, because its steps are slow, all parts but the last are equal.
  const submissions = await worker(page).evaluate(() => globalThis.gpuWatch.submissions);
  expect(submissions.filter(({ copied }) => copied).length).toBeLessThanOrEqual(blocks + readings);
  for (const [i, { dispatches, copied }] of submissions.entries()) {
    if (copied) continue;
    expect(dispatches).toBeGreaterThan(0);
    expect(submissions[i + 1]?.dispatches).toBeLessThanOrEqual(dispatches);
    if (submissions[i + 1]?.copied === false) expect(submissions[i + 1]?.dispatches).toBe(dispatches);
  }
});

test('a GPU that is lost while it trains is said, and training goes on from the last good weights', async ({ page }) => {
  await openWatched(page);
  await trainSteps(page, 30);
  await page.evaluate(() => void window.playground?.train({ steps: 100_000 }));
  await expect.poll(() => page.evaluate(() => window.playground?.status().step ?? 0)).toBeGreaterThan(40);
  await worker(page).evaluate(() => globalThis.gpuWatch.device?.destroy());
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'failed');
  const lost = await page.evaluate(() => window.playground?.status());
  expect(lost?.error?.code).toBe('training.deviceLost');
  await expect(page.getByText(lost?.error?.message ?? 'no message').first()).toBeVisible();
  const status = await page.evaluate(() => window.playground?.train({ steps: 10 }));
  expect(status?.error).toBeUndefined();
  expect(status?.executor?.id).toBe('webgpu');
  expect(status?.step).toBeGreaterThan(10);
});
