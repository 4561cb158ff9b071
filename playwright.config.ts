import { defineConfig } from 'playwright/test';
import type { EngineName } from './e2e/engines/fixture.ts';
import { microphoneFile } from './e2e/microphone.ts';
import { findChromium, findHeadlessChromium } from './scripts/find-browsers.ts';

/** Chromium must not call out by itself: the tests assert that nothing but the page's own origin is asked. */
const quiet = ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--no-first-run'];
/** A microphone that hears one tone for ever, and nobody who would have to allow it. */
const hearing = [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  `--use-file-for-fake-audio-capture=${microphoneFile()}`,
];
/** WebGPU on the software adapter: right for tests, far too slow for use. */
const softwareWebgpu = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', '--enable-features=Vulkan'];

const launch = (executablePath: string | null, ...args: string[]) => ({
  launchOptions: { args: [...quiet, ...args], ...(executablePath ? { executablePath } : {}) },
});

/** Chromium does all that these do, and more, as `wasm`. */
const engines: readonly EngineName[] = ['firefox', 'webkit'];

export default defineConfig<object, { engineName: EngineName }>({
  testDir: 'e2e',
  outputDir: 'test-results/e2e',
  forbidOnly: true,
  retries: 0,
  fullyParallel: true,
  // One for each of two processors: with three the time is nearly the same, and pages wait for one another.
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
    // A page in a fresh context would be kept on this device at every test. What is said of that is tested where it is allowed.
    serviceWorkers: 'block',
    // Hands aim where things are; what is said of the movements themselves is tested with them.
    contextOptions: { reducedMotion: 'reduce' },
  },
  // What takes longest by itself comes first, so that no processor waits for it in the end.
  projects: [
    ...engines.map((engineName) => ({
      name: engineName,
      testMatch: ['**/*.engines.spec.ts', `**/*.${engineName}.spec.ts`],
      use: { engineName },
    })),
    {
      name: 'wasm',
      testIgnore: ['webgpu', 'engines', ...engines].map((kind) => `**/*.${kind}.spec.ts`),
      use: launch(findHeadlessChromium(), ...hearing),
    },
    { name: 'webgpu', testMatch: '**/*.webgpu.spec.ts', use: launch(findChromium(), ...softwareWebgpu) },
  ],
});
