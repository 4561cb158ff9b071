import type { WeightsFormat } from '../../../core/runs/model-formats.ts';
import { refusable } from '../refusable.ts';

const code = () => import('./safetensors.ts');

export const safetensors: WeightsFormat = {
  id: 'safetensors',
  title: { en: 'safetensors', 'zh-CN': 'safetensors' },
  extension: 'safetensors',
  mime: 'application/octet-stream',
  holds: 'weights',
  async write(source) {
    const { writeSafetensors } = await code();
    return refusable(() => writeSafetensors(source));
  },
  reader: {
    recognises: async (bytes) => (await code()).looksLikeSafetensors(bytes),
    read: async (bytes, budget) => (await code()).readSafetensors(bytes, budget),
  },
};
