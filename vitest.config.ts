import { defineConfig } from 'vitest/config';

const core = 'src/core/**/*.test.ts';

export default defineConfig({
  test: {
    testTimeout: 60_000,
    // vitest leaves one processor free by default: of two, half of the machine.
    maxWorkers: '100%',
    projects: [
      // The core has no state of its own and needs no process of its own for each file, which takes longer than most of its tests.
      { extends: true, test: { name: 'core', include: [core], isolate: false } },
      {
        extends: true,
        test: { name: 'rest', include: ['src/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'], exclude: [core] },
      },
    ],
  },
});
