/** What of a device the planner takes into account. */
export interface DeviceProfile {
  /** Work items that keep the device busy: fewer, and it idles; a processor that imitates a GPU needs next to none. */
  readonly lanes: number;
  /** Operations that take about as long as one more dispatch; so much may be computed again rather than stored. */
  readonly dispatchCost: number;
  /** Does memory that a workgroup shares pay? */
  readonly sharedMemory: boolean;
}

export const hardwareProfile: DeviceProfile = { lanes: 4096, dispatchCost: 16384, sharedMemory: true };
export const softwareProfile: DeviceProfile = { lanes: 16, dispatchCost: 16384, sharedMemory: false };

/** Invocations of every workgroup. */
export const workgroupSize = 64;
