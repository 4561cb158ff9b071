import { bufferUsage, mapForReading } from './device-buffers.ts';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
/** Milliseconds within which a device that is lost says so. */
const lossMs = 250;

/**
 * Where a device is lost, what was to be read from it fails first, as an operation that was broken off: waits until the device has had the
 * time to say why, and whoever listens to hear it.
 */
const lossIsKnown = (device: GPUDevice): Promise<void> => Promise.race([device.lost.then(() => pause(0)), pause(lossMs)]);

/** Buffers of one size through which results come back. They are made as blocks in flight need them, and used again ever after. */
export class StagingPool {
  private readonly free: GPUBuffer[] = [];
  private readonly all: GPUBuffer[] = [];

  constructor(
    private readonly device: GPUDevice,
    private readonly bytes: number,
  ) {}

  take(): GPUBuffer {
    const known = this.free.pop();
    if (known) return known;
    const made = this.device.createBuffer({ size: Math.max(16, this.bytes), usage: bufferUsage.MAP_READ | bufferUsage.COPY_DST });
    this.all.push(made);
    return made;
  }

  /** The first `count` numbers of a buffer that was taken, when the device has written them; gives the buffer back. */
  async read(buffer: GPUBuffer, count: number): Promise<Float32Array> {
    try {
      await buffer.mapAsync(mapForReading, 0, 4 * count);
    } catch (error) {
      await lossIsKnown(this.device);
      throw error;
    }
    const numbers = new Float32Array(buffer.getMappedRange(0, 4 * count).slice(0));
    buffer.unmap();
    this.free.push(buffer);
    return numbers;
  }

  dispose(): void {
    for (const buffer of this.all) buffer.destroy();
  }
}

/** Bytes of the buffer that results of up to so many bytes come back through: a power of 2, so that pools are few. */
export const stagingBytes = (bytes: number): number => 2 ** Math.ceil(Math.log2(Math.max(16, bytes)));

/** Pools for results of any size, so that what is read again and again (checkpoints, evaluations) makes no buffer either. */
export class StagingPools {
  private readonly pools = new Map<number, StagingPool>();

  constructor(private readonly device: GPUDevice) {}

  /** The pool for results of up to so many bytes. */
  of(bytes: number): StagingPool {
    const size = stagingBytes(bytes);
    const known = this.pools.get(size);
    if (known) return known;
    const made = new StagingPool(this.device, size);
    this.pools.set(size, made);
    return made;
  }

  dispose(): void {
    for (const pool of this.pools.values()) pool.dispose();
  }
}
