import { writeFileSync } from 'node:fs';
import { presets } from '../src/core/presets/registry.ts';
import { kernelBytes } from '../src/engine/executors/wasm/testing/kernel-bytes.ts';
import { createWasmExecutor } from '../src/engine/executors/wasm/wasm-executor.ts';
import { measuredHealth } from '../src/engine/training/testing/health/looks-file.ts';
import { healthKey, type MeasuredHealth, measureHealth } from '../src/engine/training/testing/health/measured.ts';

/** `npm run health`: looks at the layers of every example in its first epochs. What is known by the same key is not looked at again. */
function write(measured: readonly MeasuredHealth[]): void {
  const text = JSON.stringify(measured, null, 2);
  writeFileSync(new URL('../src/engine/training/testing/health/looks.json', import.meta.url), `${text}\n`);
}

const executor = await createWasmExecutor(kernelBytes());
const before = measuredHealth();
const all: MeasuredHealth[] = [];
for (const { id, project } of presets) {
  const known = before.find((one) => one.id === id && one.key === healthKey(project()));
  all.push(known ?? (await measureHealth(executor, id, project())));
  if (known) continue;
  console.log(id);
  write([...all, ...before.filter((one) => !all.some((done) => done.id === one.id))]);
}
write(all);
process.exit(0);
