/** What of a device the planner takes into account. */
export interface DeviceProfile {
  /** Work items that keep the device busy: fewer, and it idles; a processor that imitates a GPU needs next to none. */
  readonly lanes: number;
  /** Operations that take about as long as one more dispatch; so much may be computed again rather than stored. */
  readonly dispatchCost: number;
  /** Does memory that a workgroup shares pay? */
  readonly sharedMemory: boolean;
  /** Invocations of every workgroup, a power of 2. */
  readonly workgroupSize: number;
  /** Workgroups of a kernel over elements at the most: where there are more elements, an invocation takes several, one after the other. */
  readonly elementGroups: number;
  /** Rows and columns of results that one invocation keeps at the most. */
  readonly blockSide: number;
}

export const hardwareProfile: DeviceProfile = {
  lanes: 4096,
  dispatchCost: 2 ** 20,
  sharedMemory: true,
  workgroupSize: 64,
  elementGroups: Number.POSITIVE_INFINITY,
  blockSide: 4,
};
/**
 * SwiftShader runs four invocations at a time on each core, all of them through every branch: idle invocations cost as much as busy ones,
 * and reading memory more than arithmetic. To begin a workgroup costs as much as dozens of elements.
 */
export const softwareProfile: DeviceProfile = {
  lanes: 16,
  dispatchCost: 16384,
  sharedMemory: false,
  workgroupSize: 8,
  elementGroups: 256,
  blockSide: 8,
};
