import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { formulas } from './scripts/formulas.ts';
import { LongestFirst } from './scripts/longest-first.ts';

const all = ['src/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'];

const textOf = (path: string): string => readFileSync(join(import.meta.dirname, path), 'utf8');

const files = ['src', 'bench', 'scripts']
  .flatMap((folder) =>
    readdirSync(join(import.meta.dirname, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  )
  .filter((path) => path.endsWith('.test.ts'));

/** Test files that put something else in the place of modules or of the clock, or look at threads or memory of their own: each has a process of its own. */
const alone = files.filter((path) => /\bvi\.(mock|useFake)|nodeThreads|heapInUse|installNullGpu/.test(textOf(path)));

export default defineConfig({
  plugins: [formulas()],
  test: {
    testTimeout: 60_000,
    // vitest leaves one processor free by default: of two, half of the machine.
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
    setupFiles: [join(import.meta.dirname, 'scripts', 'equal-arrays.ts')],
    projects: [
      { extends: true, test: { name: 'alone', include: alone } },
      // The others leave nothing behind; a process for each would take longer than most of their tests.
      { extends: true, test: { name: 'shared', include: all, exclude: alone, isolate: false } },
    ],
  },
});
