import { readFileSync } from 'node:fs';
import { expect } from 'playwright/test';
import { expectAccessible } from './accessible.ts';
import { loadChanged, reopen, test } from './shared-page.ts';

test('the network is code in three languages, live with the canvas, and either finds the other', async ({ shared: page }) => {
  await reopen(page, 'digits-cnn');
  await page.getByRole('tab', { name: 'Code', exact: true }).press('Enter');
  const code = page.getByRole('listbox', { name: /Code of the network/ });
  const marked = code.locator('[aria-selected="true"]');
  const selected = page.locator('.react-flow__node.selected');

  await test.step('a node that is selected on the canvas has its lines marked and in view', async () => {
    await expect(code).toContainText('class DigitsConvolutional(nn.Module):');
    await page.locator('.react-flow__node[data-id]').filter({ hasText: 'Flatten' }).click();
    await expect(marked).not.toHaveCount(0);
    await expect(marked.first()).toContainText('flatten');
    await expect(marked.first()).toBeInViewport();
  });

  await test.step('a line selects its node, by pointer and by keys', async () => {
    await code
      .locator('[data-node]')
      .filter({ hasText: /self\.\w+ = Conv2d/ })
      .first()
      .click();
    await expect(selected).toHaveCount(1);
    await expect(selected).toContainText('Conv 2D');
    await code.press('ArrowDown');
    await expect(selected).toContainText('Conv 2D 2');
    await expectAccessible(page, '.insights');
  });

  await test.step('an edit is in the code at once; a network that cannot be trained leaves the last code and says why', async () => {
    await page.getByRole('radiogroup', { name: 'Language of the code' }).getByText('JavaScript', { exact: true }).click();
    await expect(code).toContainText('export class DigitsConvolutional {');
    await loadChanged(page, (project) => ({ ...project, name: 'Renamed here' }));
    await expect(code).toContainText('export class RenamedHere {');
    await loadChanged(page, (project) => ({ ...project, graph: { ...project.graph, edges: project.graph.edges.slice(1) } }));
    await expect(page.locator('.code-tab [data-code]')).toBeVisible();
    await expect(code).toContainText('export class RenamedHere {');
  });

  await test.step('it is copied; where that is not allowed it says so', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const copy = page.getByRole('button', { name: /^Cop(y|ied)$/ });
    await copy.click();
    await expect(copy).toHaveText('Copied');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('export class RenamedHere {');
    await page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new Error('not here'));
    });
    await copy.click();
    await expect(page.getByText('This browser does not allow copying')).toBeVisible();
  });

  await test.step('it is taken home as a file', async () => {
    await page.getByRole('radiogroup', { name: 'Language of the code' }).getByText('Keras', { exact: true }).click();
    await reopen(page, 'digits-cnn');
    await expect(code).toContainText('keras.Model');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download model.py' }).press('Enter'),
    ]);
    expect(download.suggestedFilename()).toBe('model.py');
    expect(readFileSync(await download.path(), 'utf8')).toContain('class DigitsConvolutional(keras.Model):');
  });
  await page.getByRole('tab', { name: 'Predictions', exact: true }).click();
});
