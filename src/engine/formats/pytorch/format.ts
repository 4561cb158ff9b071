import type { WeightsFormat } from '../../../core/runs/model-formats.ts';
import { beginsAsZip } from '../recognise.ts';
import { refusable } from '../refusable.ts';

/** So many bytes at the end hold the list of a project's files. */
const listBytes = 4096;

/** True where the list at the end of an archive has what only a project has. */
const listsOurs = (bytes: Uint8Array): boolean => {
  const end = new TextDecoder('latin1').decode(bytes.subarray(-listBytes));
  return ['weights.safetensors', 'playground.json', 'model.py'].every((name) => end.includes(name));
};

export const pytorchProject: WeightsFormat = {
  id: 'pytorch',
  title: { en: 'PyTorch project (zip)', 'zh-CN': 'PyTorch 项目（zip）' },
  extension: 'pytorch.zip',
  mime: 'application/zip',
  holds: 'weights',
  async write(source) {
    const { writeProjectZip } = await import('./project-zip.ts');
    return refusable(() => writeProjectZip(source));
  },
  reader: {
    recognises: async (bytes) => beginsAsZip(bytes) && listsOurs(bytes),
    async read(bytes, budget) {
      const { readProjectZip } = await import('./read-project-zip.ts');
      return readProjectZip(bytes, budget);
    },
  },
};
