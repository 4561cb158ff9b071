import * as tf from '@tensorflow/tfjs-core';
import { sizeOf } from '../../../core/program/shapes.ts';
import type { DataInfo, DType, Shape } from '../../../core/program/types.ts';
import { at, invariant } from '../../../core/util/assert-never.ts';
import type { DataBuffers } from '../executor.ts';
import { mutable } from './kernels/kernel.ts';
import type { Plan } from './plan.ts';
import type { Resources } from './resources.ts';

/** A typed array as a tensor. */
export function toTensor(data: Float32Array | Int32Array, shape: Shape, dtype: DType): tf.Tensor {
  invariant(data.length === sizeOf(shape), `data fills its shape: ${data.length} numbers for ${shape.join(' × ')}`);
  return tf.tensor(data, mutable(shape), dtype === 'f32' ? 'float32' : 'int32');
}

/** The data set of a session. A tensor is uploaded once, and only where a plan reads it whole. */
export class DeviceData {
  private readonly infos: ReadonlyMap<string, DataInfo>;
  private readonly tensors = new Map<string, tf.Tensor>();

  constructor(
    infos: readonly DataInfo[],
    private readonly buffers: DataBuffers,
    plans: readonly Plan[],
    resources: Resources,
  ) {
    this.infos = new Map(infos.map((info) => [info.name, info]));
    for (const { info, batchOf } of plans.flatMap((plan) => plan.sources)) {
      const { source } = info;
      if (source.kind !== 'data' || batchOf !== undefined || this.tensors.has(source.name)) continue;
      const { shape, dtype } = this.info(source.name);
      this.tensors.set(source.name, resources.keep(toTensor(this.values(source.name), shape, dtype)));
    }
  }

  /** The whole tensor, which stays the session's. */
  whole(name: string): tf.Tensor {
    const tensor = this.tensors.get(name);
    invariant(tensor, `the data tensor ${name} was uploaded`);
    return tensor;
  }

  /** Some rows of it, as a new tensor [rows.length, ...]. */
  batch(name: string, rows: Int32Array): tf.Tensor {
    const { shape, dtype } = this.info(name);
    const values = this.values(name);
    const perRow = sizeOf(shape.slice(1));
    const length = rows.length * perRow;
    const batch = values instanceof Float32Array ? new Float32Array(length) : new Int32Array(length);
    rows.forEach((row, i) => {
      invariant(row >= 0 && row < at(shape, 0), `row ${row} of ${name} exists`);
      batch.set(values.subarray(row * perRow, (row + 1) * perRow), i * perRow);
    });
    return toTensor(batch, [rows.length, ...shape.slice(1)], dtype);
  }

  private info(name: string): DataInfo {
    const info = this.infos.get(name);
    invariant(info, `the program has data ${name}`);
    return info;
  }

  private values(name: string): Float32Array | Int32Array {
    const values = this.buffers[name];
    invariant(values, `the data tensor ${name} is given`);
    return values;
  }
}
