import { expect, type Locator, type Page } from 'playwright/test';
import { parts } from '../src/ui/app/classroom/parts.ts';
import { expectAccessible } from './accessible.ts';
import { projectOf, test, undo } from './shared-page.ts';
import { openPage, trainSteps } from './support.ts';

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

/** Chooses from a list that opens. */
async function choose(list: Locator, option: string): Promise<void> {
  await list.click();
  await list.page().getByRole('option', { name: option, exact: true }).click();
}

/** What is left out by its place alone, as it is called. */
const buttons: Readonly<Record<string, string>> = {
  step: 'Step',
  reset: 'Reset',
  seed: 'New seed',
  examples: 'Examples',
  export: 'Export',
};
const panels: Readonly<Record<string, string>> = {
  document: 'Document',
  data: 'Data',
  tasks: 'Tasks',
  training: 'Training',
};

/** Nothing of the page is wider than the screen. */
const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test('a class: a teacher sets a task, a student does it on a phone and hands in by link, and the links are read as one table on a small screen', async ({
  page: teacher,
  browser,
  baseURL,
}) => {
  await teacher.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await openPage(teacher, '#executor=wasm&preset=toy-conflicting');
  for (const { id, selector } of parts) {
    const name = buttons[id];
    if (name) await expect(teacher.locator(selector)).toHaveAccessibleName(name);
    const heading = panels[id];
    if (heading) await expect(teacher.locator(selector).getByRole('heading', { level: 2 })).toHaveText(heading);
  }
  await trainSteps(teacher, 5);
  await teacher.getByTestId('speed').click();
  await teacher.getByRole('menuitemradio', { name: '100 steps per second' }).click();
  const share = teacher.getByRole('button', { name: 'Share' });
  const form = teacher.getByTestId('sheet-form');
  await share.click();
  await teacher.getByRole('button', { name: 'Set a task…' }).click();
  await expect(form).toBeVisible();
  await teacher.keyboard.press('Escape');
  await expect(share).toBeFocused();
  await share.click();
  await teacher.getByRole('button', { name: 'Set a task…' }).click();
  await form.getByRole('textbox', { name: 'Question' }).fill('Who pays?\n<img src=x onerror=alert(1)>');
  // Key by key, as hands do.
  await choose(form.getByRole('combobox', { name: 'Answer' }), 'A number');
  const expected = form.getByRole('textbox', { name: 'Expected answer' });
  await expected.pressSequentially('3.25');
  await expect(expected).toHaveValue('3.25');
  await choose(form.getByRole('combobox', { name: 'Answer' }), 'One of several');
  const emptyChoice = form.getByText('A choice is empty');
  await expect(emptyChoice).toBeVisible();
  await form.getByRole('textbox', { name: 'Choice 1' }).fill('Nobody');
  await form.getByRole('textbox', { name: 'Choice 2' }).fill('The other task');
  await expect(emptyChoice).toHaveCount(0);
  await form.getByRole('radio', { name: 'Choice 2 is right' }).check();
  await form.getByRole('textbox', { name: 'Explanation' }).fill('Their gradients part.');
  await form.getByRole('button', { name: 'Add a step' }).click();
  await form.getByRole('textbox', { name: 'Epochs' }).fill('2');
  await form.getByRole('button', { name: 'Add a step' }).click();
  const second = form.getByRole('group', { name: 'Step 2' });
  await choose(second.getByRole('combobox', { name: 'Done when' }), 'A tab is looked at');
  await choose(second.getByRole('combobox', { name: 'Tab' }), 'Confusion');
  await second.getByRole('textbox', { name: 'What is to be done' }).fill('Look for what is confused.');
  const leaveOut = async (group: string, ...names: readonly string[]): Promise<void> => {
    await form.getByRole('button', { name: group }).click();
    const listed = form.getByRole('group', { name: group, exact: true });
    for (const name of names) await listed.getByRole('checkbox', { name, exact: true }).uncheck();
  };
  await leaveOut('Panels and controls', 'Document: title, note and seed', 'Data', 'Tasks', 'Training', 'Reset', 'Sharing depth');
  await leaveOut('Tabs of the results', 'Code');
  await leaveOut('Layers: Merge', 'All');
  await leaveOut('Blocks', 'All');
  const [weights] = await Promise.all([
    teacher.waitForEvent('download'),
    form.getByRole('button', { name: 'Save the weights beside the link' }).click(),
  ]);
  await expect(form.getByText(`The link asks for ${weights.suggestedFilename()}.`)).toBeVisible();
  await expect(form.getByText('The link carries your speed: the class trains at 100 steps per second at most.')).toBeVisible();
  await expectAccessible(teacher, '[data-testid="sheet-form"]');
  await form.getByRole('button', { name: 'Copy the link' }).click();
  await expect(form.getByText('Link copied').first()).toBeVisible();
  const link = await teacher.evaluate(() => navigator.clipboard.readText());

  // Nothing but the link is needed; the page shows what is left of it.
  const context = await browser.newContext({
    baseURL: baseURL ?? '',
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    locale: 'en-GB',
    reducedMotion: 'reduce',
  });
  const student = await context.newPage();
  await openPage(student, `${link.slice(link.indexOf('#'))}&executor=wasm`);
  // As fast as its teacher has set.
  await expect(student.locator('.speed-button')).toHaveAttribute('data-limited', 'true');
  const card = student.getByTestId('sheet');
  await expect(card.getByText('Who pays?')).toContainText('<img src=x onerror=alert(1)>');
  await expect(card.locator('img')).toHaveCount(0);
  // What is expected is neither on the page yet nor read at a glance in the document.
  const told = JSON.stringify(await projectOf(student)) + (await student.content());
  expect(told.includes('Their gradients part')).toBe(false);
  // Nor is it where a task is set, before somebody asks for it.
  const more = student.getByRole('button', { name: 'More', exact: true });
  await more.click();
  await student.getByRole('button', { name: 'Share' }).click();
  await student.getByRole('button', { name: 'Set a task…' }).click();
  const set = student.getByTestId('sheet-form');
  await expect(set.getByRole('button', { name: 'Show the expected answer' })).toBeVisible();
  await expect(set.getByRole('textbox', { name: 'Choice 2' })).toHaveValue('The other task');
  await expect(set.getByRole('radio')).toHaveCount(0);
  await expect(set.getByRole('textbox', { name: 'Explanation' })).toHaveCount(0);
  await student.getByRole('button', { name: 'Close', exact: true }).click();
  await more.click();
  await expect(student.locator('.phone > .mantine-SegmentedControl-root').getByText('Setup')).toBeHidden();
  await expect(student.locator('.ed-depth')).toBeHidden();
  await student.keyboard.press('a');
  const search = student.getByRole('combobox', { name: 'Find a layer' });
  await search.fill('concatenate');
  await expect(student.getByRole('option', { name: /Concatenate/ })).toHaveCount(0);
  await search.fill('dense');
  await expect(student.getByRole('option', { name: /^Dense/ }).first()).toBeVisible();
  await search.fill('mmoe');
  await expect(student.getByRole('option', { name: /MMoE/ })).toHaveCount(0);
  await student.keyboard.press('Escape');
  expect(await overflow(student)).toBe(0);

  // The file beside it, dropped or chosen: another one is refused with the reason.
  await student.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['no weights'], 'other.safetensors'));
    for (const type of ['dragover', 'drop']) {
      document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
    }
  });
  await expect(student.locator('.drop-veil')).toHaveCount(0);
  await expect(card.getByText('other.safetensors is not the file')).toBeVisible();
  const chooser = student.waitForEvent('filechooser');
  await card.getByRole('button', { name: 'Choose the file' }).click();
  await (await chooser).setFiles(await weights.path());
  await expect(card.getByText(/^The weights of .* are in/)).toBeVisible();
  await expect(student.getByTestId('run-state')).toHaveAttribute('data-state', 'idle');

  await student.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(card.locator('li').first()).toHaveAttribute('data-state', 'done');
  await student.getByRole('button', { name: 'Pause' }).click();
  await expect(student.getByTestId('run-state')).toHaveAttribute('data-state', 'paused');
  // What is left out is not reached by its key either.
  const trained = await student.getByTestId('step').textContent();
  await student.locator('body').press('r');
  await card.getByRole('button', { name: 'Show me' }).click();
  await expect(student.getByRole('tab', { name: 'Code' })).toHaveCount(0);
  await student.getByRole('tab', { name: 'Confusion' }).click();
  await expect(card.locator('li[data-state="done"]')).toHaveCount(2);
  await card.getByRole('button', { name: 'The other task' }).click();
  await expect(card.getByTestId('sheet-answered')).toContainText('That is right.');
  await expect(card.getByText('Their gradients part.')).toBeVisible();
  await card.getByRole('textbox', { name: 'Name (optional)' }).fill('Ada');
  await card.getByRole('button', { name: 'Hand in' }).click();
  const handed = await card.getByRole('textbox', { name: 'Link to hand in' }).inputValue();
  await expect(card.getByRole('img', { name: 'QR code of the link' })).toBeVisible();
  expect(await student.getByTestId('step').textContent()).toBe(trained);
  await expectAccessible(student, '[data-testid="sheet"]');
  // Not a lock: all of the page is a switch away.
  await card.getByRole('switch', { name: 'Show everything' }).click();
  await expect(student.locator('.phone > .mantine-SegmentedControl-root').getByText('Setup')).toBeVisible();
  expect(await overflow(student)).toBe(0);
  // A reset goes back to the weights of the seed; those of the file are at hand.
  await card.getByRole('heading', { level: 2 }).click();
  await student.keyboard.press('r');
  await expect(card.getByText('The network begins untrained again')).toContainText(weights.suggestedFilename());
  await expectAccessible(student, '[data-testid="sheet"]');
  await card.getByRole('button', { name: 'Begin with them again' }).click();
  await expect(card.getByText(/^The weights of .* are in/)).toBeVisible();
  await context.close();

  await form.getByRole('button', { name: 'See it as a student does' }).click();
  await teacher.getByTestId('sheet').getByRole('button', { name: 'Nobody' }).click();
  await expect(teacher.getByTestId('sheet-wrong')).toHaveText('The answer is not right.');
  await expect(teacher.getByTestId('sheet-answered')).toContainText('ExpectedThe other task');
  await teacher.getByRole('button', { name: 'Share' }).click();
  await teacher.getByRole('button', { name: 'Read what was handed in…' }).click();
  const table = teacher.getByTestId('handed');
  await expect(table).toBeVisible();
  await teacher.setViewportSize({ width: 800, height: 600 });
  await table
    .getByRole('textbox', { name: /Paste the links/ })
    .fill(`Hello, my work: ${handed}\nBo: ${handed.slice(0, -60)}\nand once more <${handed}>`);
  await expect(table.getByRole('status')).toHaveText('2 handed in');
  const rows = table.locator('tbody tr');
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(0)).toContainText('The other task (right)');
  await expect(rows.nth(0)).toContainText('2/2');
  await expect(rows.nth(0)).toContainText('the same document');
  await expect(rows.nth(1)).toContainText('Not read: Bo: …This link is broken');
  await expect(rows.nth(2)).toContainText('the same as row 1');
  // What opens a row is in sight beside all that is measured.
  await rows.nth(0).locator('td').first().scrollIntoViewIfNeeded();
  await expect(rows.nth(0).getByRole('button', { name: 'Open what Ada handed in' })).toBeInViewport({ ratio: 1 });
  await expectAccessible(teacher, '[data-testid="handed"]');
  await table.getByRole('button', { name: 'Row', exact: true }).click();
  await expect(rows.nth(2)).toContainText('Ada');
  const [csv] = await Promise.all([teacher.waitForEvent('download'), table.getByRole('button', { name: 'Save as CSV' }).click()]);
  expect(csv.suggestedFilename()).toMatch(/-class-.*\.csv$/);
  await rows.nth(2).getByRole('button', { name: 'Open what Ada handed in' }).click();
  await expect(teacher.getByTestId('sheet')).toContainText('Handed in by Ada');
  await expect(teacher.getByTestId('sheet-answered')).toContainText('AnsweredThe other task');
  await expect(teacher.getByTestId('sheet')).toContainText(`${trained} steps trained`);
  expect(await overflow(teacher)).toBe(0);
});
