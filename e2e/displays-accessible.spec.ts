import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from 'playwright/test';
import { openTab, trainFor } from './displays.ts';
import { reopen } from './shared-page.ts';
import { openPage } from './support.ts';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

for (const theme of ['light', 'dark'] as const) {
  test(`tagged words, strips of frames, written headlines, boxes and neighbours are accessible in the ${theme} theme`, async ({
    page,
  }) => {
    await openPage(page, `#preset=toy-related&executor=wasm&theme=${theme}`);
    for (const preset of ['news-entities', 'news-headline', 'speech-four', 'digits-vision', 'digits-clutter']) {
      await reopen(page, preset);
      await openTab(page, 'Predictions');
      await expect(page.locator('.sample-cell').first()).toBeVisible();
      await trainFor(page, 5);
      const { violations } = await new AxeBuilder({ page }).include('.insights').withTags(rules).analyze();
      expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${preset}: ${id} at ${html}`))).toEqual([]);
    }
  });
}
