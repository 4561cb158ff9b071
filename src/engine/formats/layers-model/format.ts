import type { WeightsFormat } from '../../../core/runs/model-formats.ts';
import { beginsAsZip } from '../recognise.ts';
import { refusable } from '../refusable.ts';

export const layersModel: WeightsFormat = {
  id: 'tfjs',
  title: { en: 'TensorFlow.js LayersModel (zip)', 'zh-CN': 'TensorFlow.js LayersModel（zip）' },
  extension: 'zip',
  mime: 'application/zip',
  holds: 'weights',
  async write(source) {
    const { writeModelZip } = await import('./model-zip.ts');
    return refusable(() => writeModelZip(source));
  },
  reader: {
    recognises: async (bytes) => beginsAsZip(bytes),
    async read(bytes, budget) {
      const { readModelZip } = await import('./read-model-zip.ts');
      return readModelZip(bytes, budget);
    },
  },
};
