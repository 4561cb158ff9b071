import { everyExecutorTrainsPresets } from './testing/presets.ts';

everyExecutorTrainsPresets(3, 4);
