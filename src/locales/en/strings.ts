import { app } from './app.ts';
import { common } from './common.ts';
import { editor } from './editor.ts';

/** What the page says from its first moment. */
export const strings = { app, common, editor };
