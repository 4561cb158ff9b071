import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { readCounts } from './test-counts.ts';

/** `npm test`: every check in turn. A failing one does not hide the others; what needs it is left out. Ends with the counts. */
const root = resolve(import.meta.dirname, '..');
const results = resolve(root, 'test-results');
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

interface Stage {
  readonly name: string;
  readonly script: string;
  readonly args?: readonly string[];
  /** Without these there is nothing to run. */
  readonly needs?: readonly string[];
}

const unitReport = ['--reporter=default', '--reporter=json', '--outputFile.json=test-results/unit.json'];
const stages: readonly Stage[] = [
  { name: 'data', script: 'data' },
  { name: 'types', script: 'types' },
  { name: 'lint', script: 'lint' },
  { name: 'unit tests', script: 'unit', args: unitReport, needs: ['data'] },
  { name: 'build', script: 'build', needs: ['data'] },
  { name: 'counts of the bench', script: 'bench', args: ['--short'], needs: ['data', 'build'] },
  { name: 'end-to-end tests', script: 'e2e', needs: ['build'] },
];

const failed = new Set<string>();
for (const { name, script, args = [], needs = [] } of stages) {
  if (needs.some((need) => failed.has(need))) {
    console.log(`\n== ${name}: left out`);
    failed.add(name);
    continue;
  }
  console.log(`\n== ${name}`);
  const started = Date.now();
  const command = ['run', '--silent', script, ...(args.length > 0 ? ['--', ...args] : [])];
  const { status } = spawnSync('npm', command, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) failed.add(name);
  console.log(`== ${name}: ${status === 0 ? 'passed' : 'FAILED'} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

const counts = readCounts(results);
// A stage that failed without a failed test (types, lint, build, a test file that does not load) must show in the closing line too.
const silent = counts.failed === 0 ? failed.size : 0;
console.log(`\n${stages.map(({ name }) => `${name} ${failed.has(name) ? 'FAILED' : 'ok'}`).join(' · ')}`);
console.log(`${counts.passed} passed, ${counts.failed + silent} failed`);
process.exit(failed.size === 0 ? 0 : 1);
