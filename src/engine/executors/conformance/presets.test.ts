import { presets } from '../../../core/presets/registry.ts';
import { everyLayer } from './documents.ts';
import { smallRun } from './small-documents.ts';
import { executorsOnce, wasm } from './testing/entrants.ts';
import { everyExecutorRepeats } from './testing/every-executor.ts';
import { packFromDisk } from './testing/packs.ts';

const [steps, few] = [200, 20];
/**
 * The plainest ones train on every executor for as long as they are compared. Of the others, which take the reference and an adapter in
 * software minutes, every kind of layer and of task is compared on every executor elsewhere; here it is how they are put together.
 */
const plain = new Set(['digits', 'points']);

for (const { id, group, project } of presets) {
  const [count, compared] = plain.has(group) ? [steps, executorsOnce] : [few, [wasm]];
  everyExecutorRepeats(`preset ${id} over ${count} steps`, () => smallRun(project(), count, packFromDisk), compared);
}

everyExecutorRepeats(`a network of many kinds of layers over ${steps} steps`, () => smallRun(everyLayer(), steps, packFromDisk));
