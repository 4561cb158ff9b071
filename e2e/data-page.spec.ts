import { expect } from 'playwright/test';
import { reopen, test } from './shared-page.ts';

test('the page of a data set tells its origin, licence, size and the balance of every task', async ({ shared: page }) => {
  await reopen(page, 'digits-shared');
  // A row of samples ends within its column; a box may end a fraction of a pixel beside another.
  const samples = page.locator('.strip-sample');
  await expect(samples).toHaveCount(8);
  const beyond = await samples.evaluateAll((all) => {
    const right = all[0]?.parentElement?.getBoundingClientRect().right ?? 0;
    return all.filter((sample) => sample.getBoundingClientRect().right > right + 0.5).length;
  });
  expect(beyond).toBe(0);
  const about = page.getByRole('button', { name: 'About this data' });
  const facts = page.getByRole('button', { name: 'Facts, options and split' });
  await expect(about).toBeHidden();
  await facts.click();
  await expect(page.getByText('10,000 samples · Licence: MIT')).toBeVisible();
  await expect(page.getByRole('slider', { name: 'Split: train' })).toBeVisible();
  await about.click();
  const sheet = page.getByRole('dialog', { name: 'Handwritten digits' });
  await expect(sheet).toContainText('LeCun');
  await expect(sheet).toContainText('10,000 samples');
  await expect(sheet).toContainText('MIT');
  // The package has 1,127 ones.
  await expect(sheet.getByRole('listitem').filter({ hasText: '1,127' })).toContainText('11.3 %');
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await facts.click();
});
