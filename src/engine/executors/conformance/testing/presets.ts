import { partOfPresets } from '../../../training/testing/preset-parts.ts';
import type { Run } from '../run.ts';
import { smallRun } from '../small-documents.ts';
import { clearOfKinks } from '../starts.ts';
import { everyExecutorRepeats } from './every-executor.ts';
import { ofReference } from './known-comparisons.ts';
import { packFromDisk } from './packs.ts';
import { executorsOnce } from './tested-executors.ts';

/** A processor that imitates a GPU takes a hundred times as long for a step as the others. */
const [steps, stepsInSoftware] = [200, 40];

/** Tests one of `parts` parts of the presets, so that several test files share their time: every executor trains each as the reference does. */
export function everyExecutorTrainsPresets(part: number, parts: number): void {
  for (const { id, project } of partOfPresets(part, parts)) {
    const name = `preset ${id} over ${steps} steps`;
    const make = async (start: number): Promise<Run> => ({
      ...(await smallRun(project(), steps, packFromDisk, { start })),
      stepsInSoftware,
    });
    const run = () =>
      clearOfKinks(make, async (first, search) => {
        const known = await ofReference(`${name}: start`, first, async () => ({ start: await search() }));
        return known('start');
      });
    everyExecutorRepeats(name, run, { on: executorsOnce });
  }
}
