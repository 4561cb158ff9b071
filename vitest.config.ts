import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './scripts/longest-first.ts';

const all = ['src/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'];

/** Test files that put something else in the place of modules or globals. */
const replacing = readdirSync(join(import.meta.dirname, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => join('src', name))
  .filter((path) => /\bvi\.(mock|stub|useFake)/.test(readFileSync(join(import.meta.dirname, path), 'utf8')));

/** Every file that replaces modules, or holds devices, memory or state of tfjs, has a process of its own. */
const alone = [
  'src/engine/executors/**/*.test.ts',
  'src/engine/formats/**/*.test.ts',
  'src/engine/training/memory.test.ts',
  'bench/**/*.test.ts',
  ...replacing,
];

export default defineConfig({
  test: {
    testTimeout: 60_000,
    // vitest leaves one processor free by default: of two, half of the machine.
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
    projects: [
      { extends: true, test: { name: 'alone', include: alone } },
      // The others leave nothing behind; a process for each would take longer than most of their tests.
      { extends: true, test: { name: 'shared', include: all, exclude: alone, isolate: false } },
    ],
  },
});
