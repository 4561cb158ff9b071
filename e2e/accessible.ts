import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from 'playwright/test';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Turns the theme as the system's setting does. Colours need not fade into one another: they are at once what they become. */
async function turn(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.evaluate(
    (theme) =>
      new Promise<void>((done) => {
        const arrive = (): void => {
          for (const animation of document.getAnimations()) if (animation instanceof CSSTransition) animation.finish();
          done();
        };
        const look = (): void => {
          requestAnimationFrame(document.documentElement.dataset.mantineColorScheme === theme ? arrive : look);
        };
        look();
      }),
    colorScheme,
  );
}

/** What axe has against the page, or a part of it: the rule, where, and why, one line each. */
async function violations(
  page: Page,
  part: string | undefined,
  which: { tags: string[] } | { rules: string[] },
): Promise<string[]> {
  // What is in order need not be described: it takes most of the time. Nor is there a frame, for which axe would open another page.
  // axe comes into a page once, not with every question. Style sheets are read by none of these rules.
  const there = await page.evaluate(() => 'axe' in window);
  const builder = new AxeBuilder({ page, ...(there ? { axeSource: ';' } : {}) })
    .setLegacyMode()
    .options({ resultTypes: ['violations'], preload: { assets: ['media'] } });
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
