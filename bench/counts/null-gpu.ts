/**
 * A WebGPU that does nothing and counts the calls of its methods by name: what a program asks of a device becomes exact numbers, and what
 * remains of its time is JavaScript. To be installed as `navigator.gpu` of a process of its own, before tfjs is imported.
 */
export type Calls = Map<string, number>;

class NullBuffer {
  readonly size: number;
  readonly usage: number;
  private memory: ArrayBuffer | null = null;
  constructor(
    { size, usage, mappedAtCreation = false }: GPUBufferDescriptor,
    private readonly count: (name: string) => void,
  ) {
    this.size = size;
    this.usage = usage;
    this.mapState = mappedAtCreation ? 'mapped' : 'unmapped';
  }
  mapState: GPUBufferMapState;
  getMappedRange(_offset = 0, size = this.size): ArrayBuffer {
    this.memory ??= new ArrayBuffer(this.size);
    return size === this.size ? this.memory : this.memory.slice(0, size);
  }
  unmap(): void {
    this.mapState = 'unmapped';
  }
  destroy(): void {
    this.count('destroy');
  }
  async mapAsync(): Promise<void> {
    this.count('mapAsync');
    this.mapState = 'mapped';
  }
}

class NullTexture {}

const flags = {
  GPUBufferUsage: {
    MAP_READ: 1,
    MAP_WRITE: 2,
    COPY_SRC: 4,
    COPY_DST: 8,
    INDEX: 16,
    VERTEX: 32,
    UNIFORM: 64,
    STORAGE: 128,
    INDIRECT: 256,
    QUERY_RESOLVE: 512,
  },
  GPUTextureUsage: { COPY_SRC: 1, COPY_DST: 2, TEXTURE_BINDING: 4, STORAGE_BINDING: 8, RENDER_ATTACHMENT: 16 },
  GPUMapMode: { READ: 1, WRITE: 2 },
  GPUShaderStage: { COMPUTE: 4 },
  GPUBuffer: NullBuffer,
  GPUTexture: NullTexture,
};

const limits = {
  maxComputeWorkgroupsPerDimension: 65535,
  maxComputeWorkgroupStorageSize: 16384,
  maxComputeInvocationsPerWorkgroup: 256,
  maxComputeWorkgroupSizeX: 256,
  maxStorageBufferBindingSize: 2 ** 27,
  maxBufferSize: 2 ** 28,
};

function nullDevice(calls: Calls) {
  const count = (name: string): void => {
    calls.set(name, (calls.get(name) ?? 0) + 1);
  };
  const counted =
    <T>(name: string, result: T) =>
    () => {
      count(name);
      return result;
    };
  const layout = {};
  const pipeline = { getBindGroupLayout: () => layout };
  const pass = {
    setPipeline: counted('setPipeline', undefined),
    setBindGroup: counted('setBindGroup', undefined),
    dispatchWorkgroups: counted('dispatchWorkgroups', undefined),
    end: counted('end', undefined),
  };
  const encoder = {
    beginComputePass: counted('beginComputePass', pass),
    copyBufferToBuffer: counted('copyBufferToBuffer', undefined),
    finish: counted('finish', {}),
  };
  return {
    features: new Set<string>(),
    limits,
    queue: { submit: counted('submit', undefined), writeBuffer: counted('writeBuffer', undefined) },
    createBuffer(descriptor: GPUBufferDescriptor) {
      count('createBuffer');
      return new NullBuffer(descriptor, count);
    },
    createShaderModule: counted('createShaderModule', { getCompilationInfo: async () => ({ messages: [] }) }),
    createComputePipeline: counted('createComputePipeline', pipeline),
    createComputePipelineAsync: counted('createComputePipelineAsync', Promise.resolve(pipeline)),
    createPipelineLayout: counted('createPipelineLayout', {}),
    createBindGroupLayout: counted('createBindGroupLayout', layout),
    createBindGroup: counted('createBindGroup', {}),
    createCommandEncoder: counted('createCommandEncoder', encoder),
    pushErrorScope: () => undefined,
    popErrorScope: async () => null,
    destroy: () => undefined,
    lost: new Promise<never>(() => undefined),
  };
}

/** Installs it and gives its counts, which the caller may clear. */
export function installNullGpu(): Calls {
  const calls: Calls = new Map();
  const device = nullDevice(calls);
  const info = { vendor: 'none', architecture: '', description: 'a device that does nothing' };
  const adapter = { features: new Set<string>(), limits, info, requestDevice: async () => device };
  const gpu = { requestAdapter: async () => adapter, getPreferredCanvasFormat: () => 'bgra8unorm' };
  Object.assign(globalThis, flags);
  Object.defineProperty(globalThis, 'navigator', { value: { gpu, userAgent: 'node' }, configurable: true, writable: true });
  return calls;
}
