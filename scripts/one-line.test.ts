import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { compileTypes } from './compiler.ts';

const root = resolve(import.meta.dirname, '..');

/** What nobody has, each in a file of its own; its line in the registry stands before `before`. */
const added = [
  { entry: 'squared', file: 'core/graph/testing/added/squared.ts', registry: 'core/layers/registry.ts', before: '});' },
  {
    entry: 'percent: percentFormat',
    file: 'core/graph/testing/added/percent.ts',
    registry: 'core/tasks/formats/registry.ts',
    before: '});',
  },
  { entry: 'proportion', file: 'core/graph/testing/added/proportion.ts', registry: 'core/tasks/registry.ts', before: '});' },
  {
    entry: 'madeUp',
    file: 'engine/executors/conformance/testing/made-up-optimizer.ts',
    registry: 'core/program/optimizers/registry.ts',
    before: '] as const;',
  },
  {
    entry: 'madeUpMethod',
    file: 'core/balancing/testing/made-up.ts',
    registry: 'core/balancing/registry.ts',
    before: '];\n',
  },
  {
    entry: 'updateNorm',
    file: 'core/runs/columns/testing/update-norm.ts',
    registry: 'core/runs/columns/registry.ts',
    before: '];\n',
  },
  {
    entry: 'textFormat',
    file: 'engine/formats/testing/numbers-as-text.ts',
    registry: 'engine/formats/registry.ts',
    before: '];\n',
  },
  {
    entry: 'madeUpLesson',
    file: 'core/lessons/testing/made-up-lesson.ts',
    registry: 'core/lessons/registry.ts',
    before: '];\n',
  },
  {
    entry: 'madeUpGoal',
    file: 'core/lessons/sheet/goals/testing/made-up-goal.ts',
    registry: 'core/lessons/sheet/goals/registry.ts',
    before: '];\n',
  },
  {
    entry: 'barForm',
    file: 'ui/common/paper/testing/made-up-form.ts',
    registry: 'ui/common/paper/registry.ts',
    before: '] as const;',
  },
] as const;

/** A registry with one more entry. */
function withEntry({ entry, file, registry, before }: (typeof added)[number]): string {
  const text = readFileSync(join(root, 'src', registry), 'utf8');
  const [head = '', tail = '', ...others] = text.split(before);
  expect(others).toEqual([]);
  const name = entry.replace(/.*: /, '');
  return `import { ${name} } from './${relative(dirname(registry), file)}';\n${head.trimEnd().replace(/,$/, '')}, ${entry}${before}${tail}`;
}

/** The folder `path` of the project in `to`: links to what is as it was, and files with another text. */
function laidOver(path: string, to: string, changed: ReadonlyMap<string, string>): void {
  mkdirSync(join(to, path), { recursive: true });
  for (const name of readdirSync(join(root, path))) {
    const own = join(path, name);
    const text = changed.get(own);
    if (text !== undefined) writeFileSync(join(to, own), text);
    else if ([...changed.keys()].some((file) => file.startsWith(own + sep))) laidOver(own, to, changed);
    else symlinkSync(join(root, own), join(to, own));
  }
}

const folder = mkdtempSync(join(tmpdir(), 'one-line-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a layer kind, a format of labels, a task kind with a metric, an optimiser, a balancing method, a column, a file format, a lesson, a goal of a teacher’s step and a form of figures are one file and one line each: the rest compiles as it is', () => {
  laidOver('src', folder, new Map(added.map((one) => [join('src', one.registry), withEntry(one)])));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const config = {
    extends: join(root, 'tsconfig.app.json'),
    compilerOptions: { preserveSymlinks: true },
    // The worker and the page but for its interface: React and Mantine take longer to check than all of it, and the second test looks there.
    include: [
      'src/worker/training-worker.ts',
      'src/store/playground.ts',
      'src/core/runs/*.ts',
      'src/core/lessons/*.ts',
      'src/store/classroom/*.ts',
      'src/ui/common/paper/*.ts',
      'src/locales/i18next.d.ts',
    ],
    exclude: ['**/*.test.ts'],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const { stdout, status } = compileTypes(['-p', folder]);
  expect([stdout, status]).toEqual(['', 0]);
});

test('nothing in the interface has an entry for every kind that there is', () => {
  const files = readdirSync(join(root, 'src/ui'), { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name));
  const everyOne =
    /Record<\w*(?:LayerKindId|FormatId|TaskKindId|OptimizerKind)\b|\[\w+ in (?:LayerKindId|FormatId|TaskKindId|OptimizerKind)\]:/;
  expect(files.length).toBeGreaterThan(100);
  expect(files.filter((name) => everyOne.test(readFileSync(join(root, 'src/ui', name), 'utf8')))).toEqual([]);
});
