import { modelFormatInfos } from '../../core/runs/model-formats.ts';
import { diagnostic, refused } from '../../core/util/diagnostics.ts';
import type { ModelFiles } from './environment.ts';

const known = modelFormatInfos.map(({ id }) => id).join(', ');

/** Model files as the host asks for them, by format id. */
export const modelFiles: ModelFiles = {
  write: async (format) => refused(diagnostic('training.unknownFormat', { format, known }, 'page')),
  read: async (fileName) => refused(diagnostic('training.unknownFormat', { format: fileName, known }, 'file')),
};
