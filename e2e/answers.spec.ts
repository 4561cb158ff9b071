import { readFileSync } from 'node:fs';
import { expect } from 'playwright/test';
import { expectAccessible } from './accessible.ts';
import { projectOf, reopen, test } from './shared-page.ts';
import { trainSteps } from './support.ts';

test('how good the answers are, answers for a file, and a task that joins what was learned', async ({ shared: page }) => {
  await reopen(page, 'penguins');
  await trainSteps(page, 60);

  await test.step('probabilities, residuals, a threshold by keyboard, and which column serves which task', async () => {
    await page.getByRole('tab', { name: 'Answers', exact: true }).press('Enter');
    const sex = page.getByRole('region', { name: 'Male', exact: true });
    await expect(sex.getByText(/Calibration: ECE/)).toBeVisible();
    await expect(page.getByRole('img', { name: /Residuals of Body mass/ })).toBeVisible();
    const recall = sex.getByRole('row', { name: /Recall/ });
    const before = await recall.textContent();
    await sex.getByRole('slider').press('End');
    await expect(recall).not.toHaveText(before ?? '');
    // What costs most comes first, with its figure, for every task.
    for (const name of ['Species', 'Body mass', 'Male']) {
      const task = page.getByRole('region', { name, exact: true });
      await expect(task.getByText('What costs most, the worst first')).toBeVisible();
      const said = await task.locator('.sample-cell').allTextContents();
      const losses = said.map((text) => Number(/loss ([\d.]+)/.exec(text)?.[1]));
      expect(losses.length, said.join('; ')).toBe(6);
      expect(losses).toEqual(losses.toSorted((a, b) => b - a));
    }
    await page.getByRole('button', { name: 'Measure', exact: true }).press('Enter');
    await expect(page.getByTestId('importance').getByRole('row', { name: /Beak length/ })).toContainText(/\d/);
    await expectAccessible(page, '.insights');
  });

  await test.step('a file of rows comes back with every task’s prediction', async () => {
    await page.getByRole('tab', { name: 'Try it', exact: true }).press('Enter');
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Predict for a file…' }).press('Enter'),
    ]);
    const rows = 'bird;Beak length (mm);beak_depth;Flipper length\na;39,1;18,7;181\nb;46,1;?;211\n';
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      chooser.setFiles({ name: 'birds.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) }),
    ]);
    expect(download.suggestedFilename()).toBe('birds-predictions.csv');
    const [header, first] = readFileSync(await download.path(), 'utf8').split('\r\n');
    expect(header).toMatch(/^bird,Beak length \(mm\),beak_depth,Flipper length,Species,Species: probability,.*\(g\)$/);
    expect(first).toMatch(/^a,"39,1","18,7",181,(Adelie|Chinstrap|Gentoo),0\.\d+,/);
    const report = page.locator('.file-predictions');
    await expect(report).toContainText('taken as missing: Island');
    await expect(report).toContainText('line 3, Beak depth: “?”');
  });

  await test.step('a task that joins may leave what was learned as it is', async () => {
    await page.getByRole('button', { name: 'Add a task' }).press('Enter');
    await page.getByRole('menuitemradio', { name: /stays: other tasks’ answers are kept/ }).press('Enter');
    await page.getByRole('menuitem').first().press('Enter');
    await expect.poll(async () => (await projectOf(page)).tasks.length).toBe(4);
    const { graph } = await projectOf(page);
    expect(graph.nodes.filter(({ frozen }) => frozen).length).toBeGreaterThan(2);
  });
  // As the page was found.
  await page.getByRole('tab', { name: 'Predictions', exact: true }).click();
});
