import { expect, type Page } from 'playwright/test';
import { inspector, isUncovered, middleOf, nodeOf, openCategory, paletteItem } from './canvas.ts';
import { drawn, loadEndless, projectOf, reopen, test, toggle } from './shared-page.ts';
import { mean } from './support.ts';

const stepOf = async (page: Page): Promise<number> => Number(await page.getByTestId('step').textContent());
const state = (page: Page) => page.getByTestId('run-state');
const banner = (page: Page) => page.getByTestId('pending');

/** A task's mean recorded loss over some steps. */
const lossOver = async (page: Page, task: string, from: number, to: number): Promise<number> =>
  mean(
    await page.evaluate(
      ([id, first, last]) =>
        (window.playground?.history() ?? []).flatMap(({ step, loss }) =>
          step >= first && step <= last ? [loss[id] ?? NaN] : [],
        ),
      [task, from, to] as const,
    ),
  );

/** A long run on the digits, well under way. */
async function trainDigits(page: Page): Promise<void> {
  await reopen(page, 'digits-hierarchical');
  await loadEndless(page);
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect.poll(() => stepOf(page), { timeout: 60_000 }).toBeGreaterThan(150);
}

test('an edit while training pauses nothing: it is offered, taken back whole or applied, and keeps what the network has learned', async ({
  shared: page,
}) => {
  await trainDigits(page);
  await test.step('one that is not wanted after all is taken back whole, and the run never notices', async () => {
    const before = await projectOf(page);
    await nodeOf(page, 'digit-hidden').click();
    await inspector(page).getByRole('textbox', { name: 'Units' }).fill('13');
    await inspector(page).getByRole('textbox', { name: 'Units' }).press('Tab');
    await nodeOf(page, 'group-logits').click();
    await page.keyboard.press('Delete');
    await expect(banner(page)).toContainText('Mend the errors to apply your edits');
    await expect(banner(page).getByRole('button', { name: 'Apply' })).toBeDisabled();
    await banner(page).getByRole('button', { name: 'Undo my edits' }).click();
    await expect(banner(page)).toBeHidden();
    expect(await projectOf(page)).toEqual(before);
    await expect(state(page)).toHaveAttribute('data-state', 'running');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Show everything' }).click();
    await drawn(page);
  });
  await test.step('of a task that is switched meanwhile its card says what is still trained', async () => {
    const card = page.locator('.task-card', { has: page.getByRole('switch', { name: 'Train Group' }) });
    await toggle(page, 'Train Group');
    await expect(card).toContainText('Trains on until you apply your edits; its weight acts at once.');
    await expect(state(page)).toHaveAttribute('data-state', 'running');
    await banner(page).getByRole('button', { name: 'Undo my edits' }).click();
    await expect(banner(page)).toBeHidden();
    await expect(card).not.toContainText('Trains on until');
  });
  await test.step('paused, «Train» takes it over, and every node whose shapes are unchanged keeps its weights', async () => {
    // A layer into the middle of a connection: every other node keeps its shapes.
    const [from, to] = [await middleOf(nodeOf(page, 'digit-hidden')), await middleOf(nodeOf(page, 'digit-logits'))];
    await openCategory(page, 'Regularisation');
    const item = await middleOf(paletteItem(page, 'dropout'));
    await page.mouse.move(item.x, item.y);
    await page.mouse.down();
    await page.mouse.move((from.x + to.x) / 2, from.y - 30, { steps: 4 });
    await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
    await page.mouse.up();

    await expect(banner(page)).toContainText('The trained network lacks your edits');
    await expect(state(page)).toHaveAttribute('data-state', 'running');
    const seen = await stepOf(page);
    await expect.poll(() => stepOf(page)).toBeGreaterThan(seen);

    await page.getByRole('button', { name: 'Pause' }).click();
    await expect(state(page)).toHaveAttribute('data-state', 'paused');
    const at = await stepOf(page);
    const first = await lossOver(page, 'digit', 1, 10);
    const before = await lossOver(page, 'digit', at - 40, at);
    expect(before).toBeLessThan(first / 3);
    await expect(banner(page)).toBeHidden();
    // A hint that a press has put away comes with the next visit of the pointer.
    await page.mouse.move(720, 400);
    await page.getByRole('button', { name: 'Train', exact: true }).hover();
    await expect(page.getByRole('tooltip').filter({ hasText: 'Train with your edits' })).toBeVisible();
    await page.evaluate(() => window.playground?.train({ steps: 20 }));
    expect(await stepOf(page)).toBe(at + 20);
    expect(await lossOver(page, 'digit', at + 1, at + 5)).toBeLessThan(first / 2);
    expect(await lossOver(page, 'group', at + 1, at + 5)).toBeLessThan(first / 3);
    await expect(page.locator('.marker-applied')).toHaveCount(1);
    expect(await lossOver(page, 'digit', 1, 10)).toBe(first);
  });
  await test.step('applied while it runs, training goes on by itself, and a layer of another shape begins anew', async () => {
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await expect(state(page)).toHaveAttribute('data-state', 'running');
    await nodeOf(page, 'digit-hidden').click();
    await inspector(page).getByRole('textbox', { name: 'Units' }).fill('16');
    // A switch, too, waits, where the slider beside it does not; taken back, it has nothing to say.
    const said = page.locator('.task-card[data-task="group"]').getByText('Trains on until you apply');
    await toggle(page, 'Train Group');
    await expect(said).toBeVisible();
    await toggle(page, 'Train Group');
    await expect(said).toBeHidden();
    await banner(page).getByRole('button', { name: 'Apply' }).click();
    await expect(banner(page)).toBeHidden();
    await expect(page.locator('.marker-applied')).toHaveCount(2);
    const seen = await stepOf(page);
    expect(seen).toBeGreaterThan(150);
    await expect.poll(() => stepOf(page)).toBeGreaterThan(seen);
    await page.getByRole('button', { name: 'Pause' }).click();
    await expect(state(page)).toHaveAttribute('data-state', 'paused');
  });
});

test('what is offered for an edit moves nothing, covers no tool and lies under no message', async ({ shared: page }) => {
  await reopen(page, 'digits-shared');
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect.poll(() => stepOf(page)).toBeGreaterThan(3);
  await nodeOf(page, 'shared').click();
  // The drawer has its shape once the pictures are there.
  await expect(inspector(page).getByRole('img', { name: /256 filters/ })).toBeVisible();
  const units = inspector(page).getByRole('textbox', { name: 'Units' });
  const [field, canvas] = [await units.boundingBox(), await page.locator('.ed-canvas').boundingBox()];
  await units.fill('32');
  await expect(banner(page)).toBeVisible();
  expect(await units.boundingBox()).toEqual(field);
  expect(await page.locator('.ed-canvas').boundingBox()).toEqual(canvas);
  expect((await banner(page).boundingBox())?.height).toBeLessThan(40);
  const tools = page
    .getByRole('toolbar', { name: 'View of the canvas' })
    .or(page.getByRole('group', { name: 'View of the canvas' }));
  expect(await isUncovered(tools.getByRole('button').first())).toBe(true);
  await nodeOf(page, 'flatten').click();
  await page.keyboard.press('Delete');
  const message = page.locator('.ed-notice-box');
  await expect(message).toBeVisible();
  expect(await isUncovered(message)).toBe(true);
  expect(await isUncovered(banner(page).getByRole('button', { name: 'Undo my edits' }))).toBe(true);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(banner(page)).toBeHidden();
});

test('an edit of a run that is paused asks for nothing: one step takes it over, and the curves go on', async ({
  shared: page,
}) => {
  await reopen(page, 'toy-related');
  await page.evaluate(() => window.playground?.train({ steps: 100 }));
  const head = page.locator('.react-flow__node', { has: page.locator('.ed-card-quiet', { hasText: 'loss' }) });
  await expect(head).toHaveCount(2);
  const layer = (await projectOf(page)).graph.nodes.find(({ params }) => params.units === 8);
  await nodeOf(page, layer?.id ?? '').click();
  await inspector(page).getByRole('textbox', { name: 'Units' }).fill('16');
  await inspector(page).getByRole('textbox', { name: 'Units' }).press('Tab');
  await expect(banner(page)).toBeHidden();
  await page.getByRole('button', { name: 'Step', exact: true }).click();
  await expect(page.getByTestId('step')).toHaveText('101');
  await expect(page.locator('.marker-applied')).toHaveCount(1);
  await expect(head).toHaveCount(2);
  await page.evaluate(() => window.playground?.reset());
  await expect(head).toHaveCount(0);
});
