import { architecture } from './architecture.ts';
import { asItIs } from './as-it-is.ts';
import type { ContenderKind } from './contender.ts';
import { equal } from './equal.ts';
import { method } from './method.ts';
import { searched } from './searched.ts';
import { single } from './single.ts';
import { tuned } from './tuned.ts';
import { weighted } from './weighted.ts';

/** Every kind of contender, in the order in which they are offered. */
export const contenderKinds: readonly ContenderKind[] = [single, equal, asItIs, tuned, method, architecture, weighted, searched];
