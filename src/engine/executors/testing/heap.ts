import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { invariant } from '../../../core/util/assert-never.ts';

setFlagsFromString('--expose-gc');
/** One context, made once: every other would count as memory in use. */
const collect: unknown = runInNewContext('gc');

/** Bytes of JavaScript's heap that are still needed. */
export function heapInUse(): number {
  invariant(typeof collect === 'function', 'the collector can be called');
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}
