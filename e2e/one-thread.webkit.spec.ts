import { expect, test } from 'playwright/test';
import { EnginePage } from './engines/engine-page.ts';
import { startWebkit } from './engines/webkit.ts';

test('an isolated page whose engine shares no memory trains on one thread, and nothing had to be given up', async ({
  baseURL,
}) => {
  const driver = await startWebkit({ sharedMemory: false });
  const engine = new EnginePage(driver, baseURL ?? '');
  await engine.open('#preset=digits-cnn');
  expect(await engine.run(() => crossOriginIsolated && !('SharedArrayBuffer' in window), null)).toBe(true);
  const executor = await engine.run(() => window.playground?.status().executor ?? null, null);
  expect(executor).toMatchObject({ id: 'wasm', device: 'CPU, 1 thread' });
  expect(executor?.reduced).toBeUndefined();
  await driver.close();
});
