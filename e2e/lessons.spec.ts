import { expect, type Page } from 'playwright/test';
import { expectAccessible } from './accessible.ts';
import { projectOf, reopen, test } from './shared-page.ts';

const card = (page: Page) => page.getByTestId('lesson');
const press = (page: Page, name: string | RegExp) => card(page).getByRole('button', { name }).click();
/** A hand presses what says that it cannot be pressed now. */
const pressInVain = (page: Page, name: string) => card(page).getByRole('button', { name }).click({ force: true });
/** So many square pixels of what is spoken of, as far as its pane shows it, lie under the card. */
const covered = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const place = document.querySelector('[data-lesson-place]');
    const boxes = [document.querySelector('.lesson-card'), place, place?.closest('.column, header')].map((one) =>
      one?.getBoundingClientRect(),
    );
    const known = boxes.filter((box) => box !== undefined);
    if (known.length < 3) return 0;
    const [left, top] = [Math.max(...known.map((box) => box.left)), Math.max(...known.map((box) => box.top))];
    const [right, bottom] = [Math.min(...known.map((box) => box.right)), Math.min(...known.map((box) => box.bottom))];
    return Math.round(Math.max(0, right - left) * Math.max(0, bottom - top));
  });
const isAt = (page: Page, step: string) => expect(card(page)).toHaveAttribute('data-step', step);
const isOver = (page: Page) => expect(card(page)).toHaveAttribute('data-over', 'true', { timeout: 60_000 });

test('the first lesson is found among the examples and played to its end', async ({ shared: page }) => {
  await reopen(page, 'toy-related');
  const before = await projectOf(page);
  await page.getByRole('button', { name: 'Examples', exact: true }).click();
  const gallery = page.getByRole('dialog', { name: 'Examples' });
  await gallery.getByRole('button', { name: 'Lessons' }).click();
  await expect(gallery.getByRole('list', { name: 'Lessons, one after the other' }).getByRole('listitem')).toHaveCount(10);
  await expectAccessible(page, '.gallery');
  await gallery.getByRole('button', { name: 'Examples' }).click();
  // The search finds lessons beside examples, in any language; one is begun by Enter.
  const search = gallery.getByRole('combobox');
  await search.fill('冲突');
  await expect(gallery.getByRole('group', { name: 'Lessons' }).getByRole('option', { name: /^When tasks fight/ })).toBeVisible();
  await expect(gallery.getByRole('option', { selected: true })).toHaveAttribute('data-preset', 'toy-conflicting');
  await search.fill('gain or lose when they share a layer');
  await expect(gallery.getByRole('option')).toHaveCount(1);
  await search.press('Enter');
  await expect(gallery).toBeHidden();
  await isAt(page, 'select');
  await expect(card(page).getByRole('heading', { name: /^Step 1 of 4/ })).toBeFocused();
  await expect.poll(async () => (await projectOf(page)).data.dataset).toBe('mnist');

  // What was measured is not told beside the question, and what is spoken of takes the pointer as ever.
  await expect(page.getByTestId('example-note')).toHaveCount(0);
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
  // The visitor's document is one step away, from where the lesson finds back to its own.
  await page.getByRole('button', { name: /^Undo \(/ }).click();
  expect(await projectOf(page)).toEqual(before);
  await press(page, 'Open the lesson’s document');
  await expect.poll(async () => (await projectOf(page)).data.dataset).toBe('mnist');
  await card(page).press('Escape');
  await expect(card(page)).toBeHidden();
  await expect(page.locator('[data-lesson-place]')).toHaveCount(0);
});

/** What a lesson asks for that only a hand can do. */
const byHand: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'conflict tab': (page) => page.getByRole('tab', { name: 'Conflict' }).click(),
  'race walk': async (page) => {
    await press(page, 'Open the landscape');
    const dialog = page.getByRole('dialog', { name: 'A landscape of two losses' });
    // The card stands among what it speaks of.
    await expect(dialog.getByTestId('lesson')).toBeInViewport();
    await dialog.getByRole('button', { name: 'Start', exact: true }).click();
    await isOver(page);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  },
  'report tab': (page) => page.getByRole('tab', { name: 'Compare' }).click(),
  'report run': async (page) => {
    const setup = page.getByTestId('compare-setup');
    await setup.getByRole('textbox', { name: 'Epochs' }).fill('1');
    await setup.getByText('3', { exact: true }).click();
    await setup.getByRole('button', { name: /^Compare/ }).click();
  },
};

/** Plays a lesson from its link to its end, with whatever the card offers to do; comes back with what stood beside its results. */
async function play(page: Page, id: string): Promise<readonly string[]> {
  await page.evaluate((lesson) => {
    location.hash = `#lesson=${lesson}&executor=wasm`;
  }, id);
  await expect(card(page)).toHaveAttribute('data-lesson', id);
  const results: string[] = [];
  for (;;) {
    const step = (await card(page).getAttribute('data-step')) ?? '';
    if (step === 'end') break;
    await expect.poll(() => covered(page), step).toBe(0);
    const answers = card(page).getByRole('group').getByRole('button');
    if ((await answers.count()) > 0) await answers.first().click();
    else if ((await card(page).getAttribute('data-over')) === 'false') {
      const offered = card(page).getByRole('button', { name: /^(Do it for me|Train \d+ epochs|Begin anew, \d+ epochs)$/ });
      const select = page.locator('.react-flow__node[data-lesson-place]');
      if ((await offered.count()) > 0) await offered.click();
      else if (step === 'select') await select.click();
      else await byHand[`${id} ${step}`]?.(page);
    } else results.push((await card(page).textContent()) ?? '');
    await isOver(page);
    await press(page, 'Continue');
    await expect(card(page)).not.toHaveAttribute('data-step', step);
  }
  await card(page).press('Escape');
  await expect(card(page)).toBeHidden();
  if (id === 'report') await page.getByTestId('compare').getByRole('button', { name: 'New comparison' }).click();
  await page.getByRole('tab', { name: 'Predictions' }).click();
  return results;
}

const played: readonly (readonly [id: string, results: readonly RegExp[]])[] = [
  ['weights', [/half-plane A 398\.1 ± 1\.2%.*Half-plane B · accuracy/]],
  ['few-labels', [/Digit, together\d+\.\d%.*Digit, alone.*Difference: \+2\.74 ± 0\.72% \(99 % interval, 8 seeds\)/]],
  ['conflict', [/−0\.98 ± 0\.01 \(8 seeds\)/, /0\.87 ± 0\.09 \(8 seeds\).*−0\.67 ± 0\.12/]],
  ['scales', [/Small, both weights 1.*Difference: −0\.069/, /Small, UW.*Difference: \+0\.019/]],
  ['race', [/Equal weights \(“Your weights”\)4 of 5 starts.*Nash-MTL5 of 5 starts/]],
  ['split', [/only the last layer split98\.5 ± 1\.0%/, /cannot be told from chance/]],
  ['experts', [/cannot be told from chance/, /PLE: shared experts and own ones/]],
  ['report', [/half-plane A alone.*Difference: \+4\.0 ± 1\.1%.*the species’ weight 0.*cannot be told from chance/]],
  ['new-task', [/Digit, on the old trunk.*Difference: \+7\.7 ± 1\.9%/]],
];
for (const [id, results] of played) {
  test(`the lesson ${id} is played to its end from its link`, async ({ shared: page }) => {
    await reopen(page, 'toy-related');
    const told = await play(page, id);
    expect(told).toHaveLength(results.length);
    results.forEach((result, i) => {
      expect(told[i]).toMatch(result);
    });
  });
}

/** Goes on by Tab until this has the focus. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const target = card(page).getByRole('button', { name });
  for (let i = 0; i < 12; i++) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((button) => button === document.activeElement)) return;
  }
  throw new Error(`${name} is not reached by Tab`);
}
const enter = async (page: Page, name: string | RegExp): Promise<void> => {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
};

test('on a phone a lesson is played by keys alone, left and gone on with, and covers nothing that it speaks of', async ({
  sharedPhone: page,
}) => {
  await reopen(page, 'toy-related');
  const open = () =>
    page.evaluate(() => {
      history.replaceState(null, '', '#');
      location.hash = '#lesson=weights&executor=wasm';
    });
  const heading = card(page).getByRole('heading', { level: 3 }).first();
  const uncovered = () => expect.poll(() => covered(page)).toBe(0);
  await open();
  await expect(heading).toBeFocused();
  await uncovered();
  await enter(page, 'Train 30 epochs');
  await isOver(page);
  await expect(card(page).getByRole('status')).toHaveText('This step is done. The key L leads back to the lesson.');
  await enter(page, 'Continue');
  await isAt(page, 'three');
  await expect(heading).toBeFocused();
  await uncovered();
  await enter(page, /^A gets right/);
  await enter(page, 'Continue');
  await isAt(page, 'weigh');

  // To the place and back: the weight is set where it stands, on the page.
  await expect(page.locator('[data-lesson-place]')).toBeInViewport();
  await uncovered();
  await enter(page, 'Show me');
  await expect(page.locator('[data-lesson-place] :focus')).toHaveCount(1);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('slider', { name: /Weight of Half-plane A/ })).toBeFocused();
  await page.keyboard.press('End');
  await isOver(page);
  await page.keyboard.press('l');
  await expect(heading).toBeFocused();
  await enter(page, 'Continue');
  await isAt(page, 'again');

  await page.keyboard.press('Escape');
  await expect(card(page)).toBeHidden();
  await expect(page.locator('#canvas')).toBeFocused();
  const weight = async () => (await projectOf(page)).tasks[0]?.weight;
  expect(await weight()).toBeGreaterThanOrEqual(3);
  await open();
  await isAt(page, 'again');
  await enter(page, 'Begin anew, 30 epochs');
  await isOver(page);
  await enter(page, 'Continue');
  await isAt(page, 'measured');
  await uncovered();
  await expect(card(page)).toContainText('That is what was measured.');
  await enter(page, 'Continue');
  await isAt(page, 'end');
  await enter(page, 'Next lesson: When a task helps another');
  await expect(card(page)).toHaveAttribute('data-lesson', 'few-labels');
  await expect(heading).toBeFocused();
  await page.keyboard.press('Escape');
  await page.evaluate(() => {
    location.hash = '#lesson=none&executor=wasm';
  });
  await expect(page.locator('.notices')).toContainText('none');
  await page.locator('.notices').getByRole('button').first().click();
  await expect(card(page)).toHaveCount(0);
  await page.locator('.phone > .mantine-SegmentedControl-root').getByText('Network', { exact: true }).click();
});
