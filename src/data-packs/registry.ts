import { mnistPacker } from './mnist.ts';
import type { Packer } from './pack.ts';

/** Every data set that is packed before dev, build and test. */
export const packers: readonly Packer[] = [mnistPacker];
