import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { presets } from '../../src/core/presets/registry.ts';
import type { Project } from '../../src/core/project/schema.ts';
import type { FileBytes, ModelFile } from '../../src/core/runs/model-formats.ts';
import { reasonOf } from '../../src/core/util/reason.ts';
import { createModelFiles } from '../../src/engine/formats/model-files.ts';
import { modelFormats } from '../../src/engine/formats/registry.ts';
import { granted, Refused } from './command.ts';

function bytesOf(path: string): FileBytes {
  try {
    return Uint8Array.from(readFileSync(path));
  } catch (error) {
    throw new Refused(`${path} cannot be read: ${reasonOf(error)}`);
  }
}

/** The text of a file; a byte order mark is left out. */
export const textIn = (path: string): string => new TextDecoder().decode(bytesOf(path));

export function write(path: string, content: string | Uint8Array): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  } catch (error) {
    throw new Refused(`${path} cannot be written: ${reasonOf(error)}`);
  }
}

/** A document, and weights where the file has any. What is no file may be the name of an example. */
export async function modelIn(path: string): Promise<ModelFile> {
  const preset = presets.find(({ id }) => id === path);
  if (preset) return { project: preset.project(), weights: null };
  return granted(await createModelFiles(modelFormats).read(path, bytesOf(path)));
}

/** A document with weights. */
export async function trainedModelIn(
  path: string,
): Promise<{ readonly project: Project; readonly weights: NonNullable<ModelFile['weights']> }> {
  const { project, weights } = await modelIn(path);
  if (!weights) throw new Refused(`${path} holds no weights: give a file that train wrote, or an export of the page`);
  return { project, weights };
}
