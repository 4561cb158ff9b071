import type { Page } from 'playwright/test';

/** Puts a script in front of the worker's own, in every page that is opened afterwards. */
export async function beforeWorker(page: Page, script: string): Promise<void> {
  await page.route(/training-worker.*\.js/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${script}\n${await response.text()}` });
  });
}

/**
 * For the worker: while `globalThis.undisturbed` is true, it never hears of the page's requests (samples, maps, pictures). How often the
 * page asks depends on the machine, and an answer takes a software adapter longer than many steps.
 */
export const undisturbedTraining = `
addEventListener('message', (event) => {
  if (globalThis.undisturbed && event.data.type === 'request') event.stopImmediatePropagation();
});`;
