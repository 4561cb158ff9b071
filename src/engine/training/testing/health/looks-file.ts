import measured from './looks.json';
import type { MeasuredHealth } from './measured.ts';

/** What `npm run health` measured. */
export const measuredHealth = (): readonly MeasuredHealth[] => measured;
