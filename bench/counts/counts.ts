/** Calls of WebGPU per training step, or per block where it says so. */
export interface GpuCounts {
  readonly dispatches: number;
  /** Median per block. */
  readonly submitsPerBlock: number;
  readonly buffersMade: number;
  readonly bindGroupsMade: number;
  readonly pipelinesMade: number;
  /** Times that the device is waited for. */
  readonly readBacks: number;
  readonly stepsPerBlock: number;
}

const madeNames = {
  buffersMade: ['createBuffer'],
  bindGroupsMade: ['createBindGroup', 'createBindGroupLayout'],
  pipelinesMade: ['createComputePipeline', 'createComputePipelineAsync', 'createShaderModule'],
} as const;

/** How often each method was called, one map per block of `steps` steps → figures per step. */
export function gpuCountsOf(blocks: readonly ReadonlyMap<string, number>[], steps: number): GpuCounts {
  const total = (names: readonly string[]): number =>
    blocks.reduce((sum, block) => sum + names.reduce((all, name) => all + (block.get(name) ?? 0), 0), 0);
  const perStep = (names: readonly string[]): number => total(names) / (blocks.length * steps);
  const submits = blocks.map((block) => block.get('submit') ?? 0).sort((a, b) => a - b);
  return {
    dispatches: perStep(['dispatchWorkgroups']),
    submitsPerBlock: submits[submits.length >> 1] ?? 0,
    buffersMade: perStep(madeNames.buffersMade),
    bindGroupsMade: perStep(madeNames.bindGroupsMade),
    pipelinesMade: perStep(madeNames.pipelinesMade),
    readBacks: perStep(['mapAsync']),
    stepsPerBlock: steps,
  };
}
