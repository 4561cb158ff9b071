import { ownValue } from '../util/own-value.ts';
import { layers } from './registry.ts';
import type { LayerKind } from './types.ts';

/** The layer kind of that name, where there is one: names come from files. */
export const layerKind = (kind: string): LayerKind | undefined => ownValue(layers, kind);
