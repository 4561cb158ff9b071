import type { WeightsFormat } from '../../../core/runs/model-formats.ts';
import { refusable } from '../refusable.ts';

export const onnx: WeightsFormat = {
  id: 'onnx',
  title: { en: 'ONNX', 'zh-CN': 'ONNX' },
  extension: 'onnx',
  mime: 'application/octet-stream',
  holds: 'weights',
  async write(source) {
    const { writeOnnx } = await import('./write-onnx.ts');
    return refusable(() => writeOnnx(source));
  },
};
