import type { WeightsFormat } from '../../../core/runs/model-formats.ts';
import { dataLeftOut } from '../code/data-limit.ts';
import { listsFiles } from '../recognise.ts';
import { refusable } from '../refusable.ts';

export const javascriptProject: WeightsFormat = {
  id: 'javascript',
  title: { en: 'JavaScript for TensorFlow.js (zip)', 'zh-CN': 'TensorFlow.js 的 JavaScript 代码（zip）' },
  extension: 'javascript.zip',
  mime: 'application/zip',
  holds: 'weights',
  code: {
    title: 'JavaScript',
    fileName: 'model.js',
    comment: '//',
    async write(project, signature) {
      const [{ networkOf }, { modelFile }] = await Promise.all([import('../code/network.ts'), import('./model-file.ts')]);
      return modelFile(networkOf(project, signature));
    },
  },
  notes: dataLeftOut,
  async write(source) {
    const { writeProjectZip } = await import('./project-zip.ts');
    return refusable(() => writeProjectZip(source));
  },
  reader: {
    recognises: async (bytes) => listsFiles(bytes, ['weights.safetensors', 'playground.json', 'model.js']),
    async read(bytes, budget) {
      const { readProjectZip } = await import('../pytorch/read-project-zip.ts');
      return readProjectZip(bytes, budget);
    },
  },
};
