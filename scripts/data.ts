/** `npm run data`: public/data, what the page fetches. In one process: to start takes as long as most of it. */
import '../src/data-packs/main.ts';
import './copy-wasm.ts';
import './build-kernels.ts';
