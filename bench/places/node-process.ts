import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Request } from './environment.ts';
import { startPython } from './python-process.ts';
import { createContenderService } from './serve-contender.ts';

/** The process of one contender in Node: it answers messages of its parent. tfjs has no threads in Node. */
const serve = createContenderService({
  threads: 1,
  fetchKernels: async (file) => new Uint8Array(readFileSync(resolve(import.meta.dirname, '../../public/data', file))),
  startPython,
});

process.on('message', async (request: Request) => {
  process.send?.(await serve(request));
});
