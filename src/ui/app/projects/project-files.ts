import { type Diagnostic, ok, type Result } from '../../../core/util/diagnostics.ts';
import { reasonOf } from '../../../core/util/reason.ts';
import {
  type ArchivedProject,
  mostArchiveBytes,
  readProjectsZip,
  weightsAsFile,
  writeProjectsZip,
} from '../../../engine/formats/projects/projects-zip.ts';
import type { KeptProject } from '../../../store/persistence/kept-project.ts';
import type { PageProjects } from '../../../store/persistence/page-projects.ts';
import { documentIn, type WeightsFile } from '../../../store/persistence/project-shelf.ts';
import type { Playground } from '../../../store/playground.ts';
import type { PageRuns } from '../../../store/runs/page-runs.ts';
import { shownValue } from '../../../store/shown-value.ts';

/** Something that could not be taken along, and why: in words of the page, or of the browser. */
export interface Refused {
  readonly name: string;
  readonly reasons: readonly Diagnostic[] | string;
}

export interface TakenIn {
  /** Keys of the projects that are new. */
  readonly keys: readonly string[];
  readonly refused: readonly Refused[];
}

/** Projects as files, and back: a copy is one that stays here. */
export function createProjectFiles(
  { actions, project }: Playground,
  { shelf, trainedRun }: PageProjects,
  { library, told }: Pick<PageRuns, 'library' | 'told'>,
) {
  /** The last weights of its newest run, else those that came with it. */
  async function weightsOf(kept: KeptProject): Promise<WeightsFile | null> {
    await told;
    const shown = kept.key === project.getState().key ? actions.resumable() : null;
    // What is trained at the moment is further than what is written of it.
    if (shown && (library.find(shown.record.id)?.project ?? kept.key) === kept.key)
      return weightsAsFile(shown.kept.project, shown.kept.checkpoint);
    const run = trainedRun(kept.key);
    const found = run ? await library.weightsOf(run.id, 'last') : null;
    if (found) return weightsAsFile(found.project, found.checkpoint);
    return kept.weights ? shelf.weightsOf(kept.key) : null;
  }

  async function whole(kept: KeptProject): Promise<Result<ArchivedProject>> {
    const read = documentIn(kept);
    return read.ok ? ok({ project: read.value, weights: await weightsOf(kept) }) : read;
  }

  return {
    /** A zip of these projects, without those that cannot be read. */
    async archive(
      all: readonly KeptProject[],
    ): Promise<{ readonly bytes: WeightsFile | null; readonly refused: readonly Refused[] }> {
      const projects: ArchivedProject[] = [];
      const refusals: Refused[] = [];
      for (const kept of all) {
        const one = await whole(kept);
        if (one.ok) projects.push(one.value);
        else refusals.push({ name: kept.name, reasons: one.diagnostics });
      }
      return { bytes: projects.length > 0 ? writeProjectsZip(projects) : null, refused: refusals };
    },
    /** A copy under a name of its own, with its weights. Resolves with its key. */
    async duplicate(kept: KeptProject): Promise<Result<string>> {
      const one = await whole(kept);
      return one.ok ? ok(await shelf.add(one.value.project, one.value.weights)) : one;
    },
    /** Takes in the projects of a zip, each whole or not at all; null: it is larger than `mostArchiveBytes`. */
    async takeIn(file: Pick<File, 'name' | 'size' | 'arrayBuffer'>): Promise<TakenIn | null> {
      if (file.size > mostArchiveBytes) return null;
      const fileName = shownValue(file.name);
      const read = readProjectsZip(fileName, new Uint8Array(await file.arrayBuffer()));
      if (!read.ok) return { keys: [], refused: [{ name: fileName, reasons: read.diagnostics }] };
      const keys: string[] = [];
      const refusals: Refused[] = [];
      for (const { folder, read: one } of read.value) {
        const name = shownValue(folder);
        try {
          if (one.ok) keys.push(await shelf.add(one.value.project, one.value.weights));
          else refusals.push({ name, reasons: one.diagnostics });
        } catch (error) {
          refusals.push({ name, reasons: reasonOf(error) });
        }
      }
      return { keys, refused: refusals };
    },
  };
}

export type ProjectFiles = ReturnType<typeof createProjectFiles>;
