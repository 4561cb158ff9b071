import { parseProjectText } from '../../../core/project/parse.ts';
import { serializeProject } from '../../../core/project/serialize.ts';
import type { WeightsFormat } from '../../../core/runs/model-formats.ts';
import { ok } from '../../../core/util/diagnostics.ts';

/** Stands before each part of the file. */
export const mark = '#text\n';

/** A file format that nobody has: the document, then every parameter. */
export const textFormat: WeightsFormat = {
  id: 'text',
  title: { en: 'Numbers as text', 'zh-CN': '文本数字' },
  extension: 'txt',
  mime: 'text/plain',
  holds: 'weights',
  async write({ project, checkpoint }) {
    const text = `${mark}${serializeProject(project)}\n${mark}${checkpoint.parameters.join(' ')}`;
    return ok(new TextEncoder().encode(text));
  },
  reader: {
    recognises: async (bytes) => new TextDecoder().decode(bytes.subarray(0, mark.length)) === mark,
    async read(bytes) {
      const [, document = ''] = new TextDecoder().decode(bytes).split(mark);
      const project = parseProjectText(document);
      return project.ok ? ok({ project: project.value, weights: null }) : project;
    },
  },
};
