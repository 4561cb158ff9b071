import { everyExecutorTrainsPresets } from './testing/presets.ts';

everyExecutorTrainsPresets(0, 4);
