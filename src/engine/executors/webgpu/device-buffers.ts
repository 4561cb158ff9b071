import { gramianSize } from '../../../core/program/step-inputs.ts';
import type { TrainingProgram } from '../../../core/program/types.ts';
import { invariant } from '../../../core/util/assert-never.ts';
import { DiagnosticError, diagnostic } from '../../../core/util/diagnostics.ts';
import type { BufferName, DataBuffers } from '../executor.ts';
import type { TrainingPlan } from './plan/plan.ts';

/** Bytes; the row of inputs of a step begins at a multiple of it (WebGPU's default for dynamic offsets). */
const rowAlignment = 256;
/** Bytes of inputs that a block of steps may take. */
const mostInputBytes = 4 * 2 ** 20;
/** Steps that a block may have. */
const mostSteps = 1024;

/** Every buffer of a session, made once. */
export interface DeviceBuffers {
  readonly parameters: GPUBuffer;
  readonly optimizer: GPUBuffer;
  readonly state: GPUBuffer;
  readonly arena: GPUBuffer;
  readonly data: GPUBuffer;
  readonly losses: GPUBuffer;
  readonly inputs: GPUBuffer;
  /** Bytes from one step's row of inputs to the next. */
  readonly rowBytes: number;
  /** Steps that can be handed in at once. */
  readonly steps: number;
}

/** Numbers of each of the buffers that a session reads and writes whole. */
export function bufferSizes(program: TrainingProgram): Readonly<Record<BufferName, number>> {
  return {
    parameters: program.parameterCount,
    optimizer: program.update.rule.slots.length * program.trainableCount,
    state: program.stateCount,
  };
}

/** How large the buffers of a session are, in bytes, and what comes of that. */
export interface BufferPlan {
  readonly bytes: Readonly<Record<'parameters' | 'optimizer' | 'state' | 'arena' | 'data' | 'losses' | 'inputs', number>>;
  readonly rowBytes: number;
  readonly steps: number;
}

/** WebGPU has no buffer of nothing. */
const leastBytes = 16;

export function planBuffers(program: TrainingProgram, plan: TrainingPlan): BufferPlan {
  const rowBytes = Math.ceil((4 * plan.inputSize) / rowAlignment) * rowAlignment;
  const steps = Math.max(1, Math.min(mostSteps, Math.floor(mostInputBytes / rowBytes)));
  const sizes = bufferSizes(program);
  const arena = Math.max(...[plan.step, plan.gramian, plan.evaluate, plan.predict].map((part) => part?.arenaSize ?? 0));
  const gramianNumbers = plan.gramian && program.gramian ? plan.gramian.blocks * gramianSize(program.gramian) : 0;
  const atLeast = (bytes: number): number => Math.max(leastBytes, bytes);
  return {
    bytes: {
      parameters: atLeast(4 * sizes.parameters),
      optimizer: atLeast(4 * sizes.optimizer),
      state: atLeast(4 * sizes.state),
      arena: atLeast(4 * arena),
      data: atLeast(4 * plan.data.size),
      losses: atLeast(4 * Math.max(steps * plan.lossCount, plan.lossCount + gramianNumbers)),
      inputs: steps * rowBytes,
    },
    rowBytes,
    steps,
  };
}

const mebibytes = (bytes: number): string => `${Math.ceil(bytes / 2 ** 20)} MiB`;

/** Makes the buffers, all zeros. Throws `training.tooLarge` where one would be larger than the device, called `name`, allows. */
export function makeBuffers(device: GPUDevice, name: string, program: TrainingProgram, plan: TrainingPlan): DeviceBuffers {
  const { STORAGE, COPY_DST, COPY_SRC } = bufferUsage;
  const limit = Math.min(device.limits.maxStorageBufferBindingSize, device.limits.maxBufferSize);
  const { bytes, rowBytes, steps } = planBuffers(program, plan);
  const needed = Math.max(...Object.values(bytes));
  if (needed > limit) {
    const values = { needed: mebibytes(needed), limit: mebibytes(limit), device: name };
    throw new DiagnosticError(diagnostic('training.bufferTooLarge', values, 'graph'));
  }
  const make = (size: number): GPUBuffer => device.createBuffer({ size, usage: STORAGE | COPY_DST | COPY_SRC });
  return {
    parameters: make(bytes.parameters),
    optimizer: make(bytes.optimizer),
    state: make(bytes.state),
    arena: make(bytes.arena),
    data: make(bytes.data),
    losses: make(bytes.losses),
    inputs: make(bytes.inputs),
    rowBytes,
    steps,
  };
}

/** The values of GPUBufferUsage and GPUMapMode, which Node does not have as globals. */
export const bufferUsage = { MAP_READ: 1, COPY_SRC: 4, COPY_DST: 8, STORAGE: 128 } as const;
export const mapForReading = 1;

/** Numbers that are handed to the queue at once: it copies them, and a data set need not be there three times. */
const numbersAtOnce = 2 ** 20;

/** Puts the data set and the planner's constants on the device. Integers are kept as f32, exact below 2²⁴. */
export function uploadData(device: GPUDevice, buffer: GPUBuffer, plan: TrainingPlan, data: DataBuffers): void {
  for (const { name, offset, size } of plan.data.tensors) {
    const values = data[name];
    invariant(values?.length === size, `the data tensor ${name} has ${size} numbers`);
    for (let from = 0; from < size; from += numbersAtOnce)
      device.queue.writeBuffer(buffer, 4 * (offset + from), Float32Array.from(values.subarray(from, from + numbersAtOnce)));
  }
  for (const { offset, numbers } of plan.data.constants)
    if (numbers.length > 0) device.queue.writeBuffer(buffer, 4 * offset, Float32Array.from(numbers));
}
