import type { Examples, ModelSource } from '../../../core/runs/model-formats.ts';
import { type Diagnostic, diagnostic } from '../../../core/util/diagnostics.ts';

/** More data than this would keep the page from anything else for too long. */
const mostDataBytes = 256e6;

const bytesOf = ({ data }: Examples): number => Object.values(data).reduce((sum, { byteLength }) => sum + byteLength, 0);

/** The data that is exported beside a model; absent where there is none at hand, or too much. */
export const portableExamples = ({ examples }: Pick<ModelSource, 'examples'>): Examples | undefined =>
  examples && bytesOf(examples) <= mostDataBytes ? examples : undefined;

/** What is said where a project leaves without its data. */
export function dataLeftOut({ examples }: Pick<ModelSource, 'examples'>): readonly Diagnostic[] {
  if (!examples || bytesOf(examples) <= mostDataBytes) return [];
  const [megabytes, most] = [bytesOf(examples), mostDataBytes].map((bytes) => Math.round(bytes / 1e6));
  return [diagnostic('file.dataLeftOut', { megabytes: megabytes ?? 0, most: most ?? 0 }, 'file')];
}
