import { expect, type Page } from 'playwright/test';
import { expectAccessible } from './accessible.ts';
import { projectOf, reopen, test } from './shared-page.ts';

const card = (page: Page) => page.getByTestId('lesson');
const press = (page: Page, name: string | RegExp) => card(page).getByRole('button', { name }).click();
/** A hand presses what says that it cannot be pressed now. */
const pressInVain = (page: Page, name: string) => card(page).getByRole('button', { name }).click({ force: true });
const isAt = (page: Page, step: string) => expect(card(page)).toHaveAttribute('data-step', step);
const isOver = (page: Page) => expect(card(page)).toHaveAttribute('data-over', 'true', { timeout: 60_000 });

test('the first lesson is found among the examples and played to its end', async ({ shared: page }) => {
  await reopen(page, 'toy-related');
  const before = await projectOf(page);
  await page.getByRole('button', { name: 'Examples', exact: true }).click();
  const gallery = page.getByRole('dialog', { name: 'Examples' });
  await gallery.getByRole('button', { name: 'Lessons' }).click();
  await expect(gallery.getByRole('list', { name: 'Lessons, one after the other' }).getByRole('listitem')).toHaveCount(10);
  await gallery.getByRole('button', { name: /^Lesson 1 / }).click();
  await expect(gallery).toBeHidden();
  await isAt(page, 'select');
  await expect(card(page).getByRole('heading', { name: /^Step 1 of 4/ })).toBeFocused();
  expect((await projectOf(page)).data.dataset).toBe('mnist');

  // What is spoken of is marked, and takes the pointer as ever.
  await expect(page.locator('[data-lesson-place]')).toHaveAttribute('data-id', 'shared');
  await expect(card(page)).toHaveAttribute('data-over', 'false');
  await page.locator('.react-flow__node[data-id="shared"]').click();
  await isOver(page);
  await press(page, 'Continue');

  // No result without a prediction, which is not taken back.
  await isAt(page, 'separate');
  await pressInVain(page, 'Continue');
  await isAt(page, 'separate');
  await expectAccessible(page, '[data-testid="lesson"]');
  await press(page, 'Far more often than this one');
  await pressInVain(page, 'About as often');
  await expect(card(page).getByRole('button', { pressed: true })).toHaveText('Far more often than this one');
  await press(page, 'Continue');
  await isAt(page, 'train');
  await press(page, 'Train 3 epochs');
  await isOver(page);
  await press(page, 'Continue');
  await isAt(page, 'measured');
  await expect(card(page)).toContainText(/You expected\s*Far more often than this one\s*Measured was\s*About as often/);
  await expect(page.getByTestId('lesson-measured')).toContainText(/Digits: nothing shared\s*92\.96 ± 0\.48%/);
  await expect(page.getByTestId('lesson-measured')).toContainText(/Difference: \+0\.79 ± 0\.35% \(99 % interval, 8 seeds\)/);
  await expect(page.getByTestId('lesson-yours')).toContainText(/Digit\s*[89]\d/);
  await press(page, 'Continue');
  await isAt(page, 'end');
  await expect(card(page)).toContainText('Caruana');
  await expectAccessible(page, '[data-testid="lesson"]');
  await card(page).press('Escape');
  await expect(card(page)).toBeHidden();
  await expect(page.locator('[data-lesson-place]')).toHaveCount(0);
  await page.getByRole('button', { name: /^Undo \(/ }).click();
  expect(await projectOf(page)).toEqual(before);
});
