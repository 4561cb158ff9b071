import { app } from './app.ts';
import { charts } from './charts.ts';
import { common } from './common.ts';
import { editor } from './editor.ts';
import { panels } from './panels.ts';

export const strings = { app, charts, common, editor, panels };
