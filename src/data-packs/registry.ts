import { cmuWordsPacker } from './cmu-words.ts';
import { mnistPacker } from './mnist.ts';
import type { Packer } from './pack.ts';
import { birdstrikesPacker, penguinsPacker, weatherPacker } from './tables.ts';
import { udhrPacker } from './udhr.ts';
import { wordnetPacker } from './wordnet.ts';

/** Every data set that is packed before dev, build and test. */
export const packers: readonly Packer[] = [
  mnistPacker,
  penguinsPacker,
  weatherPacker,
  birdstrikesPacker,
  cmuWordsPacker,
  udhrPacker,
  wordnetPacker,
];
