import { expect, type Page } from 'playwright/test';
import { expectAccessible } from './accessible.ts';
import { loadChanged, loadEndless, projectOf, reopen, test } from './shared-page.ts';
import { expectPicturesHit } from './support.ts';

const choose = (page: Page, name: string): Promise<void> =>
  page.getByRole('radiogroup', { name: 'What is shown' }).getByText(name, { exact: true }).click();

test('from a layer that is dead to what should be changed, and from an attack to a network that withstands it', async ({
  shared: page,
}) => {
  await reopen(page, 'penguins');
  await test.step('a healthy network is measured while it trains; a layer is chosen and the table sorted by keyboard', async () => {
    await loadEndless(page);
    await page.getByRole('tab', { name: 'Health', exact: true }).press('Enter');
    void page.evaluate(() => void window.playground?.train());
    const table = page.getByRole('table', { name: 'Every layer, as last measured' });
    // What a step does to the weights is known once one was taken.
    await expect(table.locator('tbody tr').first().locator('td').last()).toHaveText(/\d/);
    await expect(page.locator('.health-lines polyline').first()).toBeVisible();
    await expect(page.locator('.ed-health')).toHaveCount(0);
    await table.getByRole('button', { name: 'Gradient norm' }).press('Enter');
    await expect(table.getByRole('columnheader', { name: 'Gradient norm' })).toHaveAttribute('aria-sort', 'descending');
    await table.getByRole('button', { name: 'Dense 2', exact: true }).press('Enter');
    await expect(page.locator('.react-flow__node.selected')).toHaveCount(1);
    await page.evaluate(() => window.playground?.pause());
    await expectPicturesHit(page);
  });

  await test.step('a layer whose units are dead is marked, on the canvas and in words', async () => {
    await loadChanged(page, (project) => ({
      ...project,
      graph: {
        ...project.graph,
        nodes: project.graph.nodes.map((node) =>
          node.params.activation === 'relu' ? { ...node, params: { ...node.params, initializer: 'zeros' } } : node,
        ),
      },
    }));
    const mark = page.locator('.ed-health').first();
    await expect(mark).toContainText('dead 100%');
    await expect(mark).toHaveAttribute('aria-label', /leaky ReLU/);
    await expectAccessible(page, '.insights');
    await page.locator('.health-advice').first().click();
    await expect(page.locator('.react-flow__node.selected .ed-health')).toHaveCount(1);
  });

  await test.step('layers that no gradient reaches, and those with a gradient that is far too large, are marked with what to change', async () => {
    await reopen(page, 'penguins');
    // Through weights of 0 nothing comes back.
    await loadChanged(page, (project) => ({
      ...project,
      graph: {
        ...project.graph,
        nodes: project.graph.nodes.map((node) =>
          node.id.endsWith('-out') ? { ...node, params: { ...node.params, initializer: 'zeros' } } : node,
        ),
      },
    }));
    const vanishing = page.locator('.ed-health[data-sign="vanishing"]').first();
    await expect(vanishing).toHaveText(/vanishing/);
    await expect(vanishing).toHaveAttribute('aria-label', /fewer layers, or other initial weights/);
    await reopen(page, 'penguins');
    await loadChanged(page, (project) => ({ ...project, tasks: project.tasks.map((task) => ({ ...task, weight: 1000 })) }));
    const exploding = page.locator('.ed-health[data-sign="exploding"]').first();
    await expect(exploding).toHaveText(/exploding/);
    await expect(exploding).toHaveAttribute('aria-label', /Lower the learning rate, clip gradients/);
  });

  await test.step('an attack says what becomes of every task; training against it is a switch', async () => {
    await reopen(page, 'penguins');
    await page.evaluate(() => window.playground?.train({ epochs: 3 }));
    await choose(page, 'Attack');
    await expect(page.locator('.insights')).toContainText('Beak length');
    await page.getByRole('radiogroup', { name: 'Method' }).getByText('PGD', { exact: true }).click();
    await page.getByRole('button', { name: 'Attack', exact: true }).press('Enter');
    await expect(page.locator('.attack-plot')).toHaveCount(3);
    await expect(page.locator('.attack-transfer tbody tr')).toHaveCount(3);
    await expect(page.locator('.attack-samples > li').first()).toContainText('changed');
    await expectAccessible(page, '.insights');
    const hardened = page.getByRole('switch', { name: 'Adversarial training' });
    await hardened.press('Space');
    await expect.poll(async () => (await projectOf(page)).training.adversarial).toEqual({ kind: 'fgsm', epsilon: 0.1 });
    await hardened.press('Space');
    expect('adversarial' in (await projectOf(page)).training).toBe(false);
  });
  await page.getByRole('tab', { name: 'Predictions', exact: true }).click();
});
