import type { ModelFormat } from '../../core/runs/model-formats.ts';
import { documentFormat } from './document/format.ts';
import { javascriptProject } from './javascript/format.ts';
import { kerasProject } from './keras/format.ts';
import { layersModel } from './layers-model/format.ts';
import { onnx } from './onnx/format.ts';
import { pytorchProject } from './pytorch/format.ts';
import { safetensors } from './safetensors/format.ts';

/** Every format, in the order of the menu. A new one is one file and one line here. */
export const modelFormats: readonly ModelFormat[] = [
  pytorchProject,
  kerasProject,
  javascriptProject,
  onnx,
  layersModel,
  safetensors,
  documentFormat,
];
