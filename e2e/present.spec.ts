import { expect } from 'playwright/test';
import { expectAccessible } from './accessible.ts';
import { reopen, test } from './shared-page.ts';
import { trainSteps } from './support.ts';

test('for a projector: network and curves fill the window in large type, a lesson stands below them, and whoever leaves has the page back', async ({
  shared: page,
}) => {
  await reopen(page, 'toy-related');
  await trainSteps(page, 100);
  const usual = page.viewportSize();
  const presented = page.locator('.presenting');
  /** The height of the numbers at the curves' axis, in pixels of the window. */
  const axisText = () =>
    page
      .locator('.curves .recharts-cartesian-axis-tick-value')
      .first()
      .evaluate((text) => text.getBoundingClientRect().height);
  const before = await axisText();
  await page.keyboard.press('p');
  await expect(presented).toBeVisible();
  expect(await page.evaluate(() => location.hash)).toContain('present=1');
  for (const [size, larger] of [
    [{ width: 1280, height: 720 }, 1.25],
    [{ width: 1920, height: 1080 }, 1.5],
  ] as const) {
    await page.setViewportSize(size);
    await expect.poll(axisText).toBeGreaterThan(larger * before);
    // Everything of the network is there, and nothing of it or of the curves has to be scrolled to.
    for (const node of await page.locator('.react-flow__node').all()) await expect(node).toBeInViewport({ ratio: 0.999 });
    for (const part of ['.curves', '.presenting #canvas']) await expect(page.locator(part)).toBeInViewport({ ratio: 0.99 });
    await expect(page.locator('.ed-palette')).toBeHidden();
    // … and no card touches the bar below it.
    const bar = await page.getByTestId('sharing-depth').boundingBox();
    const cards = await Promise.all((await page.locator('.react-flow__node').all()).map((card) => card.boundingBox()));
    const lowest = Math.max(...cards.map((card) => (card ? card.y + card.height : 0)));
    expect(lowest).toBeLessThan((bar?.y ?? 0) - 8);
  }
  await expectAccessible(page);
  // A pointer finds its step where it is drawn.
  const overlay = page.locator('.curve-overlay');
  const box = await overlay.boundingBox();
  if (!box) throw new Error('no curves');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const cursor = await page.locator('.curve-cursor').boundingBox();
  expect(Math.abs((cursor?.x ?? 0) - (box.x + box.width / 2))).toBeLessThan(12);

  // What is chosen below the curves comes into sight.
  await page.getByRole('tab', { name: 'Metrics' }).click();
  await expect.poll(async () => (await page.getByRole('tablist').boundingBox())?.y).toBeLessThan(400);
  await page.getByRole('tab', { name: 'Predictions' }).click();

  await page.evaluate(() => window.playground?.playLesson('weights'));
  const card = page.getByTestId('lesson');
  await expect(presented.getByTestId('lesson')).toBeInViewport({ ratio: 0.99 });
  // The key ends one after the other.
  await page.keyboard.press('Escape');
  await expect(presented).toHaveCount(0);
  await expect(card.getByRole('heading', { name: 'Step 1 of 5' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(card).toHaveCount(0);
  expect(await page.evaluate(() => location.hash)).not.toContain('present');
  if (usual) await page.setViewportSize(usual);
  await page.getByRole('button', { name: 'Theme' }).click();
  await page.getByRole('menuitem', { name: 'Present, in large type' }).click();
  await expect(presented).toBeVisible();
  await page.getByRole('button', { name: 'End presentation' }).click();
  await expect(presented).toHaveCount(0);
  await expect(page.locator('.ed-palette')).toBeVisible();
});
