import type { BufferId } from '../plan/nodes.ts';

/** How WGSL calls the buffers. */
export const bufferName: Readonly<Record<BufferId, string>> = {
  parameters: 'P',
  optimizer: 'O',
  state: 'S',
  arena: 'A',
  data: 'D',
  inputs: 'I',
  losses: 'L',
};
