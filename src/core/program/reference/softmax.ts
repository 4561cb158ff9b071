import { at } from '../../util/assert-never.ts';
import { type Kernel, outside, type Value } from './kernel.ts';

/** log(softmax(row)) = x − max − log Σ exp(x − max), row by row over the last axis. */
function logSoftmaxRows({ data, shape }: Value): Float64Array {
  const width = at(shape, shape.length - 1);
  const out = new Float64Array(data.length);
  for (let start = 0; start < data.length; start += width) {
    const end = start + width;
    let max = Number.NEGATIVE_INFINITY;
    for (let i = start; i < end; i++) max = Math.max(max, data[i] ?? outside);
    let sum = 0;
    for (let i = start; i < end; i++) sum += Math.exp((data[i] ?? outside) - max);
    const logSum = Math.log(sum);
    for (let i = start; i < end; i++) out[i] = (data[i] ?? outside) - max - logSum;
  }
  return out;
}

export const logSoftmax: Kernel<'logSoftmax'> = ({ inputs }) => logSoftmaxRows(at(inputs, 0));

export const softmax: Kernel<'softmax'> = ({ inputs }) => {
  const out = logSoftmaxRows(at(inputs, 0));
  for (let i = 0; i < out.length; i++) out[i] = Math.exp(out[i] ?? outside);
  return out;
};

export const softmaxCrossEntropy: Kernel<'softmaxCrossEntropy'> = ({ inputs }) => {
  const logits = at(inputs, 0);
  const targets = at(inputs, 1).data;
  const width = at(logits.shape, logits.shape.length - 1);
  const logProbabilities = logSoftmaxRows(logits);
  const out = new Float64Array(targets.length / width);
  for (let row = 0; row < out.length; row++) {
    let loss = 0;
    for (let i = row * width; i < (row + 1) * width; i++) loss -= (targets[i] ?? outside) * (logProbabilities[i] ?? outside);
    out[row] = loss;
  }
  return out;
};
