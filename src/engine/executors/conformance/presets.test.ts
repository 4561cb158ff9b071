import { presets } from '../../../core/presets/registry.ts';
import { everyLayer } from './documents.ts';
import { smallRun } from './small-documents.ts';
import { executorsOnce } from './testing/entrants.ts';
import { everyExecutorRepeats } from './testing/every-executor.ts';
import { packFromDisk } from './testing/packs.ts';

const steps = 200;

for (const { id, project } of presets)
  everyExecutorRepeats(`preset ${id} over ${steps} steps`, () => smallRun(project(), steps, packFromDisk), executorsOnce);

everyExecutorRepeats(`a network of many kinds of layers over ${steps} steps`, () => smallRun(everyLayer(), steps, packFromDisk));
