import type { Block } from './block.ts';
import { cascade } from './cascade.ts';
import { crossStitch, sluice } from './cross-stitch.ts';
import { dselect } from './dselect.ts';
import { fusion } from './fusion.ts';
import { mmoe } from './mmoe.ts';
import { mtan } from './mtan.ts';
import { omoe } from './omoe.ts';
import { cgc, ple } from './ple.ts';
import { softSharing } from './soft-sharing.ts';
import { towers } from './towers.ts';
import { transformer } from './transformer.ts';

/** Refuses, at compile time, an entry whose key is not its own `id`. */
const catalogue = <T extends { readonly [K in keyof T]: Block<Record<string, unknown>, K & string> }>(entries: T): T => entries;

const entries = catalogue({
  towers,
  mmoe,
  omoe,
  cgc,
  ple,
  dselect,
  crossStitch,
  sluice,
  mtan,
  softSharing,
  cascade,
  fusion,
  transformer,
});

export type BlockId = keyof typeof entries;

/** Every composite block by name, in the order of the palette. A new one is one file and one line here. */
export const blocks: Readonly<Record<BlockId, Block>> = entries;

export const blockOf = (id: string): Block | undefined => Object.entries(blocks).find(([name]) => name === id)?.[1];
