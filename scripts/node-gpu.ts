import { invariant } from '../src/core/util/assert-never.ts';
import { findSoftwareDriver } from './vulkan.ts';

/** Dawn falls over where its entry point is collected before its devices. */
const kept: GPU[] = [];

/**
 * A WebGPU device in Node (Dawn), on the software adapter where the machine has no GPU of its own. Throws where there is none: tests of
 * shaders must not pass unseen. `npm test` installs what is missing. `largest`: with buffers as large as the adapter allows, as in the page.
 */
export async function nodeGpuDevice({ largest = false } = {}): Promise<GPUDevice> {
  const driver = process.platform === 'linux' ? findSoftwareDriver() : null;
  if (driver) process.env.VK_DRIVER_FILES = driver;
  const { create } = await import('webgpu');
  const gpu = create([]);
  kept.push(gpu);
  const adapter = await gpu.requestAdapter();
  invariant(adapter, 'Node finds a GPU adapter; run npm run unit');
  const { maxBufferSize, maxStorageBufferBindingSize } = adapter.limits;
  const device = await adapter.requestDevice(largest ? { requiredLimits: { maxBufferSize, maxStorageBufferBindingSize } } : {});
  device.onuncapturederror = ({ error }) => {
    throw new Error(`The GPU refused: ${error.message}`);
  };
  return device;
}
