import type { Request } from '../places/environment.ts';
import { createContenderService } from '../places/serve-contender.ts';

/** The worker of one contender in Chromium: it answers messages of the page. */
const data = new URL('/data/', location.href).href;
const serve = createContenderService({
  threads: globalThis.crossOriginIsolated ? navigator.hardwareConcurrency : 1,
  fetchKernels: async (file) => (await fetch(`${data}${file}`)).arrayBuffer(),
  wasmPaths: `${data}wasm/`,
});

addEventListener('message', async ({ data: request }: MessageEvent<Request>) => {
  postMessage(await serve(request));
});
