import { defineConfig } from 'playwright/test';
import type { EngineName } from './e2e/engines/fixture.ts';
import { findChromium } from './scripts/find-browsers.ts';

const executablePath = findChromium();
/** Chromium must not call out by itself: the tests assert that nothing but the page's own origin is asked. */
const quiet = ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--no-first-run'];
/** WebGPU on the software adapter: right for tests, far too slow for use. */
const softwareWebgpu = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', '--enable-features=Vulkan'];

const launch = (...args: string[]) => ({
  launchOptions: { args: [...quiet, ...args], ...(executablePath ? { executablePath } : {}) },
});

const engines: readonly EngineName[] = ['chromium', 'firefox', 'webkit'];

export default defineConfig<object, { engineName: EngineName }>({
  testDir: 'e2e',
  outputDir: 'test-results/e2e',
  forbidOnly: true,
  retries: 0,
  fullyParallel: true,
  // One for each of two processors: a page waits for its worker most of the time.
  workers: 2,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  webServer: {
    command: 'npx tsx scripts/serve.ts --port 0 --no-open',
    wait: { stdout: /localhost:(?<e2e_port>\d+)/ },
    timeout: 60_000,
  },
  use: {
    baseURL: `http://localhost:${process.env.E2E_PORT ?? ''}/`,
    viewport: { width: 1440, height: 900 },
    actionTimeout: 15_000,
    // Recording every action slows every test down. For one that fails: E2E_TRACE=1 npx playwright test FILE.
    trace: process.env.E2E_TRACE ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    locale: 'en-GB',
    // Hands aim where things are; what is said of the movements themselves is tested with them.
    contextOptions: { reducedMotion: 'reduce' },
  },
  projects: [
    { name: 'wasm', testIgnore: ['**/*.webgpu.spec.ts', '**/*.engines.spec.ts', '**/*.webkit.spec.ts'], use: launch() },
    { name: 'webgpu', testMatch: '**/*.webgpu.spec.ts', use: launch(...softwareWebgpu) },
    ...engines.map((engineName) => ({
      name: engineName,
      testMatch: ['**/*.engines.spec.ts', `**/*.${engineName}.spec.ts`],
      use: { engineName },
    })),
  ],
});
