import { everyLayer } from './documents.ts';
import { smallRun } from './small-documents.ts';
import { everyExecutorRepeats } from './testing/every-executor.ts';
import { packFromDisk } from './testing/packs.ts';
import { everyExecutorTrainsPresets } from './testing/presets.ts';

everyExecutorTrainsPresets(2, 4);
everyExecutorRepeats('a network of many kinds of layers over 200 steps', () => smallRun(everyLayer(), 200, packFromDisk));
