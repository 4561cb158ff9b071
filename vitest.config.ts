import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { formulas } from './scripts/formulas.ts';
import { LongestFirst } from './scripts/longest-first.ts';

const all = ['src/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'];

const textOf = (path: string): string => readFileSync(join(import.meta.dirname, path), 'utf8');

/** Executors beside the reference: their tests share devices, shaders and the state of tfjs, all in the same way. */
const conformance = ['src/engine/executors/conformance/**/*.test.ts', 'src/engine/executors/*/conformance.test.ts'];

/** Test files that put something else in the place of modules or globals, or look at a device, threads or memory of their own. */
const possessive = ['src', 'bench']
  .flatMap((folder) =>
    readdirSync(join(import.meta.dirname, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  )
  .filter((path) => path.endsWith('.test.ts'))
  .filter((path) => /\bvi\.(mock|stub|useFake)|@tensorflow|createTfjs|nodeGpuDevice|nodeThreads|heapInUse/.test(textOf(path)))
  .filter((path) => !path.startsWith(join('src', 'engine', 'executors', 'conformance')) && !path.endsWith('conformance.test.ts'));

/** Each of these has a process of its own. */
const alone = ['src/engine/formats/**/*.test.ts', 'src/engine/training/memory.test.ts', ...possessive];

export default defineConfig({
  plugins: [formulas()],
  test: {
    testTimeout: 60_000,
    // vitest leaves one processor free by default: of two, half of the machine.
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
    projects: [
      { extends: true, test: { name: 'alone', include: alone } },
      // The others leave nothing behind; a process for each would take longer than most of their tests.
      { extends: true, test: { name: 'conformance', include: conformance, isolate: false } },
      { extends: true, test: { name: 'shared', include: all, exclude: [...alone, ...conformance], isolate: false } },
    ],
  },
});
