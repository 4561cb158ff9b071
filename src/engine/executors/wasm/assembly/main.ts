import * as id from '../ids.ts';
import { copy, gather, move, oneHot, random, scatterAdd, zero } from './copy.ts';
import { convolveDirect, convolveFilterDirect, convolveInputDirect } from './direct.ts';
import { matmul } from './matmul.ts';
import { avgPool, avgPoolGrad, maxPool, maxPoolGrad } from './pooling.ts';
import { reduce } from './reduce.ts';
import { useScratch } from './scratch.ts';
import { crossEntropy, logSoftmax, softmax } from './softmax.ts';
import { tape } from './tape.ts';
import { clip, elementary, update } from './update.ts';
import { convolve, convolveFilter, convolveInput, fold, unfold } from './windows.ts';

/* The entry: one call runs K steps from a table of operations. Everything that stands in memory was placed there by the planner. */

// Kernels are exported so that the optimiser keeps them apart: one function of all of them would be compiled badly.
export { avgPool, avgPoolGrad, clip, convolve, convolveFilter, convolveInput, copy, crossEntropy, fold, gather, logSoftmax, matmul };
export { convolveDirect, convolveFilterDirect, convolveInputDirect, elementary };
export { maxPool, maxPoolGrad, move, oneHot, random, reduce, scatterAdd, softmax, tape, unfold, update, useScratch, zero };

/** The first byte that the module itself does not use. */
export function firstFreeByte(): usize {
  return __heap_base;
}

export function execute(op: i32, p: usize): void {
  switch (op) {
    case id.opTape: tape(p); break;
    case id.opCopy: copy(p); break;
    case id.opZero: zero(p); break;
    case id.opMove: move(p); break;
    case id.opReduce: reduce(p); break;
    case id.opMatmul: matmul(p); break;
    case id.opGather: gather(p); break;
    case id.opScatterAdd: scatterAdd(p); break;
    case id.opOneHot: oneHot(p); break;
    case id.opRandom: random(p); break;
    case id.opUnfold: unfold(p); break;
    case id.opFold: fold(p); break;
    case id.opMaxPool: maxPool(p); break;
    case id.opMaxPoolGrad: maxPoolGrad(p); break;
    case id.opAvgPool: avgPool(p); break;
    case id.opAvgPoolGrad: avgPoolGrad(p); break;
    case id.opSoftmax: softmax(p); break;
    case id.opLogSoftmax: logSoftmax(p); break;
    case id.opCrossEntropy: crossEntropy(p); break;
    case id.opConvolve: convolve(p); break;
    case id.opConvolveFilter: convolveFilter(p); break;
    case id.opConvolveInput: convolveInput(p); break;
    case id.opConvolveDirect: convolveDirect(p); break;
    case id.opConvolveFilterDirect: convolveFilterDirect(p); break;
    case id.opConvolveInputDirect: convolveInputDirect(p); break;
    case id.opClip: clip(p); break;
    case id.opUpdate: update(p); break;
    default: unreachable();
  }
}

/**
 * Runs the table [operation, bytes to the next, ...arguments] from `table` to `end` `steps` times. Before each step the next control row
 * and the next rows of the batch are put where the program reads them; after it the losses are taken.
 */
export function run(
  table: usize, end: usize, steps: i32,
  controls: usize, controlRows: usize, controlBytes: usize,
  rows: usize, batchRows: usize, rowBytes: usize,
  losses: usize, lossRing: usize, lossBytes: usize,
): void {
  for (let step = 0; step < steps; step++) {
    memory.copy(controls, controlRows, controlBytes);
    memory.copy(rows, batchRows, rowBytes);
    for (let p = table; p < end; p += load<usize>(p, 4)) execute(load<i32>(p), p + 8);
    memory.copy(lossRing, losses, lossBytes);
    controlRows += controlBytes;
    batchRows += rowBytes;
    lossRing += lossBytes;
  }
}
