import { expect } from 'playwright/test';
import { test } from './shared-page.ts';
import { openPage, trainSteps } from './support.ts';

test('the served page is isolated, keeps to its policy, and asks nothing of another origin', async ({ page, baseURL }) => {
  const foreign: string[] = [];
  const violations: string[] = [];
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith('http') && origin !== new URL(baseURL ?? '').origin) foreign.push(request.url());
  });
  // A worker's violations do not reach the page as events, but the browser writes them to the console.
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) violations.push(message.text());
  });
  await page.exposeFunction('reportViolation', (text: string) => violations.push(text));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const report: unknown = Reflect.get(window, 'reportViolation');
      if (typeof report === 'function') report(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`);
    });
  });
  await openPage(page);
  expect(await page.evaluate(() => window.crossOriginIsolated)).toBe(true);
  expect(await trainSteps(page, 20)).toHaveLength(20);
  expect(violations).toEqual([]);
  expect(foreign).toEqual([]);
});

test('the policy is in force: inline scripts do not run and other origins cannot be asked', async ({ page }) => {
  const refusals: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') refusals.push(message.text());
  });
  await page.goto('./');
  await page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = "document.title = 'taken over'";
    document.body.append(script);
    await fetch('https://example.org/').catch(() => undefined);
  });
  // By the policy of the answer, and by the one that the page carries itself.
  await expect.poll(() => refusals.filter((text) => text.includes('inline script')).length).toBe(2);
  await expect.poll(() => refusals.filter((text) => text.includes('connect-src')).length).toBeGreaterThan(0);
  await expect(page).toHaveTitle('MTL Playground');
});
