import { strToU8 } from 'fflate';
import { serializeProject } from '../../core/project/serialize.ts';
import { type ModelFormatId, modelFormatInfos } from '../../core/runs/model-formats.ts';
import type { LocalizedText } from '../../core/util/localized.ts';
import type { ModelSource } from '../training/environment.ts';
import { writeModelZip } from './layers-model/model-zip.ts';
import { writeSafetensors } from './safetensors.ts';

/** A file in which a model can be taken home. */
export interface ModelFormat {
  readonly id: ModelFormatId;
  readonly title: LocalizedText;
  readonly extension: string;
  readonly mime: string;
  /** Throws a `DiagnosticError` on a model that the format cannot hold. */
  write(source: ModelSource): Uint8Array<ArrayBuffer>;
}

type Writer = Pick<ModelFormat, 'mime' | 'write'>;

/** One entry per format of core/runs/model-formats.ts; the compiler refuses a registry that lacks one. */
const writers: Readonly<Record<ModelFormatId, Writer>> = {
  tfjs: { mime: 'application/zip', write: writeModelZip },
  safetensors: { mime: 'application/octet-stream', write: writeSafetensors },
  project: { mime: 'application/json', write: ({ project }) => new Uint8Array(strToU8(serializeProject(project))) },
};

/** Every format, in the order of the menu. */
export const modelFormats: readonly ModelFormat[] = modelFormatInfos.map((info) => ({ ...info, ...writers[info.id] }));
