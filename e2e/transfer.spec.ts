import { expect } from 'playwright/test';
import { inspector, nodeOf } from './canvas.ts';
import { projectOf, reopen, test } from './shared-page.ts';

test('by hand a selection is frozen and freed, a layer gets a rate of its own, and training is divided into stages', async ({
  shared: page,
}) => {
  await reopen(page, 'toy-related');
  const ids = ['shared-1', 'shared-2'];
  const states = async () =>
    (await projectOf(page)).graph.nodes
      .filter(({ id }) => ids.includes(id))
      .map((node) => [node.frozen, Reflect.get(node, 'rate') ?? 1]);

  await test.step('a selection', async () => {
    await nodeOf(page, 'shared-1').click();
    await nodeOf(page, 'shared-2').click({ modifiers: ['ControlOrMeta'] });
    await expect(inspector(page)).toContainText('2 layers selected');
    await inspector(page).getByRole('button', { name: 'Freeze', exact: true }).click();
    expect(await states()).toEqual([
      [true, 1],
      [true, 1],
    ]);
    await expect(nodeOf(page, 'shared-2').getByRole('img', { name: 'frozen' })).toBeVisible();
    await inspector(page).getByRole('button', { name: 'Unfreeze', exact: true }).click();
    expect(await states()).toEqual([
      [false, 1],
      [false, 1],
    ]);
    await inspector(page).getByRole('textbox', { name: 'Learning rate ×' }).fill('0.5');
    await expect.poll(states).toEqual([
      [false, 0.5],
      [false, 0.5],
    ]);
  });

  await test.step('one layer', async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await nodeOf(page, 'shared-1').click();
    await inspector(page).getByRole('textbox', { name: 'Learning rate ×' }).fill('0.25');
    await expect.poll(states).toEqual([
      [false, 0.25],
      [false, 0.5],
    ]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
  });

  await test.step('stages', async () => {
    const opened = page.getByRole('button', { name: /^Stages/ });
    await opened.click();
    await page.getByRole('button', { name: 'Divide into stages' }).click();
    const stages = page.getByRole('group', { name: /^Stage \d/ });
    const before = await stages.count();
    await page.getByRole('button', { name: 'Add a stage' }).click();
    await expect(stages).toHaveCount(before + 1);
    await page.getByRole('button', { name: `Remove stage ${before + 1}` }).click();
    await expect(stages).toHaveCount(before);
    const [first, last] = [stages.first(), stages.last()];
    await first.getByRole('textbox', { name: 'Epochs' }).fill('2');
    await first.getByRole('checkbox').last().uncheck();
    await last.getByRole('textbox', { name: /^Learning rate/ }).fill('0.25');
    await last.getByRole('button', { name: 'All shared layers' }).click();
    const { tasks, training } = await projectOf(page);
    expect(training.stages).toMatchObject([
      { epochs: 2, tasks: tasks.slice(0, -1).map(({ id }) => id) },
      { rate: 0.25, frozen: [...ids, 'answer'] },
    ]);
    await opened.click();
  });
});
