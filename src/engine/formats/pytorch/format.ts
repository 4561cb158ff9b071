import type { WeightsFormat } from '../../../core/runs/model-formats.ts';
import { dataLeftOut } from '../code/data-limit.ts';
import { listsFiles } from '../recognise.ts';
import { refusable } from '../refusable.ts';

export const pytorchProject: WeightsFormat = {
  id: 'pytorch',
  title: { en: 'PyTorch project (zip)', 'zh-CN': 'PyTorch 项目（zip）' },
  extension: 'pytorch.zip',
  mime: 'application/zip',
  holds: 'weights',
  code: {
    title: 'PyTorch',
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
      const { readProjectZip } = await import('./read-project-zip.ts');
      return readProjectZip(bytes, budget);
    },
  },
};
