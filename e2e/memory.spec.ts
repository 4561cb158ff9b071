import { expect, type Page, test } from 'playwright/test';
import { openPage, trainSteps } from './support.ts';

interface LooseProject {
  graph: { nodes: { id: string; kind: string; params: Record<string, unknown> }[] };
}

/** Loads the document again with so many units in each of its wide layers; resolves with the codes of what it says. */
async function widen(page: Page, units: number): Promise<string[]> {
  const project: LooseProject = await page.evaluate(() => JSON.parse(JSON.stringify(window.playground?.project())));
  for (const { kind, params } of project.graph.nodes) if (kind === 'dense' && Number(params.units) > 16) params.units = units;
  return page.evaluate(async (next) => {
    const diagnostics = await window.playground?.load({ project: next });
    return (diagnostics ?? []).map(({ code }) => code);
  }, project);
}

test('what training takes is said before it starts', async ({ page }) => {
  await openPage(page, '#preset=digits-shared');
  await expect(page.getByTestId('step')).toHaveText('0');
  await expect(page.getByTestId('memory')).toContainText(/Memory: \d+ MiB of [\d.]+ GiB/);
  await page.goto('./#preset=digits-shared&lang=zh-CN');
  await page.reload();
  await expect(page.getByTestId('memory')).toContainText('所需内存');
});

test('a network that cannot fit is refused beside the layer that takes the most, with the numbers, and made smaller it trains', async ({
  page,
}) => {
  await openPage(page, '#preset=digits-hierarchical');
  expect(await widen(page, 16_384)).toContain('training.tooLargeLayer');
  const note = page.locator('[data-code="training.tooLargeLayer"]').first();
  await expect(note).toContainText(/Training needs [\d.]+ GiB of memory; WebAssembly has [\d.]+ GiB here/);
  await expect(note).not.toContainText('object');
  // On the canvas, the layer itself is marked.
  await expect(
    page.locator('.react-flow__node').filter({ hasText: /GiB/ }).or(page.locator('[aria-label*="GiB"]')).first(),
  ).toBeVisible();
  // The document is still there, as it was given.
  const units = await page.evaluate(() => JSON.stringify(window.playground?.project()).match(/"units":16384/g)?.length ?? 0);
  expect(units).toBeGreaterThan(1);
  expect(await widen(page, 32)).toEqual([]);
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'idle');
  await expect(note).toHaveCount(0);
  const losses = await trainSteps(page, 5);
  expect(losses).toHaveLength(5);
});
