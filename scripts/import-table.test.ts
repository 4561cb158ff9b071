import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** [folder of the importing file, what it imports] */
type Import = readonly [folder: string, specifier: string];

/** One violation, or more, of every row of the table in src/README.md. */
const refused: readonly Import[] = [
  ['core/util', '../program/x.ts'],
  ['core/util', 'zod'],
  ['core/util/messages', '../../tasks/x.ts'],
  ['core/program', '../layers/x.ts'],
  ['core/program/reference', '../../compile/x.ts'],
  ['core/program', 'react'],
  ['core/program', '@tensorflow/tfjs-core'],
  ['core/program', 'node:fs'],
  ['core/layers', '../graph/x.ts'],
  ['core/layers', '../tasks/x.ts'],
  ['core/tasks', '../project/x.ts'],
  ['core/balancing', '../project/x.ts'],
  ['core/balancing', '../layers/x.ts'],
  ['core/balancing', '../landscape/x.ts'],
  ['core/landscape', '../project/x.ts'],
  ['core/landscape', 'zod'],
  ['core/presets', '../landscape/x.ts'],
  ['core/presets', '../lessons/x.ts'],
  ['core/runs', '../lessons/x.ts'],
  ['core/lessons', '../landscape/x.ts'],
  ['core/lessons', '../../store/x.ts'],
  ['core/lessons', 'react'],
  ['core/project', '../graph/x.ts'],
  ['core/project', 'react'],
  ['core/graph', '../compile/x.ts'],
  ['core/graph', 'fflate'],
  ['core/compile', '../data/x.ts'],
  ['core/data', '../runs/x.ts'],
  ['core/data', '../../engine/training/x.ts'],
  ['core/data', 'papaparse'],
  ['core/data/import', '../../runs/x.ts'],
  ['core/data/import/formats', 'react'],
  ['core/runs', '../presets/x.ts'],
  ['core/runs', '../../store/x.ts'],
  ['core/experiments', '../runs/x.ts'],
  ['core/experiments', '../../client/x.ts'],
  ['core/presets', '../../ui/app/x.tsx'],
  ['core/presets', '../../locales/en/x.ts'],
  ['engine', '../store/x.ts'],
  ['engine/executors/tfjs', '../../../ui/app/x.tsx'],
  ['engine', '../client/x.ts'],
  ['engine', 'react'],
  ['engine/executors/self-test', '../conformance/conformance.ts'],
  ['engine/training', '../executors/testing/heap.ts'],
  ['engine/executors/conformance', 'react'],
  ['engine', 'zustand'],
  ['worker', '../store/x.ts'],
  ['worker', '@tensorflow/tfjs-core'],
  ['offline', '../core/util/x.ts'],
  ['offline', 'react'],
  ['client', '../engine/x.ts'],
  ['client', '../worker/x.ts'],
  ['client', '@tensorflow/tfjs-core'],
  ['store', '../engine/training/x.ts'],
  ['store', '../ui/app/x.tsx'],
  ['store', '@tensorflow/tfjs-core'],
  ['locales', '../store/x.ts'],
  ['ui/common', '../editor/x.tsx'],
  ['ui/editor', '../charts/x.tsx'],
  ['ui/editor', '../panels/x.tsx'],
  ['ui/editor', '../../engine/x.ts'],
  ['ui/editor', 'recharts'],
  ['ui/editor/state', '../commands/x.ts'],
  ['ui/editor/elements', '../items/x.ts'],
  ['ui/editor/items', '../palette/x.tsx'],
  ['ui/editor/commands', '../flow/x.ts'],
  ['ui/editor/commands', '../canvas.tsx'],
  ['ui/editor/pictures', '../nodes/x.tsx'],
  ['ui/editor/nodes', '../flow/x.ts'],
  ['ui/editor/flow', '../palette/x.ts'],
  ['ui/editor/palette', '../popups/x.tsx'],
  ['ui/editor/inspector', '../popups/x.tsx'],
  ['ui/editor/popups', '../palette/x.ts'],
  ['ui/editor/popups', '../../../engine/x.ts'],
  ['ui/charts', '../editor/x.tsx'],
  ['ui/charts', '../panels/x.tsx'],
  ['ui/charts', '@tensorflow/tfjs'],
  ['ui/charts', '@xyflow/react'],
  ['ui/charts', '../conflict/x.tsx'],
  ['ui/conflict', '../charts/x.tsx'],
  ['ui/conflict', '../landscape/x.tsx'],
  ['ui/landscape', '../conflict/x.tsx'],
  ['ui/panels', '../lessons/x.tsx'],
  ['ui/lessons', '../editor/x.tsx'],
  ['ui/lessons', '../../client/x.ts'],
  ['ui/landscape', '../../client/x.ts'],
  ['ui/own-data', '../panels/x.tsx'],
  ['ui/own-data', '../../client/x.ts'],
  ['ui/panels', '../own-data/x.tsx'],
  ['ui/figures', '../app/x.tsx'],
  ['ui/figures', '../panels/x.tsx'],
  ['ui/figures', 'recharts'],
  ['ui/charts', '../figures/x.ts'],
  ['ui/conflict', '../editor/x.tsx'],
  ['ui/conflict', 'recharts'],
  ['ui/editor/nodes', '../../conflict/x.tsx'],
  ['ui/panels', '../editor/x.tsx'],
  ['ui/panels/training', '../../charts/x.tsx'],
  ['ui/panels', '../../engine/x.ts'],
  ['ui/panels', '@tensorflow/tfjs-core/dist/x'],
  ['ui/app', '../../engine/x.ts'],
  ['ui/app', '../../engine/formats/safetensors/safetensors.ts'],
  ['ui/app', '../../worker/x.ts'],
  ['ui/app', '@tensorflow/tfjs'],
  ['', './engine/x.ts'],
  ['', '@tensorflow/tfjs'],
];

const allowed: readonly Import[] = [
  ['core/util/messages', '../diagnostics.ts'],
  ['core/program/reference', '../../util/random.ts'],
  ['core/layers', '../program/builder.ts'],
  ['core/balancing', '../util/random.ts'],
  ['core/landscape', '../balancing/index.ts'],
  ['core/project', '../balancing/registry.ts'],
  ['core/project', 'fflate'],
  ['core/data', '../tasks/types.ts'],
  ['core/data/import', '../types.ts'],
  ['core/data/import/formats', 'papaparse'],
  ['core/data/import/formats', 'read-excel-file/universal'],
  ['core/presets', '../runs/protocol.ts'],
  ['core/lessons', '../presets/registry.ts'],
  ['ui/lessons', '../../store/lessons/player.ts'],
  ['ui/lessons', '../../core/lessons/registry.ts'],
  ['ui/app', '../lessons/x.tsx'],
  ['engine/executors/tfjs', '@tensorflow/tfjs-core'],
  ['engine/executors/tfjs', '@tensorflow/tfjs-core/dist/x'],
  ['engine/training', '../../core/data/types.ts'],
  ['engine/executors/conformance', '../self-test/programs.ts'],
  ['worker', '../engine/training/host.ts'],
  ['client', '../core/runs/protocol.ts'],
  ['store', '../client/trainer.ts'],
  ['store', '../core/landscape/starts.ts'],
  ['ui/landscape', '../../core/landscape/toy.ts'],
  ['store', 'zustand/vanilla'],
  ['ui/editor', '../../store/react.tsx'],
  ['ui/editor', '@xyflow/react'],
  ['ui/editor', './popups/x.tsx'],
  ['ui/editor/popups', '../items/rank.ts'],
  ['ui/editor/nodes', '../pictures/live-picture.tsx'],
  ['ui/charts', 'recharts'],
  ['ui/conflict', '../common/x.tsx'],
  ['ui/own-data', '../../store/own-data/own-data.ts'],
  ['ui/app', '../own-data/x.tsx'],
  ['ui/figures', '../charts/x.ts'],
  ['ui/figures', '../editor/elements/x.ts'],
  ['ui/common', 'react-error-boundary'],
  ['ui/panels', '../common/x.tsx'],
  ['ui/panels', '@mantine/core'],
  ['ui/app', '../editor/canvas.tsx'],
  ['ui/app', '../../engine/formats/registry.ts'],
  ['ui/app', '../../engine/formats/projects/projects-zip.ts'],
];

const root = resolve(import.meta.dirname, '..');
const findings = new Map<string, string[]>();
let folder = '';

/** `refused/3.ts` under the importing folder: the name leads from a finding back to its case. */
const fileOf = (list: string, index: number, [from]: Import): string => join('src', from, `${list}-${index}.ts`);

interface LintReport {
  readonly diagnostics: readonly { readonly category: string; readonly location: { readonly path: string } }[];
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'import-table-'));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const config = readFileSync(join(root, 'biome.json'), 'utf8').replace(
    '"vcs": { "enabled": true,',
    '"vcs": { "enabled": false,',
  );
  write('biome.json', config);
  for (const [list, cases] of Object.entries({ refused, allowed })) {
    for (const [index, entry] of cases.entries()) write(fileOf(list, index, entry), `export * as x from '${entry[1]}';\n`);
  }
  write('src/core/graph/cycle-a.ts', "import { b } from './cycle-b.ts';\nexport const a = (): number => b();\n");
  write('src/core/graph/cycle-b.ts', "import { a } from './cycle-a.ts';\nexport const b = (): number => a();\n");
  write('src/core/graph/any.ts', 'export const a: any = 1;\n');
  write('src/core/graph/assertion.ts', 'export const a = (x: number | null): number => x!;\n');
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
  const run = spawnSync(process.execPath, [biome, 'lint', '--reporter=json', '--max-diagnostics=none', '.'], {
    cwd: folder,
    encoding: 'utf8',
  });
  const report: LintReport = JSON.parse(run.stdout);
  for (const { category, location } of report.diagnostics) {
    findings.set(location.path, [...(findings.get(location.path) ?? []), category]);
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const at = (path: string): readonly string[] => findings.get(path) ?? [];

describe('the linter', () => {
  it.each(refused.map((entry, index) => [entry[0] || '(entry)', entry[1], fileOf('refused', index, entry)]))(
    'refuses that %s imports %s',
    (_from, _specifier, path) => {
      expect(at(path)).toContain('lint/style/noRestrictedImports');
    },
  );

  it.each(allowed.map((entry, index) => [entry[0], entry[1], fileOf('allowed', index, entry)]))(
    'lets %s import %s',
    (_from, _specifier, path) => {
      expect(at(path)).not.toContain('lint/style/noRestrictedImports');
    },
  );

  it('refuses import cycles', () => expect(at('src/core/graph/cycle-a.ts')).toContain('lint/suspicious/noImportCycles'));

  it('refuses any', () => expect(at('src/core/graph/any.ts')).toContain('lint/suspicious/noExplicitAny'));

  it('refuses non-null assertions', () => expect(at('src/core/graph/assertion.ts')).toContain('lint/style/noNonNullAssertion'));
});
