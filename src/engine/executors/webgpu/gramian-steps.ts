import { gramianSize, matricesOf } from '../../../core/program/step-inputs.ts';
import { symmetrized } from '../../../core/program/task-gradients/symmetrized.ts';
import type { GramianStep } from '../../../core/program/types.ts';
import { at, invariant } from '../../../core/util/assert-never.ts';
import type { Weigh } from '../executor.ts';
import type { DeviceBuffers } from './device-buffers.ts';
import type { ReadyDispatch } from './pipelines.ts';
import type { GramianPlan } from './plan/plan.ts';
import { StagingPool } from './staging.ts';

/** Encodes dispatches that read the row of inputs of a step, counted from the beginning of the buffer. */
export type EncodeStep = (encoder: GPUCommandEncoder, dispatches: readonly ReadyDispatch[], row: number) => void;

/**
 * Gramian steps: the first dispatches of each give losses and Gramian, which are read back; the others read the weights. The end of a step
 * is submitted together with the beginning of the next.
 */
export class GramianSteps {
  private readonly size: number;
  private readonly staging: StagingPool;
  private readonly first: readonly ReadyDispatch[];
  private readonly second: readonly ReadyDispatch[];

  constructor(
    private readonly device: GPUDevice,
    private readonly buffers: DeviceBuffers,
    private readonly plan: GramianPlan,
    private readonly step: GramianStep,
    private readonly tasks: number,
    dispatches: readonly ReadyDispatch[],
    private readonly encode: EncodeStep,
  ) {
    this.size = gramianSize(step);
    this.staging = new StagingPool(device, 4 * this.numbers);
    this.first = dispatches.slice(0, plan.firstDispatches);
    this.second = dispatches.slice(plan.firstDispatches);
  }

  /** Takes the `count` steps whose rows of inputs stand in their buffer; `start` is the first one's index in its block. Gives [count, T]. */
  async run(start: number, count: number, weigh: Weigh): Promise<Float32Array> {
    const { device, tasks } = this;
    const losses = new Float32Array(count * tasks);
    for (let row = 0; row <= count; row++) {
      const encoder = device.createCommandEncoder();
      if (row > 0) this.encode(encoder, this.second, row - 1);
      if (row === count) {
        device.queue.submit([encoder.finish()]);
        break;
      }
      this.encode(encoder, this.first, row);
      const staging = this.staging.take();
      encoder.copyBufferToBuffer(this.buffers.losses, 0, staging, 0, 4 * this.numbers);
      device.queue.submit([encoder.finish()]);
      const numbers = await this.staging.read(staging, this.numbers);
      const own = numbers.slice(0, tasks);
      losses.set(own, row * tasks);
      const weights = Float32Array.from(weigh(own, this.gramianOf(numbers), start + row));
      invariant(weights.length === this.step.weightCount, 'as many weights are chosen as are read');
      device.queue.writeBuffer(this.buffers.inputs, row * this.buffers.rowBytes + 4 * this.step.sharedWeights, weights);
    }
    return losses;
  }

  dispose(): void {
    this.staging.dispose();
  }

  /** Losses [T] and blocks [blocks, size], each of the size of the Gramian. */
  private get numbers(): number {
    return this.tasks + this.plan.blocks * this.size;
  }

  private gramianOf(numbers: Float32Array): Float32Array {
    const { size } = this;
    const sums = new Float64Array(size);
    for (let block = 0; block < this.plan.blocks; block++)
      for (let i = 0; i < size; i++) sums[i] = at(sums, i) + at(numbers, this.tasks + block * size + i);
    return symmetrized(Float32Array.from(sums), matricesOf(this.step));
  }
}
