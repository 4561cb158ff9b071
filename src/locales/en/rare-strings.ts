import { answers } from './answers.ts';
import { classroom } from './classroom.ts';
import { code } from './code.ts';
import { conflict } from './conflict.ts';
import { confusion } from './confusion.ts';
import { curveOptions } from './curve-options.ts';
import { documents } from './documents.ts';
import { editorRare } from './editor-rare.ts';
import { figures } from './figures.ts';
import { gallery } from './gallery.ts';
import { health } from './health.ts';
import { intro } from './intro.ts';
import { keys } from './keys.ts';
import { landscape } from './landscape.ts';
import { lessons } from './lessons.ts';
import { methodFacts } from './method-facts.ts';
import { metrics } from './metrics.ts';
import { offline } from './offline.ts';
import { ownData } from './own-data.ts';
import { panelsRare } from './panels-rare.ts';
import { present } from './present.ts';
import { projects } from './projects.ts';
import { share } from './share.ts';
import { transfer } from './transfer.ts';
import { tryIt } from './try-it.ts';

/** What is said in panes that come when somebody asks for them, each of which waits for it by `loadRareStrings`. */
export const rareStrings = {
  classroom,
  confusion,
  conflict,
  health,
  keys,
  intro,
  documents,
  landscape,
  lessons,
  methodFacts,
  offline,
  ownData,
  figures,
  gallery,
  projects,
  present,
  share,
  transfer,
  tryIt,
  metrics,
  curveOptions,
  answers,
  code,
  editor: editorRare,
  panels: panelsRare,
};
