import { expect, type Locator, type Page } from 'playwright/test';
import { cutOff, drag, isUncovered, middleOf, nodeOf } from './canvas.ts';
import { loadChanged, reopen, test } from './shared-page.ts';
import { expectIdle, trainSteps, untilThere } from './support.ts';

/** The rest of the tools, behind the last button of the one row. */
const openMore = async (page: Page, name = 'More'): Promise<void> => {
  const more = page.getByRole('button', { name, exact: true });
  if ((await more.getAttribute('aria-expanded')) === 'false') await more.tap();
};

const panes = ['Setup', 'Network', 'Results'] as const;
const openPane = (page: Page, name: (typeof panes)[number]) =>
  page.locator('.phone > .mantine-SegmentedControl-root').getByText(name, { exact: true }).click();

/** What sticks out of the window sideways: the page itself, and every pane that scrolls. */
const tooWide = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const scrolling = [
      document.documentElement,
      document.body,
      ...document.querySelectorAll('.phone, .phone-pane, .top-bar, .ed-canvas'),
    ];
    const wide = scrolling.filter((element) => element.scrollWidth > element.clientWidth + 1);
    const out = [...document.querySelectorAll('button, input, label, [role="tab"], h1, h2, p')].filter((element) => {
      const { left, right, width } = element.getBoundingClientRect();
      const hidden = element.closest('.react-flow, .visually-hidden, .skip-link') !== null || width <= 1;
      return !hidden && (right > innerWidth + 1 || left < -1);
    });
    return [...wide, ...out].map((element) => `${element.tagName} ${element.className} ${element.textContent?.slice(0, 30)}`);
  });

/** What of a part of the page is wider than its place, hidden behind its end or to be scrolled to sideways; a formula may be. */
const lost = (part: Locator): Promise<string[]> =>
  part.evaluate((root) =>
    [...root.querySelectorAll<HTMLElement | SVGElement>('*')]
      .filter((element) => element.checkVisibility() && element.closest('.visually-hidden, .method-formula, svg *') === null)
      .filter((element) => {
        const { left, right, width } = element.getBoundingClientRect();
        const hides = getComputedStyle(element).overflowX !== 'visible' && element.textContent !== '';
        return width > 1 && (right > innerWidth + 1 || left < -1 || (hides && element.scrollWidth > element.clientWidth + 1));
      })
      .map((element) => `${element.tagName} ${element.getAttribute('class')} ${element.textContent?.trim().slice(0, 40)}`),
  );

/** Whether neither lies over the other. */
async function apart(one: Locator, other: Locator): Promise<boolean> {
  const [a, b] = [await one.boundingBox(), await other.boundingBox()];
  return a !== null && b !== null && (a.y + a.height <= b.y || b.y + b.height <= a.y);
}

/** Controls whose target is smaller than 24 × 24 px and has not that much room around its middle either (WCAG 2.2, 2.5.8). */
const tooSmall = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const selector = 'button, a[href], [role="tab"], [role="slider"], .mantine-Switch-track, .mantine-SegmentedControl-label';
    const targets = [...document.querySelectorAll(selector)]
      .filter((element) => element.closest('.react-flow__node, .react-flow__attribution, .skip-link') === null)
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight);
    const middle = (box: DOMRect) => ({ x: box.left + box.width / 2, y: box.top + box.height / 2 });
    return targets
      .filter(({ element, box }) => {
        if (box.width >= 24 && box.height >= 24) return false;
        const own = middle(box);
        return targets.some(({ element: other, box: area }) => {
          if (other === element || other.contains(element) || element.contains(other)) return false;
          const x = Math.max(area.left, Math.min(own.x, area.right));
          const y = Math.max(area.top, Math.min(own.y, area.bottom));
          return Math.hypot(own.x - x, own.y - y) < 12;
        });
      })
      .map(({ element, box }) => `${element.outerHTML.slice(0, 120)} ${Math.round(box.width)} × ${Math.round(box.height)}`);
  });

/** Controls that a finger cannot hit anywhere within 44 × 44 px (WCAG 2.2, 2.5.5), each brought into view for it. */
const tooSmallForFingers = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const selector =
      'button, a[href], input:not([type="hidden"]), select, textarea, summary, [role="tab"], [role="slider"], [role="switch"]';
    // What a hand aims at for them: the body of a switch, the track of a slider, the field around an input.
    const around =
      '.mantine-Switch-body, .mantine-Checkbox-body, [class*="Slider-trackContainer"], .mantine-SegmentedControl-control, .mantine-PillsInput-input, .mantine-MultiSelect-input';
    return [...document.querySelectorAll<HTMLElement>(selector)]
      .filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      .filter((element) => element.closest('.react-flow__viewport, .react-flow__attribution, .skip-link, [inert]') === null)
      .flatMap((element) => {
        const target = element.closest(around) ?? element;
        target.scrollIntoView({ block: 'center', inline: 'center' });
        const { left, top, width, height } = target.getBoundingClientRect();
        if (width <= 1 || height <= 1 || (width >= 43.5 && height >= 43.5)) return [];
        const [x, y] = [left + width / 2, top + height / 2];
        const hit = [
          [0, -21.5],
          [0, 21.5],
          [-21.5, 0],
          [21.5, 0],
        ].every(([dx = 0, dy = 0]) => target.contains(document.elementFromPoint(x + dx, y + dy)));
        const name = element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 30);
        return hit ? [] : [`${name} ${element.className} ${Math.round(width)} × ${Math.round(height)}`];
      });
  });

/** Of the header, whose buttons stand in one row. */
const rowsOfHeader = (page: Page): Promise<number> =>
  page.locator('.top-bar').evaluate((bar) => {
    const tops = [...bar.querySelectorAll('button')]
      .filter((button) => button.checkVisibility())
      .map((button) => Math.round(button.getBoundingClientRect().top));
    return new Set(tops).size;
  });

test('every control of every pane is as large as a finger needs it, in one row at the top', async ({ sharedPhone: page }) => {
  await reopen(page, 'digits-shared');
  await trainSteps(page, 15);
  await expect.poll(() => rowsOfHeader(page)).toBe(1);
  for (const name of panes) {
    await openPane(page, name);
    await expect(page.locator('.phone-pane')).toBeVisible();
    expect(await tooSmallForFingers(page), name).toEqual([]);
  }
  for (const tab of ['Confusion', 'Try it', 'Metrics', 'Conflict', 'Compare', 'Predictions']) {
    await page.getByRole('tab', { name: tab }).tap();
    // Its parts are fetched when it is first looked at.
    if (tab === 'Compare') await expect(page.getByTestId('compare-setup')).toBeVisible();
    if (tab === 'Conflict') await expect(page.getByRole('tabpanel', { name: 'Conflict' })).toContainText(/cosine|gradients/i);
    expect(await tooSmallForFingers(page), tab).toEqual([]);
  }
  await openPane(page, 'Network');
  await nodeOf(page, 'shared').tap();
  await expect(page.getByRole('region', { name: 'Parameters of the selection' })).toBeVisible();
  expect(await tooSmallForFingers(page), 'parameters').toEqual([]);
  await openMore(page);
  expect(await tooSmallForFingers(page), 'all tools').toEqual([]);
  await page.getByRole('button', { name: 'More', exact: true }).tap();
  await expect.poll(() => rowsOfHeader(page)).toBe(1);
});

test('on a phone nothing is wider than the window, and every target is large enough, in either language', async ({
  sharedPhone: page,
}) => {
  await reopen(page, 'digits-shared');
  await trainSteps(page, 15);
  const fits = async (names: readonly string[]) => {
    for (const name of names) {
      await page.locator('.phone > .mantine-SegmentedControl-root').getByText(name, { exact: true }).click();
      await expect(page.locator('.phone-pane')).toBeVisible();
      // What has gone under the tools is no target there.
      await page.locator('.phone-pane').evaluate((pane) => pane.scrollTo(0, 0));
      expect(await tooWide(page), name).toEqual([]);
      expect(await tooSmall(page), name).toEqual([]);
    }
  };
  await fits(panes);
  await openMore(page);
  expect(await tooWide(page), 'all tools').toEqual([]);
  await page.getByRole('button', { name: 'Language', exact: true }).click();
  await page.getByRole('menuitemradio', { name: '简体中文' }).click();
  await expect(page.getByRole('button', { name: '训练', exact: true })).toBeVisible();
  await page.getByRole('button', { name: '更多', exact: true }).tap();
  await fits(['实验设置', '网络', '结果']);
  await openMore(page, '更多');
  await page.getByRole('button', { name: '语言', exact: true }).click();
  await page.getByRole('menuitemradio', { name: 'English' }).click();
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeVisible();
});

test('on a phone nothing of balancing, «Conflict» and «Health» is cut off or wider than the window, in either language', async ({
  sharedPhone: page,
}) => {
  await reopen(page, 'digits-shared');
  expect(await page.evaluate(() => window.playground?.setBalancing({ method: 'cr-mogm' }))).toEqual([]);
  await expectIdle(page);
  await trainSteps(page, 15);
  const pane = page.locator('.phone > .mantine-SegmentedControl-root');
  /** Every view of a tab, as far as it has several; each once what it measures is there. */
  const views = async (tab: string, ready: readonly string[]): Promise<void> => {
    await page.getByRole('tab', { name: tab }).tap();
    for (const [i, selector] of ready.entries()) {
      await page.locator('.insights [role="radiogroup"]').first().locator('label').nth(i).tap();
      await untilThere(page, selector);
      expect(await lost(page.locator('.insights')), `${tab} ${i}`).toEqual([]);
      expect(await tooWide(page), `${tab} ${i}`).toEqual([]);
    }
  };
  const all = async (names: { setup: string; results: string; conflict: string; health: string; more: string; how: string }) => {
    await pane.getByText(names.setup, { exact: true }).click();
    for (const name of [names.more, names.how]) await page.locator('.phone-pane').getByRole('button', { name }).tap();
    await expect(page.locator('.method-formula math')).toHaveCount(1);
    const balancing = page.locator('.phone-pane').filter({ has: page.locator('.method-formula') });
    expect(await lost(balancing), names.setup).toEqual([]);
    expect(await tooWide(page), names.setup).toEqual([]);
    await pane.getByText(names.results, { exact: true }).click();
    await views(names.conflict, ['.conflict-matrix', '.conflict-layers li', '.conflict-alone', '.conflict-scatter > svg']);
    await views(names.health, ['.insights table tbody tr', '.insights button']);
  };
  await all({
    setup: 'Setup',
    results: 'Results',
    conflict: 'Conflict',
    health: 'Health',
    more: 'Learn more',
    how: 'How weights are chosen',
  });
  const speak = async (more: string, language: string, wanted: string): Promise<void> => {
    await openMore(page, more);
    await page.getByRole('button', { name: language, exact: true }).click();
    await page.getByRole('menuitemradio', { name: wanted }).click();
  };
  await speak('More', 'Language', '简体中文');
  await all({ setup: '实验设置', results: '结果', conflict: '冲突', health: '健康', more: '了解更多', how: '权重如何选取' });
  await page.getByRole('tab', { name: '预测' }).tap();
  await speak('更多', '语言', 'English');
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeVisible();
  await openPane(page, 'Network');
});

test('on a phone all three panes are reached, and training works from each', async ({ sharedPhone: page }) => {
  await reopen(page, 'toy-related');
  await openPane(page, 'Setup');
  await expect(page.getByRole('switch', { name: 'Train Half-plane A' })).toBeAttached();
  await openPane(page, 'Network');
  await expect(page.locator('.react-flow__node[data-id="point"]')).toBeVisible();
  await page.getByRole('button', { name: 'Train', exact: true }).tap();
  await expect.poll(async () => Number(await page.getByTestId('step').textContent())).toBeGreaterThan(30);
  await openPane(page, 'Results');
  await expect(page.locator('.curve-smoothed path').first()).toBeVisible();
  await expect(page.getByRole('slider', { name: 'Weight of Half-plane A' })).toBeInViewport();
  await expect(page.getByTestId('decision-maps')).toBeVisible();
  await page.getByRole('tab', { name: 'Metrics' }).tap();
  // What was asked for comes into sight, with the tabs above it.
  await expect(page.locator('table[data-task="planeA"]')).toBeInViewport();
  await expect(page.getByRole('tab', { name: 'Metrics' })).toBeInViewport();
  const pause = page.getByRole('button', { name: 'Pause' });
  if (await pause.isVisible()) await pause.tap();
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', /paused|finished/);
});

test('on a phone a layer is added, its parameters are edited, and the menus fit', async ({ sharedPhone: page }) => {
  await reopen(page, 'toy-related');
  await openPane(page, 'Network');
  await page.getByRole('button', { name: 'Add a layer (A)' }).tap();
  await page.getByRole('combobox').fill('dropout');
  await page.getByRole('option').first().tap();
  await expect(page.locator('.react-flow__node')).toHaveCount(7);
  await expect(page.getByRole('region', { name: 'Parameters of the selection' })).toBeVisible();
  expect(await tooWide(page)).toEqual([]);
  await openMore(page);
  for (const name of ['Examples', 'Export', 'Language', 'Theme']) {
    await page.getByRole('button', { name, exact: true }).tap();
    const opened = page.getByRole(name === 'Examples' ? 'dialog' : 'menu');
    const box = await opened.boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(390);
    await page.keyboard.press('Escape');
    await expect(opened).toBeHidden();
  }
});

test('everything is shown when it is asked for, and a canvas that was moved by hand is found again where it was', async ({
  sharedPhone: page,
}) => {
  await reopen(page, 'digits-shared');
  await openPane(page, 'Network');
  const ends = ['image', 'digit-head', 'group-head'].map((id) => nodeOf(page, id));
  for (const end of ends) await expect.poll(() => isUncovered(end)).toBe(true);
  for (let i = 0; i < 4; i++) await page.getByRole('button', { name: 'Zoom in' }).click();
  await expect.poll(() => isUncovered(nodeOf(page, 'digit-head'))).toBe(false);
  await page.getByRole('button', { name: 'Show everything' }).click();
  for (const end of ends) await expect.poll(() => isUncovered(end)).toBe(true);

  await nodeOf(page, 'shared').click();
  const drawer = page.getByRole('region', { name: 'Parameters of the selection' });
  await expect(drawer).toBeVisible();
  await page.getByRole('button', { name: 'Show everything' }).click();
  for (const end of ends) await expect.poll(() => isUncovered(end)).toBe(true);
  await drawer.getByRole('button', { name: 'Close' }).click();

  const canvas = await middleOf(page.locator('.react-flow__pane'));
  await drag(page, { x: canvas.x, y: canvas.y + 150 }, { x: canvas.x - 60, y: canvas.y + 230 });
  const place = () => page.locator('.react-flow__viewport').evaluate((element) => getComputedStyle(element).transform);
  const moved = await place();
  await openPane(page, 'Setup');
  await expect(page.locator('.react-flow__viewport')).toHaveCount(0);
  await openPane(page, 'Network');
  await expect.poll(place).toBe(moved);
  await expect(drawer).toBeHidden();
});

test('on a phone what is offered for an edit is one line, moves no field and lies over none that is typed in', async ({
  sharedPhone: page,
}) => {
  await reopen(page, 'toy-related');
  await openPane(page, 'Network');
  // No longer an example: what is told of one goes with the first edit, and what stands below moves up.
  await loadChanged(page, (project) => ({ ...project, seed: 5 }));
  await expectIdle(page);
  await page.getByRole('button', { name: 'Train', exact: true }).tap();
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'running');
  const bar = page.getByTestId('pending');
  await page.locator('.react-flow__node[data-id="shared-1"]').tap();
  const units = page.getByRole('textbox', { name: 'Units' });
  await units.focus();
  const place = await units.boundingBox();
  await units.fill('13');
  await expect(bar).toBeVisible();
  expect(await units.boundingBox()).toEqual(place);
  expect((await bar.boundingBox())?.height).toBeLessThan(40);
  expect(await apart(bar, units)).toBe(true);
  expect(await isUncovered(page.getByRole('button', { name: 'Add a layer (A)' }))).toBe(true);
  await bar.getByRole('button', { name: 'Undo my edits' }).tap();
  await expect(bar).toBeHidden();

  // The lowest field in view is where the bar will be.
  await openPane(page, 'Setup');
  const batch = page.getByRole('combobox', { name: 'Batch size' });
  await batch.evaluate((field) => field.scrollIntoView({ block: 'end' }));
  await batch.fill('16');
  await expect(bar).toBeVisible();
  expect(await apart(bar, batch)).toBe(true);
  await page.keyboard.press('Escape');
  expect(await isUncovered(bar.getByRole('button', { name: 'Apply' }))).toBe(true);
  expect(await tooWide(page)).toEqual([]);
  await page.getByRole('button', { name: 'Pause' }).tap();
  await expect(bar).toBeHidden();
});

test('on a phone hints speak of fingers, not of a mouse or a keyboard', async ({ sharedPhone: page }) => {
  await reopen(page, 'digits-shared');
  await openPane(page, 'Network');
  await expect(page.locator('.ed-hint')).toHaveText('Tap a layer for its parameters, + to add one.');
  await openPane(page, 'Results');
  await page.getByRole('tab', { name: 'Try it' }).tap();
  await expect(page.getByTestId('draw-pad')).toBeVisible();
  await expect(page.getByText('Keyboard: arrows move the pen')).toBeHidden();
});

test('on a phone no value in the drawer is cut off', async ({ sharedPhone: page }) => {
  await reopen(page, 'digits-shared');
  await openPane(page, 'Network');
  await page.locator('.react-flow__node[data-id="shared"]').tap();
  const drawer = page.getByRole('region', { name: 'Parameters of the selection' });
  await expect(drawer.getByRole('combobox', { name: 'Initial weights' })).toHaveValue('automatic');
  expect(await cutOff(drawer)).toEqual([]);
});

test('on a phone every sentence about a visitor’s own file is shown whole', async ({ sharedPhone: page }) => {
  await reopen(page, 'toy-related');
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([`a,b\n${'1,2\n3,4\n'.repeat(9)}5\n`], 'few.csv', { type: 'text/csv' }));
    for (const type of ['dragenter', 'dragover', 'drop'])
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
  });
  const dialog = page.getByRole('dialog', { name: 'Your own data' });
  await expect(dialog.getByText('few.csv: 18 rows, 2 columns')).toBeVisible();
  await expect(dialog.getByText('1 malformed row is left out')).toBeVisible();
  await expect(dialog.getByText('of memory;')).toBeVisible();
  const cut = await dialog
    .locator('p')
    .evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.textContent));
  expect(cut).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('on a phone what is spoken of is shown on the network, where the marks of «Health» stay', async ({ sharedPhone: page }) => {
  await reopen(page, 'penguins');
  await loadChanged(page, (project) => ({
    ...project,
    graph: {
      ...project.graph,
      nodes: project.graph.nodes.map((node) =>
        node.params.activation === 'relu' ? { ...node, params: { ...node.params, initializer: 'zeros' } } : node,
      ),
    },
  }));
  const marks = page.locator('.ed-health');
  await openPane(page, 'Results');
  await page.getByRole('tab', { name: 'Health' }).tap();
  await page.locator('.health-advice').first().tap();
  await expect(page.locator('.react-flow__node.selected .ed-health')).toHaveCount(1);
  await openPane(page, 'Results');
  await openPane(page, 'Network');
  await expect(marks.first()).toContainText('dead 100%');
  await openPane(page, 'Results');
  await page.getByRole('tab', { name: 'Predictions' }).tap();
  await openPane(page, 'Network');
  await expect(page.locator('.react-flow__node').first()).toBeVisible();
  await expect(marks).toHaveCount(0);
});
