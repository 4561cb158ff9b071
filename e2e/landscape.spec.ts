import { expect } from 'playwright/test';
import { expectAccessible } from './accessible.ts';
import { reopen, test } from './shared-page.ts';
import { untilThere } from './support.ts';

test('methods walk over the landscape of two losses, from the published starts and from a visitor’s, by mouse and by keyboard', async ({
  shared: page,
}) => {
  await reopen(page, 'toy-related');
  const dialog = page.getByRole('dialog', { name: 'A landscape of two losses' });

  await test.step('by mouse, from where methods are chosen', async () => {
    await page.getByRole('button', { name: 'Watch methods on a landscape of two losses' }).click();
    await expect(dialog.locator('.landscape-start')).toHaveCount(5);
    // Contours of both losses, and the front.
    for (const what of [
      'path.landscape-contour[data-surface="first"]',
      'path.landscape-contour[data-surface="second"]',
      'path.landscape-front',
    ])
      expect(
        await dialog
          .locator(what)
          .evaluateAll(
            (paths) => paths.map((path) => path.getAttribute('d')?.length ?? 0).filter((length) => length > 40).length,
          ),
      ).toBeGreaterThan(0);
    await dialog.getByLabel('Steps per second').selectOption('as fast as it can');
    await dialog.getByLabel('Steps of each').selectOption('5,000');
    await dialog.getByRole('button', { name: 'Start', exact: true }).click();
    await untilThere(page, '.landscape-results tr[data-method="nash-mtl"] td:first-of-type');
    await expect(dialog.getByTestId('landscape-step')).toHaveText('Step 5,000', { timeout: 30_000 });
    await expect(dialog.locator('[data-summary="equal"]')).toContainText('reached the front from 0 of 5 starts.');
    // Two more starts: a point on the front, and one on the way of all.
    const plane = dialog.getByRole('application');
    const { width = 0, height = 0 } = (await plane.boundingBox()) ?? {};
    await plane.click({ position: { x: width / 2, y: (height * (10 + 8.3)) / 20 } });
    await expect(dialog.getByRole('checkbox', { name: /^F at/ })).toBeChecked();
    await dialog.getByRole('button', { name: 'Go on' }).click();
    await expect(dialog.locator('tr[data-method="mgda"] td').last()).toHaveAttribute('data-reached', /^\d+$/, {
      timeout: 30_000,
    });
    // What was walked is drawn.
    const drawn = await dialog.locator('canvas').evaluate((canvas) => {
      const { width: w, height: h } = canvas as HTMLCanvasElement;
      const pixels = (canvas as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, w, h).data ?? [];
      return pixels.filter((value, i) => i % 4 === 3 && value > 0).length;
    });
    expect(drawn).toBeGreaterThan(500);
    await dialog.getByRole('button', { name: 'Remove start F' }).click();
    await expect(dialog.locator('.landscape-start')).toHaveCount(5);
    await expectAccessible(page, '.mantine-Modal-content');
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  });

  await test.step('by keyboard, from the examples', async () => {
    await page.getByRole('button', { name: 'Examples', exact: true }).focus();
    await page.keyboard.press('Enter');
    const way = page.getByRole('dialog', { name: 'Examples' }).getByRole('button', { name: 'Watch methods on a landscape' });
    await way.focus();
    await page.keyboard.press('Enter');
    await dialog.getByRole('application').focus();
    for (const key of ['ArrowRight', 'ArrowUp', 'Shift+ArrowUp', 'Enter']) await page.keyboard.press(key);
    await expect(dialog.getByRole('status')).toHaveText('Start F added at (0.5, 0.6)');
    await dialog.getByRole('textbox', { name: 'Search the methods' }).fill('upgr');
    const method = dialog.getByRole('checkbox', { name: 'Unconflicting projection (UPGrad)' });
    await method.focus();
    await page.keyboard.press('Space');
    await expect(dialog.locator('tr[data-method]')).toHaveCount(5);
    await dialog.getByRole('button', { name: 'Start', exact: true }).focus();
    await page.keyboard.press('Enter');
    await expect(dialog.locator('[data-summary="upgrad"]')).toContainText('not reached');
    await page.keyboard.press('Enter');
    await expect(dialog.getByRole('button', { name: 'Go on' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('button', { name: 'Examples', exact: true })).toBeFocused();
  });
});
