import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from 'playwright/test';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Waits until colours no longer fade into one another. */
const faded = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    await new Promise(requestAnimationFrame);
    const fading = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
    await Promise.allSettled(fading.map(({ finished }) => finished));
  });

/** Turns the theme as the system's setting does. */
async function turn(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
  await faded(page);
}

/** What axe has against the page, or a part of it: the rule, where, and why, one line each. */
async function violations(
  page: Page,
  part: string | undefined,
  which: { tags: string[] } | { rules: string[] },
): Promise<string[]> {
  // What is in order need not be described: it takes most of the time. Nor is there a frame, for which axe would open another page.
  // axe comes into a page once, not with every question.
  const there = await page.evaluate(() => 'axe' in window);
  const builder = new AxeBuilder({ page, ...(there ? { axeSource: ';' } : {}) })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] });
  if (part) builder.include(part);
  const chosen = 'tags' in which ? builder.withTags(which.tags) : builder.withRules(which.rules);
  const { violations: found } = await chosen.analyze();
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary?.replaceAll('\n', ' ') ?? ''}`),
  );
}

/**
 * Expects that axe finds nothing, on the page or in the part that a selector names: by every rule in the light theme, and by contrast,
 * which alone depends on colours, in the dark one too. The page must follow the theme of the system.
 */
export async function expectAccessible(page: Page, part?: string): Promise<void> {
  await turn(page, 'light');
  expect(await violations(page, part, { tags: rules })).toEqual([]);
  await turn(page, 'dark');
  expect(await violations(page, part, { rules: ['color-contrast'] }), 'in the dark').toEqual([]);
  await turn(page, 'light');
}
