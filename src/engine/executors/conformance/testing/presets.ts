import { partOfPresets } from '../../../training/testing/preset-parts.ts';
import { smallRun } from '../small-documents.ts';
import { clearOfKinks } from '../starts.ts';
import { executorsOnce } from './entrants.ts';
import { everyExecutorRepeats } from './every-executor.ts';
import { packFromDisk } from './packs.ts';

/** A processor that imitates a GPU takes a hundred times as long for a step as the others. */
const [steps, stepsInSoftware] = [200, 40];

/** Tests one of `parts` parts of the presets, so that several test files share their time: every executor trains each as the reference does. */
export function everyExecutorTrainsPresets(part: number, parts: number): void {
  for (const { id, project } of partOfPresets(part, parts)) {
    const run = () => clearOfKinks((start) => smallRun(project(), steps, packFromDisk, { start }));
    everyExecutorRepeats(`preset ${id} over ${steps} steps`, run, { on: executorsOnce, stepsInSoftware });
  }
}
