import { expect, type Page } from 'playwright/test';
import { nodeOf } from './canvas.ts';
import { drawn, reopen, test } from './shared-page.ts';
import { trainSteps, untilThere } from './support.ts';

/** Widths of windows in CSS pixels, 720 and 640 among them as what 200 % leaves of 1440 and 1280. */
const widths = [320, 360, 390, 640, 720, 900, 960, 1024, 1136, 1440, 1920, 3840];
const windows = [
  ...widths.map((width) => ({ width, height: width < 900 ? 844 : Math.max(700, Math.round(width * 0.56)) })),
  // A tablet, whose network has the curves below it.
  { width: 768, height: 1024 },
  // Phones that are held across.
  { width: 667, height: 375 },
  { width: 844, height: 390 },
];

/**
 * Controls of the page that no hand reaches: that stick out of the window, or under something else, and are in nothing that scrolls to them. What
 * stands on the canvas moves with its picture.
 */
const unreachable = (page: Page, part = 'body'): Promise<string[]> =>
  page.evaluate((within) => {
    const selector =
      'button, a[href], input:not([type="hidden"]), select, textarea, summary, [role="tab"], [role="slider"], [role="separator"], [role="switch"]';
    const scrolls = (element: Element): boolean => {
      for (let at = element.parentElement; at; at = at.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(at);
        const down = at.scrollHeight > at.clientHeight && /auto|scroll/.test(overflowY);
        const across = at.scrollWidth > at.clientWidth && /auto|scroll/.test(overflowX);
        if (down || across) return true;
      }
      return false;
    };
    return [...(document.querySelector(within)?.querySelectorAll<HTMLElement>(selector) ?? [])]
      .filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      .filter((element) => element.closest('.react-flow__viewport, .react-flow__attribution, .skip-link, [inert]') === null)
      .flatMap((element) => {
        // A switch and a choice of several are operated by their labels; the inputs in them are not to be seen.
        const shown = element instanceof HTMLInputElement && element.type !== 'text' ? (element.labels?.[0] ?? element) : element;
        shown.scrollIntoView({ block: 'nearest', inline: 'nearest' });
        const { left, right, top, bottom, width, height } = shown.getBoundingClientRect();
        if (width <= 1 || height <= 1) return [];
        const name = `${element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 30)} (${Math.round(left)}…${Math.round(right)} × ${Math.round(top)}…${Math.round(bottom)})`;
        if (left < -1 || right > innerWidth + 1 || top < -1 || bottom > innerHeight + 1) return [name];
        const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        const reached = hit !== null && (shown.contains(hit) || hit.contains(shown) || hit.closest('label')?.contains(element));
        return reached || scrolls(element) ? [] : [`${name} under ${hit?.outerHTML.slice(0, 80)}`];
      });
  }, part);

/** Tabs of results that only scrolling would show. */
const hiddenTabs = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const list = document.querySelector('.insights > [role="tablist"]')?.getBoundingClientRect();
    return [...document.querySelectorAll('.insights > [role="tablist"] > [role="tab"]')].flatMap((tab) => {
      const { left, right, bottom } = tab.getBoundingClientRect();
      const inside = list && left >= list.left - 1 && right <= list.right + 1 && bottom <= list.bottom + 1;
      return inside && tab.scrollWidth <= tab.clientWidth ? [] : [tab.textContent ?? ''];
    });
  });

/** How many tabs of results stand in each row. */
const tabsInRows = (page: Page): Promise<readonly number[]> =>
  page.evaluate(() => {
    const rows = new Map<number, number>();
    for (const tab of document.querySelectorAll('.insights > [role="tablist"] > [role="tab"]')) {
      const top = Math.round(tab.getBoundingClientRect().top);
      rows.set(top, (rows.get(top) ?? 0) + 1);
    }
    return [...rows.values()];
  });

/** Tools of the canvas that only pushing would show, side by side. */
const pushedTools = (page: Page): Promise<number> =>
  page.evaluate(
    () => [...document.querySelectorAll('.ed-tools')].filter((tools) => tools.scrollWidth > tools.clientWidth).length,
  );

test('every control is reached in windows from 320 to 3840 pixels', async ({ shared: page }) => {
  const before = page.viewportSize();
  await reopen(page, 'toy-related');
  await trainSteps(page, 5);
  /** In which windows every task stands by the curves with its name, its weight, what its loss has come to, and the share of it. */
  const legends = new Map<number, string>();
  for (const { width, height } of windows) {
    await page.setViewportSize({ width, height });
    await drawn(page);
    const pages = page.locator('.phone > .mantine-SegmentedControl-root label');
    for (let i = 0; i < Math.max(1, await pages.count()); i++) {
      if ((await pages.count()) > 0) await pages.nth(i).click();
      await drawn(page);
      expect(await unreachable(page), `${width} × ${height}, page ${i + 1}`).toEqual([]);
      expect(await hiddenTabs(page), `${width} × ${height}, page ${i + 1}`).toEqual([]);
      // None stands alone under the others.
      const [first = 0, ...further] = await tabsInRows(page);
      expect(Math.min(first, ...further), `${width} × ${height}, page ${i + 1}`).toBeGreaterThanOrEqual(first / 2);
      expect(await pushedTools(page), `${width} × ${height}, page ${i + 1}`).toBe(0);
      const entries = page.locator('.task-legend .legend-entry');
      if ((await entries.count()) > 0) {
        const told = await entries.evaluateAll((all) =>
          all.map((entry) => `${entry.textContent} ${entry.querySelectorAll('[role="slider"]').length}`),
        );
        if (told.every((text) => /^[●▲] Half-plane [AB]0\.\d+ · \d+ %λ 1$/.test(text))) legends.set(width, told.join());
        else legends.set(width, `without something: ${told.join()}`);
      }
      // Nor is a plot too flat to be read, or said how it goes in half a word.
      const plots = page.locator('.curve-surface');
      if ((await plots.count()) > 0) {
        expect((await plots.first().boundingBox())?.height, `${width} × ${height}`).toBeGreaterThan(105);
      }
      const cut = await page.locator('.run-status > *, .ed-depth > *').evaluateAll((all) =>
        all
          .filter((item) => item.textContent !== '' && item.checkVisibility() && item.clientWidth > 1)
          .filter((item) => {
            const { left, right } = item.getBoundingClientRect();
            const around = item.parentElement?.getBoundingClientRect();
            return item.scrollWidth > item.clientWidth + 1 || !around || left < around.left - 1 || right > around.right + 1;
          })
          .map(({ textContent }) => textContent),
      );
      expect(cut, `${width} × ${height}, page ${i + 1}`).toEqual([]);
      // On a tablet the curves are seen with the network.
      if (width === 768) await expect(page.locator('.tablet-curves .task-legend')).toHaveCount(i === 1 ? 1 : 0);
    }
    const more = page.getByRole('button', { name: 'More', exact: true });
    if (await more.isVisible()) {
      await more.click();
      expect(await unreachable(page), `${width} × ${height}, all tools`).toEqual([]);
      await more.click();
    }
    if ((await pages.count()) > 0) await pages.nth(1).click();
    // Under a pointer that rests on the palette its list would open.
    await page.mouse.move(2, 2);
  }
  for (const { width } of windows) expect(legends.get(width), `${width}`).toMatch(/^(?!without)/);
  if (before) await page.setViewportSize(before);
});

test('every control of every tab and of the drawer is reached, on a small phone, where columns begin, and on a desk', async ({
  shared: page,
}) => {
  const before = page.viewportSize();
  await reopen(page, 'toy-related');
  await trainSteps(page, 60);
  for (const [width, height] of [
    [320, 844],
    [900, 700],
    [1440, 900],
  ] as const) {
    await page.setViewportSize({ width, height });
    await drawn(page);
    const pages = page.locator('.phone > .mantine-SegmentedControl-root label');
    const narrow = (await pages.count()) > 0;
    if (narrow) await pages.nth(1).click();
    await nodeOf(page, 'shared-1').click();
    await untilThere(page, '.ed-inspector');
    expect(await unreachable(page, '.ed-inspector'), `${width}, drawer`).toEqual([]);
    await page.keyboard.press('Escape');
    if (narrow) await pages.nth(2).click();
    const tabs = page.locator('.insights > [role="tablist"] > [role="tab"]');
    for (let i = 0; i < (await tabs.count()); i++) {
      await tabs.nth(i).click();
      await untilThere(page, '.insight-panel > *');
      await drawn(page);
      expect(await unreachable(page, '.insights'), `${width}, ${await tabs.nth(i).textContent()}`).toEqual([]);
    }
    await page.getByRole('tab', { name: 'Predictions' }).click();
    if (narrow) await pages.nth(1).click();
  }
  if (before) await page.setViewportSize(before);
});

test('columns are dragged by their edge, put away and brought back by a key, and keep their width', async ({ shared: page }) => {
  await reopen(page, 'toy-related');
  const edge = page.getByRole('separator', { name: /^Width of the data and tasks/ });
  const column = page.getByRole('region', { name: 'Data and tasks' });
  const widthOf = async () => (await column.boundingBox())?.width ?? 0;
  const before = await widthOf();
  const box = await edge.boundingBox();
  if (!box) throw new Error('no edge');
  // As far as a hand may miss the line.
  const from = { x: box.x + 7, y: box.y + 300 };
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 60, from.y, { steps: 4 });
  await page.mouse.up();
  await expect.poll(widthOf).toBe(before + 60);
  await edge.focus();
  await page.keyboard.press('Enter');
  await expect(column).toBeHidden();
  await page.keyboard.press('Enter');
  await expect.poll(widthOf).toBe(before);
  await page.keyboard.press('ArrowRight');
  await expect.poll(widthOf).toBe(before + 16);
  await edge.dblclick();
  await expect.poll(widthOf).toBe(before);

  // The same on the other side, where the column grows to the left, and between the curves and what is below them.
  const results = page.getByRole('region', { name: 'What training says' });
  const curves = page.getByRole('region', { name: 'Curves', exact: true });
  const sides = [
    {
      name: /^Width of the curves/,
      size: async () => (await results.boundingBox())?.width ?? 0,
      by: { x: -40, y: 0 },
      key: 'ArrowLeft',
    },
    {
      name: /^Height of the curves/,
      size: async () => (await curves.boundingBox())?.height ?? 0,
      by: { x: 0, y: 40 },
      key: 'ArrowDown',
    },
  ];
  for (const { name, size, by, key } of sides) {
    const line = page.getByRole('separator', { name });
    const usual = await size();
    const place = await line.boundingBox();
    if (!place) throw new Error('no edge');
    // As thin as it looks, it is taken hold of beside it too.
    const [x, y] = by.x ? [place.x - 7, place.y + 300] : [place.x + 200, place.y - 4];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + by.x, y + by.y, { steps: 4 });
    await page.mouse.up();
    await expect.poll(async () => Math.round((await size()) - usual), String(name)).toBe(40);
    await line.focus();
    await page.keyboard.press(key);
    await expect.poll(async () => Math.abs((await size()) - usual - 56)).toBeLessThanOrEqual(1);
    await line.dblclick();
    await expect.poll(async () => Math.abs((await size()) - usual)).toBeLessThanOrEqual(1);
  }
});
