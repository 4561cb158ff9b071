import * as tf from '@tensorflow/tfjs-core';
import { sizeOf } from '../../../core/program/shapes.ts';
import type { BufferView, TrainingProgram } from '../../../core/program/types.ts';
import type { BackendId } from '../../../core/runs/executor-info.ts';
import { at, invariant } from '../../../core/util/assert-never.ts';
import type { BufferName } from '../executor.ts';
import { mutable } from './kernels/kernel.ts';

/** The flat buffers of a session at one moment. Tensors are never changed in place: a step replaces them. */
export interface Buffers {
  /** [trainableCount] */
  readonly trainable: tf.Tensor;
  /** [parameterCount − trainableCount] */
  readonly frozen: tf.Tensor;
  /** [trainableCount] each */
  readonly slots: readonly tf.Tensor[];
  /** [stateCount] */
  readonly state: tf.Tensor;
}

export const allTensors = ({ trainable, frozen, slots, state }: Buffers): tf.Tensor[] => [trainable, frozen, ...slots, state];

export function zeroBuffers(program: TrainingProgram): Buffers {
  const { parameterCount, trainableCount, stateCount, update } = program;
  return {
    trainable: tf.zeros([trainableCount]),
    frozen: tf.zeros([parameterCount - trainableCount]),
    slots: Array.from({ length: update.rule.slots.length }, () => tf.zeros([trainableCount])),
    state: tf.zeros([stateCount]),
  };
}

/** A second owner of the same tensors, so that what reads them later sees this moment. */
export function snapshot(buffers: Buffers): Buffers {
  return {
    trainable: tf.clone(buffers.trainable),
    frozen: tf.clone(buffers.frozen),
    slots: buffers.slots.map((slot) => tf.clone(slot)),
    state: tf.clone(buffers.state),
  };
}

/** One buffer as a new flat tensor, laid out as `Session.read` promises. */
export function wholeBuffer(buffers: Buffers, name: BufferName): tf.Tensor {
  const parts = { parameters: [buffers.trainable, buffers.frozen], optimizer: buffers.slots, state: [buffers.state] }[name];
  const filled = parts.filter((part) => part.size > 0);
  return filled.length === 0 ? tf.zeros([0]) : tf.concat(filled);
}

/** The buffers with one replaced by `data`, which is copied; the others are the same tensors. Throws where the length is another. */
export function withBuffer(buffers: Buffers, name: BufferName, data: Float32Array): Buffers {
  const upload = (from: number, size: number): tf.Tensor => tf.tensor1d(data.slice(from, from + size), 'float32');
  const count = buffers.trainable.size;
  const expected = {
    parameters: count + buffers.frozen.size,
    optimizer: buffers.slots.length * count,
    state: buffers.state.size,
  };
  invariant(data.length === expected[name], `${name} has ${expected[name]} numbers, not ${data.length}`);
  switch (name) {
    case 'parameters':
      return { ...buffers, trainable: upload(0, count), frozen: upload(count, buffers.frozen.size) };
    case 'optimizer':
      return { ...buffers, slots: buffers.slots.map((_, i) => upload(i * count, count)) };
    case 'state':
      return { ...buffers, state: upload(0, data.length) };
  }
}

/** Shaped views of the buffers, each a tensor of its own. */
export class BufferViews {
  /** On wasm a slice copies the whole buffer first, so it is copied out once and views are made of the copy. */
  private readonly copies = new Map<tf.Tensor, Float32Array>();

  constructor(
    private readonly buffers: Buffers,
    private readonly program: TrainingProgram,
    private readonly backend: BackendId,
  ) {}

  parameter(index: number): tf.Tensor {
    const view = at(this.program.parameters, index);
    const { trainable, frozen } = this.buffers;
    return view.trainable ? this.view(trainable, view, 0) : this.view(frozen, view, this.program.trainableCount);
  }

  state(index: number): tf.Tensor {
    return this.view(this.buffers.state, at(this.program.states, index), 0);
  }

  private view(buffer: tf.Tensor, { offset, size, shape }: BufferView, start: number): tf.Tensor {
    const begin = offset - start;
    if (this.backend !== 'wasm') return tf.reshape(tf.slice(buffer, [begin], [size]), mutable(shape));
    const copy = this.copies.get(buffer) ?? buffer.dataSync<'float32'>();
    this.copies.set(buffer, copy);
    return tf.tensor(copy.subarray(begin, begin + size), mutable(shape), 'float32');
  }
}

/** The state buffer with some of its views replaced. */
export function replaceStates(state: tf.Tensor, program: TrainingProgram, written: ReadonlyMap<number, tf.Tensor>): tf.Tensor {
  const parts = program.states.map((view, index) => {
    const value = written.get(index);
    return value ? tf.reshape(value, [sizeOf(view.shape)]) : tf.slice(state, [view.offset], [view.size]);
  });
  return parts.length === 0 ? tf.clone(state) : tf.concat(parts);
}
