import { everyExecutorTrainsPresets } from './testing/presets.ts';

everyExecutorTrainsPresets(1, 4);
