import * as tf from '@tensorflow/tfjs-core';
import type { Program, Shape, ValueId } from '../../../core/program/types.ts';
import type { BackendId } from '../../../core/runs/executor-info.ts';
import { at } from '../../../core/util/assert-never.ts';
import type { KernelContext } from './kernels/kernel.ts';

/** The tensors that live as long as a session: index tables, constants, scalars. */
export class Resources {
  private readonly kept: tf.Tensor[] = [];
  private readonly scalars = new Map<number, tf.Tensor>();

  constructor(private readonly backend: BackendId) {}

  keep<T extends tf.Tensor>(tensor: T): T {
    tf.keep(tensor);
    this.kept.push(tensor);
    return tensor;
  }

  /** The context in which the kernels of one program are prepared. */
  context(program: Pick<Program, 'values'>): KernelContext {
    return {
      backend: this.backend,
      shapeOf: (id: ValueId): Shape => at(program.values, id).shape,
      keep: (tensor) => this.keep(tensor),
      scalar: (value) => {
        const known = this.scalars.get(value);
        if (known) return known;
        const made = this.keep(tf.scalar(value));
        this.scalars.set(value, made);
        return made;
      },
    };
  }

  dispose(): void {
    for (const tensor of this.kept) tensor.dispose();
    this.kept.length = 0;
    this.scalars.clear();
  }
}
