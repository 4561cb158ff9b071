import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { invariant } from '../../../core/util/assert-never.ts';

/** Bytes of JavaScript's heap that are still needed. */
export function heapInUse(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  invariant(typeof collect === 'function', 'the collector can be called');
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}
