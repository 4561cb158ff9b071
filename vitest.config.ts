import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'],
    testTimeout: 60_000,
    // vitest leaves one processor free by default: of two, half of the machine.
    maxWorkers: '100%',
  },
});
