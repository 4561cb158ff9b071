import { expect, test } from 'playwright/test';
import { openPage } from './support.ts';

test('the page of a data set tells its origin, licence, size and the balance of every task', async ({ page }) => {
  await openPage(page, '#preset=digits-shared&lang=en');
  await page.getByRole('button', { name: 'About this data' }).click();
  const sheet = page.getByRole('dialog', { name: 'Handwritten digits' });
  await expect(sheet).toContainText('LeCun');
  await expect(sheet).toContainText('10,000 samples');
  await expect(sheet).toContainText('MIT');
  // The package has 1,127 ones.
  await expect(sheet.getByRole('listitem').filter({ hasText: '1,127' })).toContainText('11.3 %');
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
});

test('another data set brings its own page, and says which labels are missing', async ({ page }) => {
  await openPage(page, '#preset=digits-shared&lang=zh-CN');
  await page.getByRole('combobox', { name: '数据集' }).click();
  await page.getByRole('option', { name: '帕尔默企鹅' }).click();
  await page.getByRole('button', { name: '关于这份数据' }).click();
  const sheet = page.getByRole('dialog', { name: '帕尔默企鹅' });
  await expect(sheet).toContainText('342 个样本中有 333 个带此标签');
  await expect(sheet.getByRole('listitem').filter({ hasText: 'Gentoo' })).toContainText('123');
});
