import { copyFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

/** tfjs fetches its WebAssembly from an address: it must be the page's own, with the file names that tfjs expects. */
const require = createRequire(import.meta.url);
const source = join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'wasm-out');
const target = resolve(import.meta.dirname, '../public/data/wasm');

mkdirSync(target, { recursive: true });
for (const name of ['tfjs-backend-wasm', 'tfjs-backend-wasm-simd', 'tfjs-backend-wasm-threaded-simd']) {
  copyFileSync(join(source, `${name}.wasm`), join(target, `${name}.wasm`));
}
console.log('public/data/wasm: three binaries of @tensorflow/tfjs-backend-wasm');
