import { activation } from './activation.ts';
import { add } from './add.ts';
import { average } from './average.ts';
import { avgPool } from './avg-pool.ts';
import { batchNorm } from './batch-norm.ts';
import { concat } from './concat.ts';
import { conv2d } from './conv2d.ts';
import { dense } from './dense.ts';
import { dropout } from './dropout.ts';
import { flatten } from './flatten.ts';
import { globalPool } from './global-pool.ts';
import { layerNorm } from './layer-norm.ts';
import { maxPool } from './max-pool.ts';
import { multiply } from './multiply.ts';
import { reshape } from './reshape.ts';
import { slice } from './slice.ts';
import type { LayerKind } from './types.ts';

/** Refuses, at compile time, an entry whose key is not its own `kind`. */
const catalogue = <T extends { readonly [K in keyof T]: LayerKind<Record<string, unknown>, K & string> }>(entries: T): T =>
  entries;

const entries = catalogue({
  dense,
  activation,
  conv2d,
  maxPool,
  avgPool,
  globalPool,
  flatten,
  reshape,
  slice,
  concat,
  add,
  multiply,
  average,
  dropout,
  batchNorm,
  layerNorm,
});

export type LayerKindId = keyof typeof entries;

/** Every layer kind by name, in the order of the palette. A new kind is one file and one line here. */
export const layers: Readonly<Record<LayerKindId, LayerKind>> & Readonly<Record<string, LayerKind>> = entries;

/** The layer kind of that name, where there is one. */
export const layerKind = (kind: string): LayerKind | undefined => (Object.hasOwn(layers, kind) ? layers[kind] : undefined);
