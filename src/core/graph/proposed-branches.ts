import type { DataSignature, InputInfo } from '../project/signature.ts';

/** A layer of a branch. */
export interface BranchLayer {
  readonly kind: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

/** The layers on the way from an input to the trunk. */
export interface Branch {
  /** What reads it, place by place: what answers for every word stands behind that. */
  readonly reads: readonly BranchLayer[];
  /** What makes one vector of it. */
  readonly gathers: readonly BranchLayer[];
}

/** From this side on the first convolution takes every second place only. */
const largeSide = 64;

const layer = (kind: string, params?: Readonly<Record<string, unknown>>): BranchLayer => ({
  kind,
  ...(params ? { params } : {}),
});

/** Two convolutions, each with a pool of two behind it, and what is left of the places. */
function branchForImages(side: number): Branch {
  const conv = (filters: number, stride: number): BranchLayer =>
    layer('conv2d', { filters, kernel: [3, 3], activation: 'relu', stride: [stride, stride] });
  return {
    reads: [conv(16, side >= largeSide ? 2 : 1), layer('maxPool'), conv(32, 1), layer('maxPool')],
    gathers: [layer('flatten')],
  };
}

/** Convolutions over time, and the strongest answer of each pattern. */
const branchForFrames: Branch = {
  reads: [
    layer('conv1d', { filters: 32, kernel: 5, activation: 'relu' }),
    layer('conv1d', { filters: 64, kernel: 5, activation: 'relu' }),
  ],
  gathers: [layer('globalPool', { mode: 'max' })],
};

/** What a written text looks back at has as many features as what writes it. */
export const readerUnits = 48;

/**
 * What makes a vector of an input: nothing of numbers, convolutions of images and of sound, an embedding of a category, the mean of the embeddings of words; where words
 * are tagged, the strongest answers of patterns of three words; where a text is to be written from it, attention over all of them.
 */
export function branchFor({ dtype, shape, vocabulary = 0 }: InputInfo, { targets }: DataSignature): Branch {
  if (shape.length === 3) return branchForImages(Math.min(...shape.slice(0, 2)));
  if (shape.length === 2) return branchForFrames;
  if (dtype !== 'i32') return { reads: [], gathers: [] };
  const units = Math.max(4, Math.min(32, Math.round(Math.sqrt(vocabulary))));
  const embedding = layer('embedding', { units });
  if (shape[0] === 1) return { reads: [embedding], gathers: [layer('flatten')] };
  if (targets.some(({ format }) => format === 'sequence')) {
    return {
      reads: [
        layer('positionEmbedding', { units: readerUnits }),
        layer('transformerBlock', { heads: 4, headSize: 12, hidden: 96 }),
      ],
      gathers: [layer('globalPool')],
    };
  }
  if (targets.some(({ format }) => format === 'tags')) {
    return {
      reads: [layer('embedding', { units: 32 }), layer('conv1d', { filters: 64, kernel: 3, activation: 'relu' })],
      gathers: [layer('globalPool', { mode: 'max' })],
    };
  }
  return { reads: [embedding], gathers: [layer('globalPool')] };
}
