import measured from './results.json';
import type { Results } from './summary.ts';

/** What `npm run claims` measured. */
export const results: Results = measured;
