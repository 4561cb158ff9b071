import type { app as en } from '../en/app.ts';
import type { SameKeys } from '../types.ts';

export const app: SameKeys<typeof en> = {};
