import type { FromWalker, ToWalker } from '../core/landscape/messages.ts';
import { startOnce } from './start-once.ts';
import { createWalker } from './walker.ts';

/** Message → trajectories on the landscape → reports. */

startOnce('walker');

const walk = createWalker({
  say: (message: FromWalker) => postMessage(message, { transfer: message.progress.map(({ path }) => path.buffer) }),
  now: () => performance.now(),
  later(ms, act) {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
});

addEventListener('message', ({ data }: MessageEvent<ToWalker>) => walk(data));
