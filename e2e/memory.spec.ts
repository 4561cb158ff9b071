import { expect, type Page } from 'playwright/test';
import { projectOf, reopen, test } from './shared-page.ts';
import { expectIdle, trainSteps } from './support.ts';

/** Loads the document again with so many units in each of its wide layers; resolves with the codes of what it says. */
async function widen(page: Page, units: number): Promise<string[]> {
  const project = await projectOf(page);
  const nodes = project.graph.nodes.map((node) =>
    node.kind === 'dense' && Number(node.params.units) > 16 ? { ...node, params: { ...node.params, units } } : node,
  );
  return page.evaluate(
    async (next) => {
      const diagnostics = await window.playground?.load({ project: next });
      return (diagnostics ?? []).map(({ code }) => code);
    },
    { ...project, graph: { ...project.graph, nodes } },
  );
}

test('what training takes is said before it starts; a network that cannot fit is refused beside the layer that takes the most, with the numbers, and made smaller it trains', async ({
  shared: page,
}) => {
  await reopen(page, 'digits-hierarchical');
  await expect(page.getByTestId('step')).toHaveText('0');
  await expect(page.getByTestId('memory')).toContainText(/Memory: \d+ MiB of [\d.]+ GiB/);

  expect(await widen(page, 16_384)).toContain('training.tooLargeLayer');
  const note = page.locator('[data-code="training.tooLargeLayer"]').first();
  await expect(note).toContainText(/Training needs [\d.]+ GiB of memory; WebAssembly has [\d.]+ GiB here/);
  await expect(note).not.toContainText('object');
  // On the canvas, the layer itself is marked.
  await expect(
    page.locator('.react-flow__node').filter({ hasText: /GiB/ }).or(page.locator('[aria-label*="GiB"]')).first(),
  ).toBeVisible();
  // The document is still there, as it was given.
  const { nodes } = (await projectOf(page)).graph;
  expect(nodes.filter(({ params }) => params.units === 16_384).length).toBeGreaterThan(1);
  expect(await widen(page, 32)).toEqual([]);
  await expectIdle(page);
  await expect(note).toHaveCount(0);
  expect(await trainSteps(page, 5)).toHaveLength(5);
});
