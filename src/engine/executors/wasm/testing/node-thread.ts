import { parentPort } from 'node:worker_threads';
import type { Joining } from '../threads/messages.ts';
import { serveKernels } from '../threads/serve.ts';

/** A thread in Node: serves one team after the other. */
parentPort?.on('message', (joining: Joining) => serveKernels(joining, (message) => parentPort?.postMessage(message)));
