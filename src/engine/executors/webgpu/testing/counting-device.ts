/** How often each method of a device, its queue, its encoders and its passes was called. */
export type CallCounts = Map<string, number>;

/** What is called on these is counted too. */
const followed = new Set<string | symbol>(['queue', 'createCommandEncoder', 'beginComputePass']);
/** What a pass does, and what it needs for that; without it, the device has nothing to compile and nothing to compute. */
const work = new Set<string | symbol>([
  'createShaderModule',
  'createComputePipelineAsync',
  'setPipeline',
  'setBindGroup',
  'dispatchWorkgroups',
]);

/**
 * The object itself, but every call of a method is counted under the method's name. `idle`: nothing is computed, so that many thousands of
 * steps take no time; everything else is the device's own.
 */
export function counting<T extends object>(target: T, counts: CallCounts, idle = false): T {
  return new Proxy(target, {
    get(object, name) {
      const value: unknown = Reflect.get(object, name);
      if (typeof value !== 'function') return followed.has(name) && isObject(value) ? counting(value, counts, idle) : value;
      return (...args: readonly unknown[]): unknown => {
        counts.set(String(name), (counts.get(String(name)) ?? 0) + 1);
        if (idle && work.has(name)) return undefined;
        const result: unknown = Reflect.apply(value, object, args);
        return followed.has(name) && isObject(result) ? counting(result, counts, idle) : result;
      };
    },
  });
}

/** A device that keeps book of its buffers: how many bytes there are, and the most there were at once. */
export function bookkeeping(device: GPUDevice): { device: GPUDevice; alive: () => number; peak: () => number } {
  const sizes = new Map<GPUBuffer, number>();
  const alive = (): number => [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);
  let peak = 0;
  const kept = new Proxy(device, {
    get(target, name) {
      if (name === 'createBuffer')
        return (descriptor: GPUBufferDescriptor): GPUBuffer => {
          const buffer = target.createBuffer(descriptor);
          const destroy = buffer.destroy.bind(buffer);
          buffer.destroy = () => {
            sizes.delete(buffer);
            return destroy();
          };
          sizes.set(buffer, descriptor.size);
          peak = Math.max(peak, alive());
          return buffer;
        };
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return { device: kept, alive, peak: () => peak };
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
