import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { runStages, type Stage } from './stages.ts';
import { readCounts } from './test-counts.ts';

/**
 * `npm test`: every check. What keeps one processor busy runs beside others, and says what it has to say when it ends. Ends with the
 * counts.
 */
const root = resolve(import.meta.dirname, '..');
const results = resolve(root, 'test-results');
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

interface Check extends Stage {
  /** Of package.json, or a file. */
  readonly script: string;
  readonly args?: readonly string[];
  /** Shows what it prints at once. */
  readonly long?: boolean;
}

const unitReport = ['--reporter=default', '--reporter=json', '--outputFile.json=test-results/unit.json'];
const checks: readonly Check[] = [
  { name: 'data', script: 'data' },
  { name: 'Chromium', script: 'scripts/ensure-browsers.ts', args: ['--unit'] },
  // Installing the others where they are missing is waiting for the network, and one installation at a time.
  { name: 'browsers', script: 'scripts/ensure-browsers.ts', after: ['Chromium'] },
  { name: 'types', script: 'types' },
  { name: 'lint', script: 'lint', after: ['types'] },
  { name: 'unit tests', script: 'unit', args: unitReport, needs: ['data', 'Chromium'], after: ['types'], long: true },
  // Without making the data once more: the unit tests are reading it.
  { name: 'build', script: 'bundle', needs: ['data'], after: ['lint'] },
  { name: 'counts of the bench', script: 'bench', args: ['--short'], needs: ['data', 'build'] },
  {
    name: 'end-to-end tests',
    script: 'e2e',
    needs: ['build', 'browsers'],
    after: ['unit tests', 'counts of the bench'],
    long: true,
  },
];

const seconds = (since: number): string => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/** Runs a script; resolves with whether it succeeded. */
function run({ name, script, args = [], long = false }: Check): Promise<boolean> {
  if (long) console.log(`\n== ${name}`);
  const started = Date.now();
  const command = script.endsWith('.ts')
    ? ['exec', '--', 'tsx', script, ...args]
    : ['run', '--silent', script, ...(args.length > 0 ? ['--', ...args] : [])];
  const shell = process.platform === 'win32';
  const child = spawn('npm', command, { cwd: root, stdio: long ? 'inherit' : ['ignore', 'pipe', 'pipe'], shell });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => said.push(chunk));
  return new Promise((done) => {
    const end = (passed: boolean): void => {
      if (!long) console.log(`\n== ${name}\n${Buffer.concat(said)}`);
      console.log(`== ${name}: ${passed ? 'passed' : 'FAILED'} in ${seconds(started)}`);
      done(passed);
    };
    child.on('error', (error) => {
      console.error(error);
      end(false);
    });
    child.on('close', (code) => end(code === 0));
  });
}

const started = Date.now();
const endings = await runStages(checks, run);
const failed = [...endings].filter(([, ending]) => ending !== 'passed');

const counts = readCounts(results);
// A stage that failed without a failed test (types, lint, build, a test file that does not load) must show in the closing line too.
const silent = counts.failed === 0 ? failed.length : 0;
console.log(
  `\n${[...endings].map(([name, ending]) => `${name} ${ending === 'passed' ? 'ok' : ending.toUpperCase()}`).join(' · ')} · ${seconds(started)}`,
);
console.log(`${counts.passed} passed, ${counts.failed + silent} failed`);
process.exit(failed.length === 0 ? 0 : 1);
