import { charts } from './charts.ts';
import { editorLater } from './editor-later.ts';
import { panels } from './panels.ts';
import { stage } from './stage.ts';

/** What is said in panes that come after the first load: `lazyPane` in ui/common waits for it. */
export const laterStrings = { charts, panels, stage, editor: editorLater };
