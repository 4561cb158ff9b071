import { expect, type Page } from 'playwright/test';
import { cells, figuresOf, metric, openTab, percent, trainFor, verdicts } from './displays.ts';
import { reopen, test } from './shared-page.ts';

interface Heard {
  readonly samples: number;
  readonly rate: number;
  readonly peak: number;
  readonly state: string;
}

declare global {
  interface Window {
    heard?: Heard[];
  }
}

/** Writes down every sound that the page starts. */
async function overhear(page: Page): Promise<void> {
  await page.evaluate(() => {
    const heard: Heard[] = [];
    window.heard = heard;
    const { start } = AudioBufferSourceNode.prototype;
    AudioBufferSourceNode.prototype.start = function (...when) {
      const sound = this.buffer?.getChannelData(0) ?? new Float32Array();
      const peak = sound.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      heard.push({ samples: sound.length, rate: this.buffer?.sampleRate ?? 0, peak, state: this.context.state });
      start.apply(this, when);
    };
  });
}

test('speech: a spectrogram with the phonemes under it, wrong frames hatched, and the sample can be heard', async ({
  shared: page,
}) => {
  await overhear(page);
  await reopen(page, 'speech-four');
  await openTab(page, 'Predictions');
  await expect(cells(page)).toHaveCount(8);
  await trainFor(page, 60);
  // Every frame is of another grey somewhere: a sound was drawn, not a blank.
  const greys = await cells(page)
    .first()
    .locator('canvas')
    .evaluate((canvas) => {
      const data =
        canvas instanceof HTMLCanvasElement ? canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data : [];
      return new Set(data ?? []).size;
    });
  expect(greys).toBeGreaterThan(50);

  const verdict = verdicts(page, 'phonemes').first();
  await expect(verdict.locator('.tag-strip')).toHaveCount(2);
  const share = Number(/^(\d+)% of frames right/.exec((await verdict.locator('.figure').textContent()) ?? '')?.[1]);
  expect(share).toBeGreaterThan(5);
  // What is not hatched is right: of the length of the strip, the share that is said.
  const wrong = await verdict
    .locator('.tag-wrong')
    .evaluateAll((all) =>
      all.reduce((sum, part) => sum + (part instanceof HTMLElement ? Number.parseFloat(part.style.width) : 0), 0),
    );
  expect(wrong).toBeGreaterThan(0);
  expect(wrong).toBeLessThanOrEqual(100 - share + 1);
  await expect(verdict.locator('.tag-strip').first()).toHaveAccessibleName(/^predicted: .*\bsil\b/);
  await expect(verdict.locator('.tag-strip').last()).toHaveAccessibleName(/^truth: sil .*/);

  const listen = cells(page)
    .first()
    .getByRole('button', { name: /^Listen to sample \d+$/ });
  await listen.focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.evaluate(() => window.heard?.length)).toBe(1);
  const [heard] = await page.evaluate(() => window.heard ?? []);
  expect(heard?.state).not.toBe('closed');
  expect(heard?.rate).toBeGreaterThanOrEqual(8000);
  expect((heard?.samples ?? 0) / (heard?.rate ?? 1)).toBeGreaterThan(0.2);
  expect(heard?.peak).toBeGreaterThan(0.05);
  expect(heard?.peak).toBeLessThanOrEqual(1);
  // It falls silent by itself and can be heard again.
  await expect(listen).toBeVisible();
  await listen.click();
  await expect.poll(() => page.evaluate(() => window.heard?.length)).toBe(2);

  await openTab(page, 'Metrics');
  const { phonemes } = await figuresOf(page);
  await expect(metric(page, 'phonemes', 'frameAccuracy')).toHaveText(percent(phonemes?.frameAccuracy));
});
