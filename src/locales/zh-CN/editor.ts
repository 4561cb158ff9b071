import type { editor as en } from '../en/editor.ts';
import type { SameKeys } from '../types.ts';

export const editor: SameKeys<typeof en> = {};
