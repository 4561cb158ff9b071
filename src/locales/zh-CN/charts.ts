import type { charts as en } from '../en/charts.ts';
import type { SameKeys } from '../types.ts';

export const charts: SameKeys<typeof en> = {};
