import { parentPort } from 'node:worker_threads';
import type { FromWorker, ToWorker } from '../../src/core/runs/wire.ts';
import { nodeHost } from './host.ts';

/** What the page's worker is, in Node: messages in, events out. */
const send = (message: FromWorker, transfer: readonly ArrayBuffer[] = []): void => parentPort?.postMessage(message, transfer);

const host = nodeHost(
  (event) => send({ type: 'events', events: [event] }),
  1,
  (ms) => send({ type: 'silence', ms }),
);

parentPort?.on('message', (message: ToWorker) => {
  if (message.type === 'ping') send({ type: 'pong' });
  else if (message.type !== 'lifeline') host.handle(message);
});
