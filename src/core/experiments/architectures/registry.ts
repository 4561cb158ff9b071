import type { Architecture } from './architecture.ts';
import { crossStitch } from './cross-stitch.ts';
import { deep, half, nothingShared, shallow } from './hard-sharing.ts';
import { mmoe } from './mmoe.ts';

/** Every architecture, from the least to the most that is shared, then the soft ones. */
export const architectures: readonly Architecture[] = [nothingShared, shallow, half, deep, mmoe, crossStitch];
