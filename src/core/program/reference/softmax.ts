import { at } from '../../util/assert-never.ts';
import { type Kernel, outside, type Value } from './kernel.ts';

/** log(softmax(row)) = x − max − log Σ exp(x − max), row by row over the last axis. */
function logSoftmaxRows({ data, shape }: Value): Float64Array {
  const width = at(shape, shape.length - 1);
  const out = new Float64Array(data.length);
  for (let start = 0; start < data.length; start += width) {
    const row = data.subarray(start, start + width);
    const max = row.reduce((held, x) => Math.max(held, x), Number.NEGATIVE_INFINITY);
    const logSum = Math.log(row.reduce((sum, x) => sum + Math.exp(x - max), 0));
    out.set(
      row.map((x) => x - max - logSum),
      start,
    );
  }
  return out;
}

export const logSoftmax: Kernel<'logSoftmax'> = ({ inputs }) => logSoftmaxRows(at(inputs, 0));

export const softmax: Kernel<'softmax'> = ({ inputs }) => logSoftmaxRows(at(inputs, 0)).map(Math.exp);

export const softmaxCrossEntropy: Kernel<'softmaxCrossEntropy'> = ({ inputs }) => {
  const logits = at(inputs, 0);
  const targets = at(inputs, 1).data;
  const width = at(logits.shape, logits.shape.length - 1);
  const out = new Float64Array(targets.length / width);
  logSoftmaxRows(logits).forEach((logProbability, i) => {
    const row = Math.floor(i / width);
    out[row] = (out[row] ?? outside) - (targets[i] ?? outside) * logProbability;
  });
  return out;
};
