import { expect, type Page, test } from 'playwright/test';
import { presets } from '../src/core/presets/registry.ts';
import { encodeProject } from '../src/core/project/codec.ts';
import { type Losses, largestDifference, openPage, trainSteps } from './support.ts';
import { beforeWorker, undisturbedTraining } from './worker-prelude.ts';

/**
 * tfjs on a software adapter needs many seconds for one step of the CNN with 64 images: fewer and shorter batches of the same program.
 * Our own executor repeats the reference over 200 steps of every preset in the conformance suite.
 */
const cases = [
  { preset: 'digits-shared', batchSize: 16, steps: 10 },
  { preset: 'digits-cnn', batchSize: 2, steps: 4 },
];

/** What comes after the `#` of an address that opens the preset with shorter batches. */
function addressOf(preset: string, batchSize: number): string {
  const project = presets.find(({ id }) => id === preset)?.project();
  if (!project) throw new Error(`there is no preset ${preset}`);
  return `#project=${encodeProject({ ...project, training: { ...project.training, batchSize } })}`;
}

for (const { preset, batchSize, steps } of cases) {
  test(`${preset}: WebGPU on the software adapter gives the losses of WASM`, async ({ context }) => {
    test.setTimeout(300_000);
    // A tab of its own for each: the same one would go on with the run before.
    const train = async (backend: string): Promise<{ losses: Losses; page: Page }> => {
      const page = await context.newPage();
      await beforeWorker(page, `${undisturbedTraining}\nglobalThis.undisturbed = true;`);
      await openPage(page, `${addressOf(preset, batchSize)}&executor=tfjs&backend=${backend}`);
      return { losses: await trainSteps(page, steps), page };
    };
    const before = await train('wasm');
    await before.page.close();
    const { losses: webgpu, page } = await train('webgpu');
    const wasm = before.losses;
    const status = await page.evaluate(() => window.playground?.status().executor);
    expect(status).toMatchObject({ id: 'tfjs', backend: 'webgpu', reasonCode: 'forced' });
    await expect(page.getByTestId('backend')).toHaveText(/webgpu/);
    expect(wasm).toHaveLength(steps);
    expect(largestDifference(wasm, webgpu)).toBeLessThan(1e-3);
  });
}
