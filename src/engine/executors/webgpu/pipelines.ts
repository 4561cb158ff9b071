import { invariant } from '../../../core/util/assert-never.ts';
import type { DeviceBuffers } from './device-buffers.ts';
import type { ProgramPlan } from './plan/plan.ts';
import { groupsPerRow } from './wgsl/module.ts';

const computeStage = 4;

/** A dispatch ready to be encoded. */
export interface ReadyDispatch {
  readonly pipeline: GPUComputePipeline;
  readonly x: number;
  readonly y: number;
}

/** What all pipelines of a session share: one layout, and the two bind groups that hold every buffer. */
export interface Bindings {
  readonly layout: GPUPipelineLayout;
  readonly buffers: GPUBindGroup;
  /** The row of inputs, at a dynamic offset. */
  readonly inputs: GPUBindGroup;
}

/** Bind groups over the buffers of a session; the order of bindings is that of wgsl/module.ts. */
export function makeBindings(device: GPUDevice, buffers: DeviceBuffers): Bindings {
  const { parameters, optimizer, state, arena, data, losses, inputs, rowBytes } = buffers;
  const bound = [parameters, optimizer, state, arena, data, losses];
  const bufferLayout = device.createBindGroupLayout({
    entries: bound.map((buffer, binding) => ({
      binding,
      visibility: computeStage,
      buffer: { type: buffer === data ? 'read-only-storage' : 'storage' },
    })),
  });
  const inputLayout = device.createBindGroupLayout({
    entries: [{ binding: 0, visibility: computeStage, buffer: { type: 'read-only-storage', hasDynamicOffset: true } }],
  });
  return {
    layout: device.createPipelineLayout({ bindGroupLayouts: [bufferLayout, inputLayout] }),
    buffers: device.createBindGroup({
      layout: bufferLayout,
      entries: bound.map((buffer, binding) => ({ binding, resource: { buffer } })),
    }),
    inputs: device.createBindGroup({
      layout: inputLayout,
      entries: [{ binding: 0, resource: { buffer: inputs, size: rowBytes } }],
    }),
  };
}

/** Compiles a program's dispatches. More than 2³¹ workgroups are never reached: the buffers that they would fill are refused before. */
export async function makeDispatches(device: GPUDevice, layout: GPUPipelineLayout, plan: ProgramPlan): Promise<ReadyDispatch[]> {
  return Promise.all(
    plan.dispatches.map(async ({ wgsl, groups }) => {
      const y = Math.ceil(groups / groupsPerRow);
      invariant(y <= device.limits.maxComputeWorkgroupsPerDimension, 'a dispatch has as many workgroups as a device can run');
      const module = device.createShaderModule({ code: wgsl });
      const pipeline = await device.createComputePipelineAsync({ layout, compute: { module, entryPoint: 'main' } });
      return { pipeline, x: Math.min(groups, groupsPerRow), y };
    }),
  );
}
