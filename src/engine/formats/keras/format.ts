import type { WeightsFormat } from '../../../core/runs/model-formats.ts';
import { dataLeftOut } from '../code/data-limit.ts';
import { listsFiles } from '../recognise.ts';
import { refusable } from '../refusable.ts';

export const kerasProject: WeightsFormat = {
  id: 'keras',
  title: { en: 'Keras 3 project (zip)', 'zh-CN': 'Keras 3 项目（zip）' },
  extension: 'keras.zip',
  mime: 'application/zip',
  holds: 'weights',
  code: {
    title: 'Keras',
    fileName: 'model.py',
    comment: '#',
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
    recognises: async (bytes) => listsFiles(bytes, ['weights.safetensors', 'playground.json', 'model.py']),
    async read(bytes, budget) {
      const { readProjectZip } = await import('../pytorch/read-project-zip.ts');
      return readProjectZip(bytes, budget);
    },
  },
};
