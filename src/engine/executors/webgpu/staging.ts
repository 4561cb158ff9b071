import { bufferUsage, mapForReading } from './device-buffers.ts';

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
    await buffer.mapAsync(mapForReading, 0, 4 * count);
    const numbers = new Float32Array(buffer.getMappedRange(0, 4 * count).slice(0));
    buffer.unmap();
    this.free.push(buffer);
    return numbers;
  }

  dispose(): void {
    for (const buffer of this.all) buffer.destroy();
  }
}

/** Pools for results of any size, so that what is read again and again (checkpoints, evaluations) makes no buffer either. */
export class StagingPools {
  private readonly pools = new Map<number, StagingPool>();

  constructor(private readonly device: GPUDevice) {}

  /** The pool for results of up to so many bytes: sizes are rounded up to a power of 2, so that pools are few. */
  of(bytes: number): StagingPool {
    const size = 2 ** Math.ceil(Math.log2(Math.max(16, bytes)));
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
