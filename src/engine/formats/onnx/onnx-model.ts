import { PbfWriter } from 'pbf';
import type { FileBytes } from '../../../core/runs/model-formats.ts';
import { type Dim, isFixed } from './dims.ts';
import { type Attribute, elementTypes, type OnnxNode, type OnnxTensor, type Value } from './onnx-graph.ts';

/**
 * The messages of onnx.proto (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto) as far as a network needs them. Fields are written by the
 * numbers that stand there.
 */
export interface OnnxModel {
  readonly name: string;
  readonly description: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly inputs: readonly ValueInfo[];
  readonly outputs: readonly ValueInfo[];
  readonly nodes: readonly OnnxNode[];
  readonly tensors: readonly OnnxTensor[];
}

/** An input or output of the network. */
export interface ValueInfo {
  readonly value: Value;
  readonly shape: readonly Dim[];
  readonly description: string;
}

/** The first version with LayerNormalization. */
const opset = 17;
/** The version of the file format that came with it. */
const irVersion = 8;

/** What the axis of the samples is called. */
const samplesAxis = 'N';

function writeDim(dim: Dim, pbf: PbfWriter): void {
  if (isFixed(dim)) pbf.writeVarintField(1, dim);
  else pbf.writeStringField(2, dim.samples === 1 ? samplesAxis : `${dim.samples}${samplesAxis}`);
}

const writeShape = (shape: readonly Dim[], pbf: PbfWriter): void => {
  for (const dim of shape) pbf.writeMessage(1, writeDim, dim);
};

function writeTensorType({ value, shape }: ValueInfo, pbf: PbfWriter): void {
  pbf.writeVarintField(1, elementTypes[value.type]);
  pbf.writeMessage(2, writeShape, shape);
}

const writeType = (info: ValueInfo, pbf: PbfWriter): void => pbf.writeMessage(1, writeTensorType, info);

function writeValueInfo(info: ValueInfo, pbf: PbfWriter): void {
  pbf.writeStringField(1, info.value.name);
  pbf.writeMessage(2, writeType, info);
  if (info.description !== '') pbf.writeStringField(3, info.description);
}

function writeAttribute([name, value]: readonly [string, Attribute], pbf: PbfWriter): void {
  pbf.writeStringField(1, name);
  if (typeof value === 'number') {
    pbf.writeVarintField(3, value);
    pbf.writeVarintField(20, 2);
  } else if (typeof value === 'string') {
    pbf.writeBytesField(4, new TextEncoder().encode(value));
    pbf.writeVarintField(20, 3);
  } else if ('float' in value) {
    pbf.writeFloatField(2, value.float);
    pbf.writeVarintField(20, 1);
  } else {
    for (const number of value) pbf.writeVarintField(8, number);
    pbf.writeVarintField(20, 7);
  }
}

function writeNode({ name, type, inputs, outputs, attributes, description }: OnnxNode, pbf: PbfWriter): void {
  for (const input of inputs) pbf.writeStringField(1, input?.name ?? '');
  for (const output of outputs) pbf.writeStringField(2, output.name);
  pbf.writeStringField(3, name);
  pbf.writeStringField(4, type);
  for (const attribute of Object.entries(attributes)) pbf.writeMessage(5, writeAttribute, attribute);
  if (description !== '') pbf.writeStringField(6, description);
}

/** Numbers as little-endian bytes, whatever the machine. */
function rawData({ value: { type }, numbers }: OnnxTensor): Uint8Array {
  const width = type === 'int64' ? 8 : 4;
  const bytes = new Uint8Array(width * numbers.length);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < numbers.length; i++) {
    const number = numbers[i] ?? 0;
    if (type === 'int64') view.setBigInt64(8 * i, BigInt(number), true);
    else if (type === 'int32') view.setInt32(4 * i, number, true);
    else view.setFloat32(4 * i, number, true);
  }
  return bytes;
}

function writeTensor(tensor: OnnxTensor, pbf: PbfWriter): void {
  for (const extent of tensor.shape) pbf.writeVarintField(1, extent);
  pbf.writeVarintField(2, elementTypes[tensor.value.type]);
  pbf.writeStringField(8, tensor.value.name);
  pbf.writeBytesField(9, rawData(tensor));
}

function writeGraph({ nodes, name, tensors, inputs, outputs }: OnnxModel, pbf: PbfWriter): void {
  for (const node of nodes) pbf.writeMessage(1, writeNode, node);
  pbf.writeStringField(2, name);
  for (const tensor of tensors) pbf.writeMessage(5, writeTensor, tensor);
  for (const input of inputs) pbf.writeMessage(11, writeValueInfo, input);
  for (const output of outputs) pbf.writeMessage(12, writeValueInfo, output);
}

const writeOpset = (version: number, pbf: PbfWriter): void => {
  pbf.writeStringField(1, '');
  pbf.writeVarintField(2, version);
};

function writeEntry([key, value]: readonly [string, string], pbf: PbfWriter): void {
  pbf.writeStringField(1, key);
  pbf.writeStringField(2, value);
}

/** The file of a network. */
export function writeModel(model: OnnxModel): FileBytes {
  const pbf = new PbfWriter();
  pbf.writeVarintField(1, irVersion);
  pbf.writeStringField(2, 'mtl-playground');
  pbf.writeStringField(6, model.description);
  pbf.writeMessage(7, writeGraph, model);
  pbf.writeMessage(8, writeOpset, opset);
  for (const entry of Object.entries(model.metadata)) pbf.writeMessage(14, writeEntry, entry);
  return Uint8Array.from(pbf.finish());
}
