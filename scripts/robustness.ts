import { writeFileSync } from 'node:fs';
import { kernelBytes } from '../src/engine/executors/wasm/testing/kernel-bytes.ts';
import { createWasmExecutor } from '../src/engine/executors/wasm/wasm-executor.ts';
import { type RobustRun, robustness, robustnessKey, robustRun } from '../src/engine/training/testing/robustness/measured.ts';

/** `npm run robustness`: trains and attacks digits from several seeds, with adversarial training and without, and writes down what they withstand. */
const executor = await createWasmExecutor(kernelBytes());
const runs: RobustRun[] = [];
for (const adversarial of [false, true]) {
  for (const seed of robustness.seeds) {
    runs.push(await robustRun(executor, seed, adversarial));
    console.log(JSON.stringify(runs.at(-1)));
  }
}
const text = JSON.stringify({ key: robustnessKey(), runs }, null, 2);
writeFileSync(new URL('../src/engine/training/testing/robustness/results.json', import.meta.url), `${text}\n`);
process.exit(0);
