import { strToU8, zipSync } from 'fflate';
import { parseProjectText } from '../../../core/project/parse.ts';
import type { Project } from '../../../core/project/schema.ts';
import { serializeProject } from '../../../core/project/serialize.ts';
import { wordsOf } from '../../../core/runs/file-name.ts';
import type { FileBytes } from '../../../core/runs/model-formats.ts';
import type { Checkpoint } from '../../../core/runs/protocol.ts';
import { namedIn } from '../../../core/runs/taken-layers.ts';
import { Budget, fileLimits, linkLimits } from '../../../core/util/budget.ts';
import { DiagnosticError, diagnostic, ok, type Result, refused } from '../../../core/util/diagnostics.ts';
import { readSafetensors } from '../safetensors/safetensors.ts';
import { tensorsFile } from '../safetensors/tensors.ts';
import { openZip, type ZipArchive } from '../zip/zip-archive.ts';

const documentFile = 'document.json';
const weightsFile = 'weights.safetensors';

/** The largest archive that is read, in bytes: it is held whole. */
export const mostArchiveBytes = 2 ** 28;

/** A document, and its weights as safetensors where it has any. */
export interface ArchivedProject {
  readonly project: Project;
  readonly weights: FileBytes | null;
}

/** The weights of a checkpoint as safetensors, with the document that they were trained with, as a run of the page exports them. */
export const weightsAsFile = (project: Project, checkpoint: Checkpoint): FileBytes =>
  tensorsFile(Object.entries(namedIn(checkpoint)), {
    format: 'mtl-playground',
    step: String(checkpoint.step),
    document: serializeProject(project),
  });

/** Projects as a zip, a folder for each, named by the words of its name: `NAME/document.json`, `NAME/weights.safetensors`. */
export function writeProjectsZip(projects: readonly ArchivedProject[]): FileBytes {
  const files: Parameters<typeof zipSync>[0] = {};
  const folders = new Set<string>();
  for (const { project, weights } of projects) {
    const words = wordsOf(project.name) || 'project';
    let folder = words;
    for (let number = 2; folders.has(folder); number++) folder = `${words}-${number}`;
    folders.add(folder);
    files[`${folder}/${documentFile}`] = [strToU8(serializeProject(project)), { level: 6 }];
    // Numbers hardly shrink.
    if (weights) files[`${folder}/${weightsFile}`] = [weights, { level: 0 }];
  }
  return new Uint8Array(zipSync(files));
}

/** A file that was not made here has entries of its own, which are none of ours. */
const ours = /^(?:.*\/)?(?:document\.json|weights\.safetensors)$/;

function readOne(archive: ZipArchive, folder: string): Result<ArchivedProject> {
  const document = archive.read(`${folder}${documentFile}`);
  if (!document) return refused(diagnostic('file.noDocument', {}, 'file'));
  const project = parseProjectText(new TextDecoder().decode(document), new Budget(linkLimits, 'file'));
  if (!project.ok) return project;
  const weights = archive.read(`${folder}${weightsFile}`) ?? null;
  if (weights) {
    const read = readSafetensors(weights, new Budget(fileLimits(weights.length), 'file'));
    if (!read.ok) return read;
    const bad = Object.entries(read.value.weights ?? {}).find(([, { data }]) => !data.every(Number.isFinite));
    if (bad) return refused(diagnostic('file.badWeight', { name: bad[0] }, 'file'));
  }
  return ok({ project: project.value, weights });
}

function guarded<T>(read: () => Result<T>): Result<T> {
  try {
    return read();
  } catch (error) {
    if (error instanceof DiagnosticError) return refused(error.diagnostic);
    throw error;
  }
}

/**
 * What a zip of projects holds, each whole or refused with the reason, by the path of its folder. Refused altogether where it is no zip, is too large or holds no
 * project. `name` is only for messages.
 */
export function readProjectsZip(
  name: string,
  bytes: Uint8Array,
): Result<readonly { readonly folder: string; readonly read: Result<ArchivedProject> }[]> {
  return guarded(() => {
    const archive = openZip(bytes, new Budget(fileLimits(bytes.length), 'file'));
    const folders = new Set(
      archive.paths.filter((path) => ours.test(path)).map((path) => path.slice(0, path.lastIndexOf('/') + 1)),
    );
    if (folders.size === 0) return refused(diagnostic('file.unknownKind', { name }, 'file'));
    return ok(
      [...folders].map((folder) => ({ folder: folder.replace(/\/$/, ''), read: guarded(() => readOne(archive, folder)) })),
    );
  });
}
