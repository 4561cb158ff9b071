import { zeroPadding } from '../helpers/masks.ts';
import type { Helper } from '../python.ts';
import { type Arriving, real } from './twin.ts';

/** What arrives, with zeros where it is padding. */
export const padded = (arriving: Arriving): { readonly code: string; readonly helpers: readonly Helper[] } =>
  arriving.mask
    ? { code: `zero_padding(${real(arriving)}, ${arriving.mask})`, helpers: [zeroPadding] }
    : { code: real(arriving), helpers: [] };
