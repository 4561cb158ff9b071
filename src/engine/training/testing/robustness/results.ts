import type { Robustness } from './measured.ts';
import measured from './results.json';

/** What `npm run robustness` measured. */
export const measuredRobustness = (): Robustness => measured;
