import type { LayerTwin } from '../twin.ts';
import type { Dialect } from './dialect.ts';
import { plainTwins } from './plain-layers.ts';
import { weightedTwins } from './weighted-layers.ts';

/** Layers that TensorFlow.js and Keras have, or that one expression says, by kind; all others are written as their primitives. */
export const stockTwins = (dialect: Dialect): ReadonlyMap<string, LayerTwin> =>
  new Map([...weightedTwins, ...plainTwins].map((twin) => [twin.kind, twin.in(dialect)]));
