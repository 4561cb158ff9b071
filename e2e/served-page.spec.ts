import { expect, test } from 'playwright/test';

test('the served page is isolated, keeps to its policy, and asks nothing of another origin', async ({ page, baseURL }) => {
  const foreign: string[] = [];
  const violations: string[] = [];
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith('http') && origin !== new URL(baseURL ?? '').origin) foreign.push(request.url());
  });
  await page.exposeFunction('reportViolation', (text: string) => violations.push(text));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const report: unknown = Reflect.get(window, 'reportViolation');
      if (typeof report === 'function') report(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`);
    });
  });
  await page.goto('./');
  await expect(page.getByRole('main')).toBeVisible();
  await expect.poll(() => page.evaluate(() => window.crossOriginIsolated)).toBe(true);
  // The worker is up, with its data and its WebAssembly, once the run is ready to start.
  await expect.poll(() => page.evaluate(() => Reflect.get(window, 'playground')?.status().executor?.id ?? null)).not.toBeNull();
  expect(violations).toEqual([]);
  expect(foreign).toEqual([]);
});
