import type { Helper } from '../../code/helper.ts';
import type { Arriving } from '../../code/twin.ts';
import { zeroPadding } from '../helpers/masks.ts';
import { real } from '../python.ts';

/** What arrives, with zeros where it is padding. */
export const padded = (arriving: Arriving): { readonly code: string; readonly helpers: readonly Helper[] } =>
  arriving.mask
    ? { code: `zero_padding(${real(arriving)}, ${arriving.mask})`, helpers: [zeroPadding] }
    : { code: real(arriving), helpers: [] };
