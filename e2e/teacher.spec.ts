import { expect } from 'playwright/test';
import { projectOf, test, undo } from './shared-page.ts';
import { openPage } from './support.ts';

test('a teacher, in Chinese, sets a question and hands out a link: whoever opens it finds title, note and weights, and takes them home', async ({
  page,
  browser,
  baseURL,
}) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await openPage(page, '#lang=zh-CN&executor=wasm&preset=toy-conflicting');
  await page.getByRole('textbox', { name: '标题', exact: true }).fill('第三课：任务冲突');
  await page.getByRole('button', { name: '添加备注' }).click();
  const note = page.getByRole('textbox', { name: '备注' });
  await note.fill('把半平面 A 的权重设为 3：哪条曲线会下降？');
  await note.blur();
  const weight = page.getByRole('slider', { name: /半平面 B/ });
  await weight.focus();
  await page.keyboard.press('Home');
  // Its branch fades, and what says so is not the colour alone.
  const head = page.locator('.react-flow__node[data-id="planeB-head"]');
  await expect(head.locator('.ed-card')).toHaveAttribute('data-faded', 'true');
  await expect(page.locator('.react-flow__node[data-id="planeA-head"] .ed-card')).not.toHaveAttribute('data-faded');
  await page.getByRole('button', { name: '分享' }).click();
  await expect(page.getByRole('status').filter({ hasText: '链接' })).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  // For whoever has a camera in place of a keyboard: a module for every part of it, on a ground of its own.
  const code = page.getByRole('img', { name: '链接的二维码' });
  await expect(code).toBeVisible();
  const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /二维码/ }).click()]);
  expect(saved.suggestedFilename()).toMatch(/-qr-.*\.svg$/);
  const given = await projectOf(page);
  await page.keyboard.press('Escape');

  const context = await browser.newContext({ baseURL: baseURL ?? '', locale: 'en-GB', reducedMotion: 'reduce' });
  const student = await context.newPage();
  await openPage(student, link.slice(link.indexOf('#')));
  expect(await projectOf(student)).toEqual(given);
  await expect(student.getByRole('textbox', { name: 'Title' })).toHaveValue('第三课：任务冲突');
  await expect(student.getByRole('textbox', { name: 'Note' })).toHaveValue(/权重设为 3/);
  await student.locator('body').press('ArrowRight');
  await expect(student.getByTestId('step')).toHaveText('1');
  await student.getByRole('button', { name: 'Export' }).click();
  const waiting = student.waitForEvent('download');
  await student.getByRole('menuitem', { name: /safetensors/ }).click();
  expect((await waiting).suggestedFilename()).toBe('第三课-任务冲突-seed-1-step-1.safetensors');
  await student.getByRole('textbox', { name: 'Title' }).fill('Mine');
  await undo(student);
  expect(await projectOf(student)).toEqual(given);
  await context.close();
});
