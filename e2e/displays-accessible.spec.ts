import { expect } from 'playwright/test';
import { expectAccessible } from './accessible.ts';
import { openTab, trainFor } from './displays.ts';
import { reopen, test } from './shared-page.ts';

test('tagged words, strips of frames, written headlines, boxes and neighbours are accessible in either theme', async ({
  shared: page,
}) => {
  for (const preset of ['news-entities', 'news-headline', 'speech-four', 'digits-vision', 'digits-clutter']) {
    await reopen(page, preset);
    await openTab(page, 'Predictions');
    await expect(page.locator('.sample-cell').first()).toBeVisible();
    await trainFor(page, 5);
    await expectAccessible(page, '.insights');
  }
});
