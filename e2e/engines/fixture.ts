import { writeFile } from 'node:fs/promises';
import { test as base } from 'playwright/test';
import type { EngineDriver } from './driver.ts';
import { EnginePage } from './engine-page.ts';
import { startFirefox } from './firefox.ts';
import { startWebkit } from './webkit.ts';

export type EngineName = 'firefox' | 'webkit';

const starts: Readonly<Record<EngineName, () => Promise<EngineDriver>>> = {
  firefox: startFirefox,
  // As Safari is.
  webkit: () => startWebkit({ sharedMemory: true }),
};

interface OfWorker {
  readonly engineName: EngineName;
  readonly engineDriver: EngineDriver;
}

interface OfTest {
  readonly engine: EnginePage;
}

/** `engine`: the page in the engine of the project. One browser for all tests of a worker. */
export const test = base.extend<OfTest, OfWorker>({
  engineName: ['firefox', { scope: 'worker', option: true }],
  engineDriver: [
    async ({ engineName }, use) => {
      const driver = await starts[engineName]();
      await use(driver);
      await driver.close();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  engine: async ({ engineDriver, baseURL }, use, info) => {
    await use(new EnginePage(engineDriver, baseURL ?? ''));
    if (info.status === info.expectedStatus) return;
    const path = info.outputPath('failed.png');
    const taken = await engineDriver.screenshot().catch(() => null);
    // A browser that hangs shows nothing.
    if (taken === null) return;
    await writeFile(path, taken);
    info.attachments.push({ name: 'screenshot', path, contentType: 'image/png' });
  },
});
