import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { readOutcomes } from '../src/engine/training/testing/outcomes/ledger.ts';
import { ensureTorch } from './ensure-torch.ts';
import { ensureChromium } from './find-browsers.ts';
import { askedOutcomes, inWords, outcomeEnvironment, writeLedger } from './outcome-ledger.ts';
import { ensureVulkanLoader, findSoftwareDriver } from './vulkan.ts';

/**
 * `npm run unit`: the unit tests; what follows goes to vitest. `--full` also trains what the ledger of outcomes knows, and checks that it
 * is true. `--outcomes` (`npm run outcomes`) runs only what trains from the ledger, and writes the ledger anew.
 */
const args = process.argv.slice(2);
const [full, outcomesOnly] = [args.includes('--full'), args.includes('--outcomes')];
const known = readOutcomes();

// The software driver comes with Chromium.
ensureChromium();
ensureVulkanLoader();
ensureTorch();
console.log(`Vulkan driver for the unit tests: ${findSoftwareDriver() ?? "the machine's own"}`);
const vitest = resolve(import.meta.dirname, '../node_modules/vitest/vitest.mjs');
const rest = args.filter((arg) => arg !== '--full' && arg !== '--outcomes');
const withOutcomes = [
  'src/engine/training/preset-outcomes',
  ...[
    'presets',
    'layers',
    'tasks',
    'ties',
    'balanced',
    'balancing',
    'method-steps',
    'method-switches',
    'sequence-models',
    'random-models',
    'rates',
  ].map((name) => `src/engine/executors/conformance/${name}`),
  'src/engine/executors/tfjs/conformance',
  'src/engine/executors/webgpu/conformance',
  'src/engine/formats/code/examples',
  'src/engine/formats/pytorch/pytorch.test.ts',
];
const only = outcomesOnly ? withOutcomes : [];
const { status } = spawnSync(process.execPath, [vitest, 'run', ...only, ...rest], {
  stdio: 'inherit',
  env: outcomeEnvironment(full),
});
const asked = askedOutcomes();
// What was not asked for is forgotten, where all was.
if (outcomesOnly) writeLedger(asked, status === 0 && rest.length === 0);
if (asked.length > 0) console.log(inWords(asked, known));
process.exit(status ?? 1);
