import type { panels as en } from '../en/panels.ts';
import type { SameKeys } from '../types.ts';

export const panels: SameKeys<typeof en> = {};
