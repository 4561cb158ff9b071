import { parseProjectText } from '../../../core/project/parse.ts';
import { serializeProject } from '../../../core/project/serialize.ts';
import type { DocumentFormat } from '../../../core/runs/model-formats.ts';
import { ok } from '../../../core/util/diagnostics.ts';
import { beginsAsJson } from '../recognise.ts';

export const documentFormat: DocumentFormat = {
  id: 'project',
  title: { en: 'Document (JSON)', 'zh-CN': '文档（JSON）' },
  extension: 'json',
  mime: 'application/json',
  holds: 'document',
  write: async (project) => ok(new TextEncoder().encode(serializeProject(project))),
  reader: {
    recognises: async (bytes) => beginsAsJson(bytes),
    async read(bytes, budget) {
      // A byte order mark is left out by the decoder.
      const project = parseProjectText(new TextDecoder().decode(bytes), budget);
      return project.ok ? ok({ project: project.value, weights: null }) : project;
    },
  },
};
